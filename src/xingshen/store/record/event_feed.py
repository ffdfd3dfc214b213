"""The record of events from a number on, for those who follow it: the whole, or what the office's work consists of."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from xingshen.review.api_policy import OFFICES_KINDS
from xingshen.store.models import Event
from xingshen.store.record import audit

_LOOKED_AT = 20_000
"""How far one question looks where little of the record is wanted."""


@dataclass(frozen=True, slots=True)
class Feed:
    """Events in order, and the number up to which the record was looked at."""

    events: list[Event]
    reached: int


def after(seq: int, limit: int, *, everything: bool, kind: str = "") -> Feed:
    """At most ``limit`` events behind ``seq``; without ``everything`` only those of calls and of handed-in dossiers."""
    head, _ = audit.head()
    far = min(head, seq + _LOOKED_AT)
    rows = Event.objects.filter(seq__gt=seq, seq__lte=far).order_by("seq")
    if not everything:
        rows = rows.filter(Q(kind__in=OFFICES_KINDS) | Q(subject_type="call"))
    if kind:
        rows = rows.filter(kind=kind)
    events = list(rows[:limit])
    return Feed(events, events[-1].seq if len(events) == limit else max(far, seq))
