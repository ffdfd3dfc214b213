"""Work brought at the same moment is done at once, answered apart, and nobody suffers from another's error."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest

from xingshen.store.running.together import Together


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


@pytest.fixture
def batches() -> list[list[int]]:
    """What was done at once, in order."""
    return []


@pytest.fixture
def patient(batches: list[list[int]]) -> Together[int, int]:
    """Waits longer than any test."""

    def work(items: Sequence[int]) -> Sequence[int]:
        batches.append(sorted(items))
        return items

    return Together(work, lambda item: item, patience=60)


def _bring_two(together: Together[int, int], first: int, second: int) -> None:
    """The second comes when the first is waiting."""
    with ThreadPoolExecutor(1) as pool:
        begun = pool.submit(together.do, first)
        while not together._waiting:
            sleep(0.001)
        assert together.do(second) == second
        assert begun.result() == first


def test_whoever_begins_waits_for_what_is_coming(patient: Together[int, int], batches: list[list[int]]) -> None:
    with patient.coming(), patient.coming():
        _bring_two(patient, 1, 2)
    assert batches == [[1, 2]]


def test_whoever_begins_waits_for_as_many_as_came_last(patient: Together[int, int], batches: list[list[int]]) -> None:
    with patient.coming(), patient.coming():
        _bring_two(patient, 1, 2)
    _bring_two(patient, 3, 4)
    assert batches == [[1, 2], [3, 4]]


def test_somebody_alone_waits_for_nobody(patient: Together[int, int], batches: list[list[int]]) -> None:
    for item in (1, 2, 3):
        with patient.coming():
            assert patient.do(item) == item
    assert batches == [[1], [2], [3]]


def test_nobody_waits_for_long_for_what_does_not_come() -> None:
    together: Together[int, int] = Together(lambda items: items, lambda item: item, patience=0.01)
    with ThreadPoolExecutor(1) as pool, together.coming():
        assert pool.submit(together.do, 1).result(10) == 1
