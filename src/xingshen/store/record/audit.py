"""The chain of events: appending, and verifying that nothing was changed, left out or put in between.

The digest of a row covers its contents and the digest of the row before (SHA-256 over canonical JSON). Appending takes
a lock that lasts until the end of the caller's transaction, so that numbers have no gaps and no forks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from xingshen.reports.receipt import EVENT_FIELDS, event_digest
from xingshen.review.policy import Actor
from xingshen.store.models import Event

GENESIS = "0" * 64
_LOCK = 7_301_202_611


@dataclass(frozen=True, slots=True)
class Subject:
    """What an event speaks of: type, id and a label that stays readable when the object is gone."""

    type: str
    id: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an action came from: network address and request id; empty for jobs and the command line."""

    address: str = ""
    request_id: str = ""
    role: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Flaw:
    """A place where the chain does not hold, in Chinese."""

    seq: int
    message: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be appended."""

    kind: str
    subject: Subject
    actor: Actor
    before: Any = None
    after: Any = None
    reason: str = ""
    origin: Origin = Origin()  # frozen
    at: datetime | None = None


def append(
    kind: str,
    subject: Subject,
    actor: Actor,
    *,
    before: Any = None,
    after: Any = None,
    reason: str = "",
    origin: Origin = Origin(),  # frozen
    at: datetime | None = None,
) -> Event:
    """Append one event inside the caller's transaction. Raises TransactionManagementError outside of one."""
    return append_all([Entry(kind, subject, actor, before, after, reason, origin, at)])[0]


def append_all(entries: Iterable[Entry]) -> list[Event]:
    """Append events in this order, as :func:`append` does."""
    _hold_the_end()
    last, prev = head()
    events: list[Event] = []
    for seq, entry in enumerate(entries, last + 1):
        events.append(_linked(entry, seq, prev))
        prev = events[-1].hash
    return Event.objects.bulk_create(events)


def _linked(entry: Entry, seq: int, prev: str) -> Event:
    subject, actor, origin = entry.subject, entry.actor, entry.origin
    event = Event(
        seq=seq,
        at=entry.at or timezone.now(),
        kind=entry.kind,
        actor_id=actor.user_id,
        actor_name=actor.name,
        actor_role=origin.role or (sorted(actor.roles)[0].value if actor.roles else ""),
        organisation=origin.organisation,
        subject_type=subject.type,
        subject_id=subject.id,
        subject_label=subject.label[:200],
        before=entry.before,
        after=entry.after,
        reason=entry.reason,
        address=origin.address,
        request_id=origin.request_id,
        prev_hash=prev,
    )
    event.hash = digest_of(event)
    return event


def digest_of(event: Event) -> str:
    """The digest that belongs into ``event.hash``; receipts state the rule, so that others can check it."""
    return event_digest(as_json(event))


def as_json(event: Event) -> dict[str, Any]:
    """What the digest of an event covers, as JSON values; the instant in UTC with microseconds."""
    covered: dict[str, Any] = {name: getattr(event, name) for name in EVENT_FIELDS}
    return {**covered, "at": event.at.astimezone(UTC).isoformat(timespec="microseconds")}


def verify_chain() -> Iterator[Flaw]:
    """Every place where the chain does not hold, in order; nothing for a sound one."""
    seq, prev = 0, GENESIS
    for event in Event.objects.order_by("seq").iterator(chunk_size=2000):
        if event.seq != seq + 1:
            yield Flaw(event.seq, f"第 {seq + 1} 条至第 {event.seq - 1} 条缺失")
        if event.prev_hash != prev:
            yield Flaw(event.seq, "与前一条不相连")
        if digest_of(event) != event.hash:
            yield Flaw(event.seq, "内容与其摘要不符")
        seq, prev = event.seq, event.hash


def head() -> tuple[int, str]:
    """Number and digest of the last event; (0, GENESIS) for an empty chain."""
    last = Event.objects.order_by("-seq").values_list("seq", "hash").first()
    return (last[0], last[1]) if last else (0, GENESIS)


def _hold_the_end() -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an event is appended only inside a transaction")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
