"""The job ledger: putting work in, taking it out under a lease, and finishing it only with the fence it was taken with.

Work is put in by the transaction that makes it necessary, so that neither is there without the other. Whoever takes a
job holds it for :data:`LEASE` and renews that; a worker that dies loses the lease, the sweeper gives the job to
another, and what the dead one might still write is refused because the fence has grown. Effects are written in the
transaction that finishes the job. Knows nothing of what jobs do.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from xingshen.store.models import Job

LEASE = timedelta(seconds=60)
MOST_FAILURES = 5
"""Attempts after which work that fails by itself is given up (state dead, an alarm)."""
MOST_LOSSES = 20
"""Attempts after which work is given up that each time took its worker along."""
_FIRST_PAUSE, _LONGEST_PAUSE = 5, 600
_LONGEST_ERROR = 2000


class LeaseLost(Exception):  # noqa: N818  # what happened, and no fault of the one who hears it
    """The job was given to another worker meanwhile; nothing may be written for it any more."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A job as one worker holds it."""

    id: int
    kind: str
    subject: str
    fence: int
    attempts: int
    payload: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work to put in."""

    kind: str
    subject: str
    input_digest: str = ""
    payload: dict[str, Any] = field(default_factory=dict)
    priority: int = 0
    not_before: datetime | None = None


def enqueue(
    kind: str,
    subject: str,
    *,
    input_digest: str = "",
    payload: dict[str, Any] | None = None,
    priority: int = 0,
    not_before: datetime | None = None,
) -> None:
    """Put one piece of work in, inside the caller's transaction; the same kind, subject and input once only."""
    enqueue_all([Work(kind, subject, input_digest, payload or {}, priority, not_before)])


def enqueue_all(works: Iterable[Work]) -> None:
    """Put several pieces in, as :func:`enqueue` does."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a job is put in only by the transaction that makes it necessary")
    now = timezone.now()
    rows = [
        Job(
            kind=work.kind, subject=work.subject, input_digest=work.input_digest, payload=work.payload,
            priority=work.priority, not_before=work.not_before or now,
        )
        for work in works
    ]  # fmt: skip
    Job.objects.bulk_create(rows, ignore_conflicts=True)


def claim(kinds: Collection[str], subject: str = "") -> Claim | None:
    """Take the next job of these kinds (and of one subject); None: there is none. Looks before it locks anything."""
    waiting = _ready(kinds).filter(subject=subject) if subject else _ready(kinds)
    if not waiting.exists():
        return None
    with transaction.atomic():
        rows = waiting.order_by("-priority", "not_before", "pk")
        if connection.vendor == "postgresql":
            rows = rows.select_for_update(skip_locked=True)
        job = rows.first()
        if job is None:
            return None
        taken = _held(job.pk, job.fence).update(
            state=Job.State.RUNNING,
            fence=job.fence + 1,
            attempts=job.attempts + 1,
            lease_until=timezone.now() + LEASE,
        )
    return Claim(job.pk, job.kind, job.subject, job.fence + 1, job.attempts + 1, job.payload) if taken else None


def renew(held: Claim) -> bool:
    """Hold the job for another :data:`LEASE`; False where it belongs to another by now."""
    rows = _held(held.id, held.fence).filter(state=Job.State.RUNNING)
    return bool(rows.update(lease_until=timezone.now() + LEASE))


def still_held(held: Claim) -> QuerySet[Job]:
    """The row of the job as long as the claim holds: a condition for writing progress."""
    return _held(held.id, held.fence).filter(state=Job.State.RUNNING)


@contextmanager
def finishing(held: Claim) -> Iterator[None]:
    """The transaction that writes the effect and finishes the job. Raises LeaseLost, and then nothing is written."""
    with transaction.atomic():
        done = still_held(held).update(
            state=Job.State.DONE, finished_at=timezone.now(), lease_until=None, last_error=""
        )
        if not done:
            raise LeaseLost
        yield


def give_back(held: Claim) -> bool:
    """Put the job back as if it had not been taken: the worker stops in order."""
    return bool(
        still_held(held).update(
            state=Job.State.READY, attempts=F("attempts") - 1, lease_until=None, not_before=timezone.now()
        )
    )


def postpone(held: Claim, error: str) -> bool:
    """Try again later whatever the number of attempts: something outside of the job does not work now."""
    return bool(
        still_held(held).update(
            state=Job.State.READY,
            attempts=F("attempts") - 1,
            lease_until=None,
            not_before=timezone.now() + _pause(held.fence),
            last_error=error[:_LONGEST_ERROR],
        )
    )


def fail(held: Claim, error: str, on_dead: Callable[[], None] | None = None) -> bool:
    """Try again after a pause, or give up after :data:`MOST_FAILURES`; ``on_dead`` then tells those who wait."""
    dead = held.attempts >= MOST_FAILURES
    with transaction.atomic():
        written = still_held(held).update(
            state=Job.State.DEAD if dead else Job.State.READY,
            lease_until=None,
            not_before=timezone.now() + _pause(held.attempts),
            last_error=error[:_LONGEST_ERROR],
            finished_at=timezone.now() if dead else None,
        )
        if written and dead and on_dead is not None:
            on_dead()
    return bool(written)


def sweep() -> int:
    """Give jobs whose lease ran out to others; how many. Those that took too many workers along are given up."""
    with transaction.atomic():
        lost = Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=timezone.now())
        words = "办理此项的进程中断"
        dead = lost.filter(attempts__gte=MOST_LOSSES).update(
            state=Job.State.DEAD, lease_until=None, last_error=words, finished_at=timezone.now()
        )
        again = lost.filter(attempts__lt=MOST_LOSSES).update(
            state=Job.State.READY, lease_until=None, last_error=words, not_before=timezone.now()
        )
    return dead + again


def something_is_lost() -> bool:
    """Whether :func:`sweep` would find anything; locks nothing."""
    return Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=timezone.now()).exists()


def dead() -> QuerySet[Job]:
    """Work that was given up, newest first, for those who watch the service."""
    return Job.objects.filter(state=Job.State.DEAD).order_by("-finished_at")


def revive(job_id: int) -> bool:
    """Put a job that was given up back in, after its cause was removed."""
    rows = Job.objects.filter(pk=job_id, state=Job.State.DEAD)
    return bool(rows.update(state=Job.State.READY, attempts=0, not_before=timezone.now(), finished_at=None))


def forget_done(before: datetime) -> int:
    """Remove finished work older than ``before``; its effects stay."""
    return Job.objects.filter(state=Job.State.DONE, finished_at__lt=before).delete()[0]


def _ready(kinds: Collection[str]) -> QuerySet[Job]:
    return Job.objects.filter(state=Job.State.READY, not_before__lte=timezone.now(), kind__in=list(kinds))


def _held(job_id: int, fence: int) -> QuerySet[Job]:
    return Job.objects.filter(pk=job_id, fence=fence)


def _pause(attempts: int) -> timedelta:
    return timedelta(seconds=min(_FIRST_PAUSE * 2 ** min(attempts, 10), _LONGEST_PAUSE))
