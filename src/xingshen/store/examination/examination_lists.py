"""Lists of examinations: who sees which rows, and whose turn it is. Filters and order: ``examination_queue``."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import Q, QuerySet

from xingshen.review.examination_table import Stage
from xingshen.review.policy import NOBODY, Actor, Role
from xingshen.store.models import Examination, PanelSeat


class Tab(StrEnum):
    """Parts of the list by whose turn it is."""

    REVIEW = "review"
    COUNTERSIGN = "countersign"
    PANEL = "panel"
    ASSIGN = "assign"
    CORRECTION = "correction"
    ALL = "all"


_HOLDERS: dict[Tab, tuple[Role, ...]] = {
    Tab.REVIEW: (Role.REVIEWER,),
    Tab.COUNTERSIGN: (Role.REVIEWER, Role.PANEL, Role.OFFICE),
    Tab.PANEL: (Role.PANEL,),
    Tab.ASSIGN: (Role.OFFICE,),
    Tab.CORRECTION: (Role.REVIEWER, Role.OFFICE),
    Tab.ALL: (Role.REVIEWER, Role.PANEL, Role.OFFICE),
}
_FIRST = (Tab.ASSIGN, Tab.REVIEW, Tab.PANEL, Tab.ALL)
"""What somebody sees who asks for nothing: the first of these that belongs to the roles."""
TO_ASSIGN = (Stage.ACCEPTED.value, Stage.REEXAMINATION_REQUESTED.value)
TO_REVIEW = (Stage.ASSIGNED.value, Stage.EXAMINING.value)


def all_rows() -> QuerySet[Examination]:
    """Every examination that was begun."""
    return Examination.objects.exclude(stage=Stage.UNOPENED.value)


def visible_to(actor: Actor = NOBODY) -> QuerySet[Examination]:
    """All for the office; for others what is given to them, where they sit, and what waits for a second signature.

    A list shows no more than this; whether a page may be opened is asked of the policy. No row comes twice.
    """
    if actor.has(Role.OFFICE):
        return all_rows()
    me = actor.user_id or 0
    mine = Q(reviewer_id=me) | Q(reexaminer_id=me) | _sits(actor)
    to_sign = Q(stage=Stage.REFUSAL_PROPOSED.value)
    return all_rows().filter(mine | to_sign)


def tabs_of(actor: Actor) -> tuple[Tab, ...]:
    """The parts that somebody with these roles has."""
    return tuple(tab for tab in Tab if actor.has(*_HOLDERS[tab]))


def first_tab(actor: Actor) -> Tab:
    """Where somebody with these roles begins."""
    return next((tab for tab in _FIRST if actor.has(*_HOLDERS[tab])), Tab.ALL)


def in_tab(tab: Tab, actor: Actor) -> Q:
    """Which of the visible rows belong to the part."""
    match tab:
        case Tab.REVIEW:
            first = Q(reviewer_id=actor.user_id, stage__in=TO_REVIEW)
            return first | Q(reexaminer_id=actor.user_id, stage=Stage.REEXAMINING.value)
        case Tab.COUNTERSIGN:
            return Q(stage=Stage.REFUSAL_PROPOSED.value) & ~Q(reviewer_id=actor.user_id)
        case Tab.PANEL:
            return _sits(actor)
        case Tab.ASSIGN:
            return Q(stage__in=TO_ASSIGN)
        case Tab.CORRECTION:
            return Q(stage=Stage.IN_CORRECTION.value)
        case Tab.ALL:
            return Q(pk__isnull=False)


def _sits(actor: Actor) -> Q:
    """Where the person sits on the panel that sits now."""
    return Q(pk__in=PanelSeat.objects.filter(user_id=actor.user_id or 0).values("examination_id"))
