"""The worker's loop: take a job, keep its lease, call its handler, put it away by what came of it.

Each lane is a thread that takes jobs of its kinds only, so that mail and receipts never wait behind the reading of a
hundred pages. Stops in order: a job under way is given back. Knows the ledger and no particular kind of job.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread

from django.db import DatabaseError, InterfaceError, OperationalError, close_old_connections, connection

from xingshen.jobs.work import Handler, Stopping, Transient, Work
from xingshen.store.running import jobs
from xingshen.store.running.jobs import Claim, LeaseLost

log = logging.getLogger(__name__)
_PAUSE = 0.5
_AFTER_DATABASE_TROUBLE = 3.0
_OUTSIDE = (Transient, OperationalError, InterfaceError, OSError, MemoryError)
"""What says that something else than the job does not work: never a reason to give up. A missing file is the job's."""

Told = Callable[[Claim], None]


@dataclass(frozen=True, slots=True)
class Lane:
    """One thread and the kinds of jobs that it takes."""

    name: str
    handlers: Mapping[str, Handler]


@dataclass
class Loop:
    """Runs ``lanes`` until ``stop`` is set. ``chores`` are called every now and then; ``given_up`` when a job dies."""

    lanes: Sequence[Lane]
    stop: Event
    chores: Sequence[Callable[[], object]] = ()
    given_up: Told = lambda _: None
    chores_every: float = 5.0
    heartbeat: float = 15.0
    _threads: list[Thread] = field(default_factory=list)

    def run(self) -> None:
        """Work until told to stop; returns when every lane has put its job away."""
        self._threads = [Thread(target=self._lane, args=(lane,), name=lane.name) for lane in self.lanes]
        for thread in self._threads:
            thread.start()
        while not self.stop.is_set():
            with _database_may_fail("chores"):
                for chore in self.chores:
                    chore()
            self.stop.wait(self.chores_every)
        for thread in self._threads:
            thread.join()

    def run_once(self) -> int:
        """Everything that is ready now, in this thread; how many jobs were done. For tests and small tools."""
        done = 0
        handlers = {kind: handler for lane in self.lanes for kind, handler in lane.handlers.items()}
        while not self.stop.is_set() and (claim := jobs.claim(handlers)) is not None:
            self.perform(claim, handlers[claim.kind])
            done += 1
        return done

    def perform(self, claim: Claim, handler: Handler) -> None:
        """One job from claim to its end. Never raises for what the handler does."""
        work = Work(claim, self.stop)
        try:
            with self._kept_alive(work):
                handler(work)
                if not work.finished:
                    with work.finishing():
                        pass
        except Stopping:
            jobs.give_back(claim)
        except LeaseLost:
            log.warning("job %d (%s) was given to another worker", claim.id, claim.kind)
        except Exception as error:
            self._put_away(claim, error)

    def _put_away(self, claim: Claim, error: Exception) -> None:
        if isinstance(error, _OUTSIDE) and not isinstance(error, FileNotFoundError):
            log.warning("job %d (%s) has to wait: %s", claim.id, claim.kind, type(error).__name__)
            jobs.postpone(claim, _words(error))
            return
        log.error("job %d (%s) failed, attempt %d: %s", claim.id, claim.kind, claim.attempts, _words(error))
        jobs.fail(claim, _words(error), lambda: self.given_up(claim))

    def _lane(self, lane: Lane) -> None:
        try:
            while not self.stop.is_set():
                claim = None
                with _database_may_fail(lane.name):
                    close_old_connections()
                    claim = jobs.claim(lane.handlers)
                    if claim is not None:
                        self.perform(claim, lane.handlers[claim.kind])
                if claim is None:
                    self.stop.wait(_PAUSE)
        finally:
            connection.close()

    @contextmanager
    def _kept_alive(self, work: Work) -> Iterator[None]:
        """A thread renews the lease meanwhile."""
        over = Event()
        thread = Thread(target=self._heart, args=(work, over), daemon=True, name=f"lease-{work.claim.id}")
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _heart(self, work: Work, over: Event) -> None:
        try:
            while not over.wait(self.heartbeat):
                with _database_may_fail("heartbeat"):
                    if not jobs.renew(work.claim) and not over.is_set():
                        work.lost.set()
                        return
        finally:
            connection.close()


@contextmanager
def _database_may_fail(where: str) -> Iterator[None]:
    """A database that does not answer is waited for; the worker lives on."""
    try:
        yield
    except (DatabaseError, InterfaceError) as error:
        log.warning("%s: the database does not answer (%s)", where, type(error).__name__)
        connection.close()
        time.sleep(_AFTER_DATABASE_TROUBLE)


def _words(error: BaseException) -> str:
    """For the ledger: the kind of error and where it came from, never values of an application."""
    trace, places = error.__traceback__, []
    while trace is not None:
        places.append(f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(error).__name__} at {' < '.join(reversed(places[-4:]))}"
