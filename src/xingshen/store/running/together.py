"""Work that threads bring at the same moment, done by one of them for all: a commit that waits for the disk once.

Whoever comes while nobody works does what is waiting, his own and that of the others; who comes meanwhile waits until
he may look again, and mostly finds his own work done. Whoever begins waits a moment for those that are known to be
coming, and for as many as came the last time, so that under load many share one piece of work and somebody alone waits
for nobody. Knows nothing of the work and of no database.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition, Lock
from typing import Generic, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")
PATIENCE = 0.05
"""Seconds that whoever begins waits for those that are coming."""


@dataclass(slots=True, eq=False)
class _Turn(Generic[Item, Answer]):
    """One piece of work: what was brought, and the answer or the error that it came to."""

    item: Item
    answers: tuple[Answer, ...] = ()
    error: Exception | None = None

    @property
    def done(self) -> bool:
        return bool(self.answers) or self.error is not None


class Together(Generic[Item, Answer]):
    """``work`` takes several items and answers them in order, or raises and has done nothing.

    Items of the same ``subject`` are never worked on together, but one after the other.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Item]], Sequence[Answer]],
        subject: Callable[[Item], Hashable],
        patience: float = PATIENCE,
    ) -> None:
        self._work = work
        self._subject = subject
        self._patience = patience
        self._waiting: list[_Turn[Item, Answer]] = []
        self._coming = 0
        self._last = 0
        self._list = Condition(Lock())
        self._working = Lock()

    @contextmanager
    def coming(self) -> Iterator[None]:
        """While somebody makes an item and brings it with :meth:`do`, both inside."""
        with self._list:
            self._coming += 1
        try:
            yield
        finally:
            with self._list:
                self._coming -= 1
                self._list.notify_all()

    def do(self, item: Item) -> Answer:
        """The answer to ``item``; raises what ``work`` raised for it. Not inside a transaction of the caller."""
        mine: _Turn[Item, Answer] = _Turn(item)
        with self._list:
            self._waiting.append(mine)
            self._list.notify_all()
        while not mine.done:
            with self._working:
                if not mine.done:
                    self._do_waiting()
        if mine.error is not None:
            raise mine.error
        return mine.answers[0]

    def _do_waiting(self) -> None:
        turns = self._take()
        try:
            self._finish(turns)
        finally:
            with self._list:
                self._waiting[:0] = [turn for turn in turns if not turn.done]

    def _take(self) -> list[_Turn[Item, Answer]]:
        """What is waiting, the first of each subject, together with what comes in a moment."""
        with self._list:
            self._list.wait_for(lambda: len(self._waiting) >= max(self._coming, self._last), self._patience)
            first: dict[Hashable, _Turn[Item, Answer]] = {}
            for turn in self._waiting:
                first.setdefault(self._subject(turn.item), turn)
            taken = list(first.values())
            self._last = len(taken)
            self._waiting = [turn for turn in self._waiting if turn not in taken]
        return taken

    def _finish(self, turns: Sequence[_Turn[Item, Answer]]) -> None:
        try:
            answers = self._work([turn.item for turn in turns])
        except Exception as error:
            if len(turns) == 1:
                turns[0].error = error
            else:
                for turn in turns:
                    self._finish([turn])
            return
        for turn, answer in zip(turns, answers, strict=True):
            turn.answers = (answer,)
