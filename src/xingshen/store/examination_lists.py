"""Lists of examinations: who sees which rows. Filters, search and order of the queue are built on these."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from xingshen.review.examination_table import Stage
from xingshen.review.policy import NOBODY, Actor, Role
from xingshen.store.models import Examination


def all_rows() -> QuerySet[Examination]:
    """Every examination with what a list shows."""
    rows = Examination.objects.exclude(stage=Stage.UNOPENED.value)
    return rows.select_related("application__unit", "call", "reviewer", "reexaminer")


def visible_to(actor: Actor = NOBODY) -> QuerySet[Examination]:
    """All for the office; for others what is given to them, where they sit, and what waits for a second signature.

    A list shows no more than this; whether a page may be opened is asked of the policy.
    """
    if actor.has(Role.OFFICE):
        return all_rows()
    mine = Q(reviewer_id=actor.user_id) | Q(reexaminer_id=actor.user_id) | Q(seats__user_id=actor.user_id)
    to_sign = Q(stage=Stage.REFUSAL_PROPOSED.value)
    return all_rows().filter(mine | to_sign).distinct()
