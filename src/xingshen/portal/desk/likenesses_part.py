"""What a dossier has in common with others, as the dossier's page shows it (``desk/_likenesses.html``)."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from xingshen.portal.telling import tell
from xingshen.store.across import likenesses

MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Common:
    """One likeness: its kind, the other dossier, the page that shows both; ``reason``: why it was set aside."""

    kind: str
    number: str
    title: str
    unit: str
    url: str
    is_aside: bool
    reason: str


def likenesses_context(application_id: int) -> dict[str, list[Common]]:
    """For the template, as ``likenesses``. One query."""
    rows = likenesses.of(application_id)[:MOST_SHOWN]
    return {"likenesses": [_common(row, application_id) for row in rows]}


def _common(row: likenesses.Row, application_id: int) -> Common:
    other = row.second if row.first_id == application_id else row.first
    return Common(
        kind=tell(row.get_kind_display()),
        number=other.number,
        title=other.title,
        unit=other.unit.name,
        url=reverse("office:likeness", args=[row.pk]),
        is_aside=row.set_aside_at is not None,
        reason=row.set_aside_reason,
    )
