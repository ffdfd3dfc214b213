"""One step of a filing as it is stored: its event in the chain and the stage of the row.

Whoever writes here has decided already (``review.filing``, or the examination for its corrections) and holds the lock
of the application's row. Messages, returns and submissions are the caller's matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from xingshen.review.filing_events import EVENT_TYPES, Event, Progress, Stage, after
from xingshen.review.policy import Actor
from xingshen.store.applying import applications
from xingshen.store.models import Application
from xingshen.store.models import Event as Record
from xingshen.store.record import audit
from xingshen.store.record.audit import Entry, Origin

KINDS = tuple(kind.kind for kind in EVENT_TYPES)


@dataclass(frozen=True, slots=True)
class Step:
    """``event``, which happened in ``stage``, with what the chain tells besides."""

    application: Application
    event: Event
    stage: Stage
    actor: Actor
    origin: Origin
    at: datetime
    before: Mapping[str, Any] = field(default_factory=dict)
    told: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""

    @property
    def now(self) -> Stage:
        """The stage to which it leads."""
        return after(Progress(self.stage), self.event).stage


def write(
    application: Application, event: Event, stage: Stage, actor: Actor, origin: Origin, at: datetime, *,
    told: Mapping[str, Any] | None = None, reason: str = "",
) -> Record:  # fmt: skip
    """Append ``event``, which happened in ``stage``, and bring the row's stage up to date, inside a transaction."""
    return write_all([Step(application, event, stage, actor, origin, at, told=told or {}, reason=reason)])[0]


def write_all(steps: Sequence[Step]) -> list[Record]:
    """The same for steps of several applications, in this order."""
    records = audit.append_all([_entry(step) for step in steps])
    for step in steps:
        application, now = step.application, step.now
        Application.objects.filter(pk=application.pk).update(stage=now.value, number=application.number)
        application.stage = now.value
    return records


def _entry(step: Step) -> Entry:
    application, event = step.application, step.event
    return Entry(
        event.kind, applications.subject(application), step.actor,
        before={"stage": step.stage.value, **step.before},
        after={"stage": step.now.value, "sequence": event.sequence, "number": application.number, **step.told},
        reason=step.reason, origin=step.origin, at=step.at,
    )  # fmt: skip
