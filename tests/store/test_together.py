"""Work brought at the same moment is done at once, answered apart, and nobody suffers from another's error."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest

from xingshen.store.together import Together


class Counter:
    """Work that doubles numbers and notes what it was given at once; the first time it waits until it may go on."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.begun, self.go_on = Event(), Event()

    def work(self, items: Sequence[int]) -> list[int]:
        self.batches.append(sorted(items))
        if len(self.batches) == 1:
            self.begun.set()
            assert self.go_on.wait(10)
        if 13 in items:
            raise ValueError("13")
        return [2 * item for item in items]


def _bring(counter: Counter, together: Together[int, int], items: Sequence[int]) -> list[Future[int]]:
    """Bring the first item, and the others while it is worked on."""
    with ThreadPoolExecutor(len(items)) as pool:
        first = pool.submit(together.do, items[0])
        assert counter.begun.wait(10)
        others = [pool.submit(together.do, item) for item in items[1:]]
        while len(together._waiting) < len(others):
            sleep(0.001)
        counter.go_on.set()
    return [first, *others]


def test_what_comes_while_somebody_works_is_done_at_once() -> None:
    counter = Counter()
    done = _bring(counter, Together(counter.work, lambda item: item), [1, 2, 3, 4])
    assert [each.result() for each in done] == [2, 4, 6, 8]
    assert counter.batches == [[1], [2, 3, 4]]


def test_items_of_one_subject_are_done_one_after_the_other() -> None:
    counter = Counter()
    done = _bring(counter, Together(counter.work, lambda item: item % 2), [1, 2, 3, 5])
    assert [each.result() for each in done] == [2, 4, 6, 10]
    assert sorted(counter.batches) == [[1], [2, 3], [5]] or sorted(counter.batches) == [[1], [2, 5], [3]]


def test_an_error_is_told_to_the_one_whose_it_is() -> None:
    counter = Counter()
    done = _bring(counter, Together(counter.work, lambda item: item), [1, 2, 13, 4])
    assert [each.result() for each in (done[0], done[1], done[3])] == [2, 4, 8]
    with pytest.raises(ValueError, match="13"):
        done[2].result()
    assert counter.batches[:2] == [[1], [2, 4, 13]]


def test_after_an_error_the_next_is_done() -> None:
    together: Together[int, int] = Together(lambda items: [1 // item for item in items], lambda item: item)
    with pytest.raises(ZeroDivisionError):
        together.do(0)
    assert together.do(1) == 1


def test_whoever_begins_waits_for_what_is_coming() -> None:
    batches: list[list[int]] = []

    def work(items: Sequence[int]) -> Sequence[int]:
        batches.append(sorted(items))
        return items

    together: Together[int, int] = Together(work, lambda item: item, patience=10)

    def bring(item: int) -> int:
        with together.coming():
            return together.do(item)

    with ThreadPoolExecutor(1) as pool, together.coming():
        first = pool.submit(bring, 1)
        while not together._waiting:
            sleep(0.001)
        assert together.do(2) == 2
    assert first.result() == 1
    assert batches == [[1, 2]]


def test_nobody_waits_for_long_for_what_does_not_come() -> None:
    together: Together[int, int] = Together(lambda items: items, lambda item: item, patience=0.01)
    with ThreadPoolExecutor(1) as pool, together.coming():
        assert pool.submit(together.do, 1).result(10) == 1
