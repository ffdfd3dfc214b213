"""What the office settles for the review of a call: limits, calendar and panel; and who reviews what.

Both are kept in ``call.settings`` (``review``, ``assignment``) and may change while the review is under way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from xingshen.review.assignment import OfficeRules
from xingshen.review.policy import Actor
from xingshen.review.procedure import procedure_from
from xingshen.store.applying import applications
from xingshen.store.calls import guides
from xingshen.store.calls.call_editing import subject
from xingshen.store.models import Call
from xingshen.store.record import audit
from xingshen.store.record.audit import Origin
from xingshen.store.running import jobs

NOT_THERE = Call.DoesNotExist
COUNT_AGAIN = "count_again"
"""The kind of job that brings the rows of a call up to date with other limits."""


def get(call_id: int) -> Call:
    """The call, published or not. Raises NOT_THERE."""
    return Call.objects.get(pk=call_id)


def all_calls() -> list[Call]:
    """All calls, newest first."""
    return list(Call.objects.all())


def categories_of(call: Call) -> list[str]:
    """The categories of the call's guide; none where the guide is gone."""
    try:
        field = guides.of_call(call).guide.form.by_id.get(applications.CATEGORY)
    except guides.GuideUnavailable:
        return []
    return [option.word for option in field.options] if field is not None else []


def clauses_of(call: Call) -> dict[str, str]:
    """The clauses of the call's guide with their sentences; none where the guide is gone."""
    try:
        return {name: clause.text for name, clause in guides.of_call(call).guide.pack.clauses.items()}
    except guides.GuideUnavailable:
        return {}


def change_review(call_id: int, wanted: Mapping[str, Any], reason: str, actor: Actor, origin: Origin) -> None:
    """Settle the limits. Raises ValueError where ``wanted`` describes no procedure, NOT_THERE."""
    procedure_from(wanted)
    if _change(call_id, "review", wanted, reason, actor, origin, "call.review_changed"):
        with transaction.atomic():
            digest = timezone.now().isoformat()
            jobs.enqueue(COUNT_AGAIN, str(call_id), input_digest=digest, payload={"call": call_id})


def change_rules(call_id: int, rules: OfficeRules, reason: str, actor: Actor, origin: Origin) -> None:
    """Settle who reviews which categories and units. Raises NOT_THERE."""
    wanted = {"by_category": _listed(rules.by_category), "by_unit": _listed(rules.by_unit)}
    _change(call_id, "assignment", wanted, reason, actor, origin, "call.assignment_changed")


def rules_of(call: Call) -> OfficeRules:
    """Who reviews which categories and units."""
    kept: Mapping[str, Mapping[str, list[int]]] = call.settings.get("assignment") or {}
    return OfficeRules(by_category=_sets(kept.get("by_category", {})), by_unit=_sets(kept.get("by_unit", {})))


def _change(
    call_id: int, part: str, wanted: Mapping[str, Any], reason: str, actor: Actor, origin: Origin, kind: str
) -> bool:
    """Whether something changed."""
    with transaction.atomic():
        call = Call.objects.select_for_update().get(pk=call_id)
        before = call.settings.get(part) or {}
        if before == wanted:
            return False
        call.settings = {**call.settings, part: dict(wanted)}
        call.save(update_fields=["settings"])
        audit.append(kind, subject(call), actor, before=before, after=dict(wanted), reason=reason, origin=origin)
    return True


def _listed(rules: Mapping[str, frozenset[int]]) -> dict[str, list[int]]:
    return {name: sorted(people) for name, people in sorted(rules.items()) if people}


def _sets(kept: Mapping[str, list[int]]) -> dict[str, frozenset[int]]:
    return {name: frozenset(people) for name, people in kept.items()}
