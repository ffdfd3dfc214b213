"""One examination for one request: fetched, and allowed or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from xingshen.portal.access import actor_of, demand
from xingshen.portal.desk.came_from import NOWHERE, CameFrom, recall
from xingshen.review.examination import Case
from xingshen.review.examination_policy import ReviewFacts, may_see
from xingshen.review.policy import Actor, Predicate
from xingshen.store.examination import examinations


@dataclass(frozen=True)
class Opened:
    """An examination that the person of this request may see; ``case`` shows of a panel what is theirs to see."""

    row: Any
    case: Case
    actor: Actor
    came_from: CameFrom = NOWHERE


def open_examination(request: HttpRequest, application_id: int, right: Predicate[ReviewFacts] = may_see) -> Opened:
    """The examination, where this person has ``right``. Http404, PermissionDenied."""
    try:
        row = examinations.get(application_id)
    except examinations.NOT_THERE:
        raise Http404 from None
    actor, case = actor_of(request), examinations.case_of(row)
    demand(right(actor, case.facts))
    return Opened(row, examinations.seen_by(case, actor), actor, recall(request))
