"""Who may make and change calls, and what may still be changed once a call is published."""

from __future__ import annotations

from dataclasses import dataclass

from xingshen.review.policy import ALLOWED, Actor, Decision, Predicate, Role, holds, refused


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What the predicates need to know of a call."""

    published: bool
    applications: int


def _not_published(_: Actor, call: CallFacts) -> Decision:
    return refused("批次已发布，指南版本和编号前缀不能再改；时间可以延长。") if call.published else ALLOWED


_is_office: Predicate[CallFacts] = holds(Role.OFFICE)
may_edit_windows = _is_office
may_edit_call = _is_office & Predicate(_not_published)
may_publish = may_edit_call
may_extend = _is_office
