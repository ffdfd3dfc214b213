"""One job in the hands of a worker: what its handler may ask and how it finishes.

A handler does its work, then writes its effect inside :meth:`Work.finishing`. It may be called again for the same job
after a crash, and may be told to stop at any time; then it raises what :meth:`Work.go_on` raises and leaves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

from xingshen.store.running import jobs
from xingshen.store.running.jobs import Claim, LeaseLost


class Stopping(Exception):  # noqa: N818  # not an error: the worker was asked to stop
    """The worker stops; the job goes back as if it had not been taken."""


class Transient(Exception):  # noqa: N818  # an outage elsewhere, not a fault of the job
    """Something outside of the job does not work now (no reading parts, no mail server); never given up."""


class Work:
    """One claimed job. ``stop``: the worker ends; ``lost``: the heartbeat could not renew the lease."""

    def __init__(self, claim: Claim, stop: Event) -> None:
        self.claim = claim
        self.finished = False
        self.lost = Event()
        self._stop = stop

    def go_on(self) -> None:
        """To be called between steps. Raises Stopping or LeaseLost."""
        if self.lost.is_set():
            raise LeaseLost
        if self._stop.is_set():
            raise Stopping

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """The transaction that writes the effect and finishes the job. Raises LeaseLost."""
        with jobs.finishing(self.claim):
            yield
        self.finished = True


Handler = Callable[[Work], None]
