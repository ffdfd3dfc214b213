"""One step of a filing as it is stored: its event in the chain and the stage of the row.

Whoever writes here has decided already (``review.filing``, or the examination for its corrections) and holds the lock
of the application's row. Messages, returns and submissions are the caller's matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from xingshen.review.filing_events import EVENT_TYPES, Event, Progress, Stage, after
from xingshen.review.policy import Actor
from xingshen.store import applications, audit
from xingshen.store.audit import Origin
from xingshen.store.models import Application
from xingshen.store.models import Event as Record

KINDS = tuple(kind.kind for kind in EVENT_TYPES)


def write(
    application: Application, event: Event, stage: Stage, actor: Actor, origin: Origin, at: datetime, *,
    before: Mapping[str, Any] | None = None, told: Mapping[str, Any] | None = None, reason: str = "",
) -> Record:  # fmt: skip
    """Append ``event``, which happened in ``stage``, and bring the row's stage up to date, inside a transaction."""
    now = after(Progress(stage), event).stage
    record = audit.append(
        event.kind, applications.subject(application), actor,
        before={"stage": stage.value, **(before or {})},
        after={"stage": now.value, "sequence": event.sequence, "number": application.number, **(told or {})},
        reason=reason, origin=origin, at=at,
    )  # fmt: skip
    Application.objects.filter(pk=application.pk).update(stage=now.value, number=application.number)
    application.stage = now.value
    return record
