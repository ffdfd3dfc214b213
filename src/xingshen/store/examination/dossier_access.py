"""What one person sees of all dossiers, on whatever side: the list, and one dossier with as what it is seen."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from xingshen.review.api_policy import Side, sides_of
from xingshen.review.examination import Case
from xingshen.review.examination_table import Stage
from xingshen.review.filing_policy import Parties
from xingshen.review.policy import Actor, Role
from xingshen.store.examination import examination_lists, examinations
from xingshen.store.filing import filings
from xingshen.store.models import Application, Collaborator
from xingshen.store.models import Examination as Row

_OFFICE = (Role.OFFICE, Role.REVIEWER, Role.PANEL)


@dataclass(frozen=True, slots=True)
class Seen:
    """A dossier as one person sees it; ``row`` and ``case`` None: it was never before the office."""

    application: Application
    parties: Parties
    row: Row | None
    case: Case | None
    sides: frozenset[Side]


def visible_to(actor: Actor) -> QuerySet[Application]:
    """Every dossier that a list shows this person, by id. One query; each dossier once."""
    shared = Collaborator.objects.filter(user_id=actor.user_id or 0).values("application_id")
    wanted = Q(owner_id=actor.user_id) | Q(pk__in=shared)
    if actor.has(Role.UNIT_ADMIN) and actor.unit_id is not None:
        wanted |= Q(unit_id=actor.unit_id)
    if actor.has(Role.DEPARTMENT) and actor.department_id is not None:
        wanted |= Q(unit__department_id=actor.department_id) & ~Q(number="")
    if actor.has(*_OFFICE):
        wanted |= Q(pk__in=examination_lists.visible_to(actor).order_by().values("application_id"))
    rows = Application.objects.filter(wanted, deleted_at=None)
    return rows.select_related("call", "unit", "examination").order_by("pk")


def see(application_id: int, actor: Actor) -> Seen | None:
    """One dossier, where it is any of this person's business; else None."""
    try:
        application = filings.get(application_id)
    except Application.DoesNotExist:
        return None
    parties = filings.parties(application)
    row, case = _examination(application_id)
    sides = sides_of(actor, parties, case.facts if case else None)
    return Seen(application, parties, row, case, sides) if sides else None


def _examination(application_id: int) -> tuple[Row | None, Case | None]:
    try:
        row = examinations.get(application_id)
    except Row.DoesNotExist:
        return None, None
    return (None, None) if row.stage == Stage.UNOPENED.value else (row, examinations.case_of(row))


def filtered(rows: QuerySet[Application], *, call: str = "", stage: str = "", text: str = "") -> QuerySet[Application]:
    """The list narrowed down; empty values do not count."""
    if call:
        rows = rows.filter(call__slug=call)
    if stage:
        rows = rows.filter(stage=stage)
    if text:
        words = Q(title__icontains=text) | Q(leader__icontains=text) | Q(number__icontains=text)
        rows = rows.filter(words | Q(unit__name__icontains=text))
    return rows


def reviewed_by(actor: Actor, application_ids: list[int]) -> set[int]:
    """Those of them that stand in this person's list of examinations."""
    if not actor.has(*_OFFICE):
        return set()
    rows = examination_lists.visible_to(actor).filter(application_id__in=application_ids)
    return set(rows.order_by().values_list("application_id", flat=True))
