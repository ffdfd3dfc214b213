"""Who may see, edit, share and remove an application before it is handed on.

An application belongs to its owner and those invited to it. Administrators of the unit see it and invite people to it
(also themselves), but do not write in it unasked. Handed-in ones go on being a working copy as long as a further
submission may replace the last; while a correction is awaited, only what it opens may be changed (``correction``), and
until its end, whatever the window of the call.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from xingshen.review.filing_events import Stage
from xingshen.review.policy import ALLOWED, Actor, Decision, Predicate, Role, holds, refused

EDITABLE_STAGES = frozenset({Stage.DRAFT, Stage.RETURNED, Stage.WITHDRAWN})
"""Stages in which answers may be changed whatever the window: nothing is under way."""


@dataclass(frozen=True, slots=True)
class ApplicationFacts:
    """What the policy needs to know of an application. ``editors`` and ``readers`` are ids of people invited to it.

    ``window_open``: the unit may hand in now; while a correction is awaited: its time is not over.
    """

    unit_id: int
    owner_id: int
    stage: str
    deleted: bool = False
    editors: frozenset[int] = field(default_factory=frozenset)
    readers: frozenset[int] = field(default_factory=frozenset)
    window_open: bool = True


@dataclass(frozen=True, slots=True)
class CreationFacts:
    """What the policy needs to know of a call in which somebody wants to begin."""

    window_open: bool
    published: bool = True


def _owns(actor: Actor, facts: ApplicationFacts) -> Decision:
    return ALLOWED if actor.user_id == facts.owner_id else refused("只有申报的建立人可以这样做。")


def _administers(actor: Actor, facts: ApplicationFacts) -> Decision:
    same_unit = actor.unit_id is not None and actor.unit_id == facts.unit_id
    return ALLOWED if same_unit and actor.has(Role.UNIT_ADMIN) else refused("只有本单位的管理员可以这样做。")


def _is_invited_to_edit(actor: Actor, facts: ApplicationFacts) -> Decision:
    if actor.user_id in facts.readers:
        return refused("您可以查看这份申报，但没有编辑权限；请联系建立人。")
    return ALLOWED if actor.user_id in facts.editors else refused("这份申报不属于您；如需参与填报，请建立人邀请您。")


def _is_invited(actor: Actor, facts: ApplicationFacts) -> Decision:
    known = actor.user_id in facts.editors | facts.readers
    return ALLOWED if known else refused("这份申报不属于您；如需查看，请建立人邀请您。")


def _is_there(_: Actor, facts: ApplicationFacts) -> Decision:
    return refused("这份申报已删除；可以在“我的申报”中恢复。") if facts.deleted else ALLOWED


def _is_editable(_: Actor, facts: ApplicationFacts) -> Decision:
    if facts.stage in EDITABLE_STAGES or facts.window_open:
        return ALLOWED
    if facts.stage == Stage.IN_CORRECTION:
        return refused("补正的时间已经截止，内容不能再修改。已保存的内容都还在。")
    return refused("申报已经提交，申报窗口也已关闭，内容不能再修改。")


def _is_draft(_: Actor, facts: ApplicationFacts) -> Decision:
    return ALLOWED if facts.stage == Stage.DRAFT else refused("已经提交过的申报不能删除。")


def _has_unit(actor: Actor, _: CreationFacts) -> Decision:
    return ALLOWED if actor.unit_id is not None else refused("您的账号还没有所属单位；单位登记通过后即可申报。")


def _window_is_open(_: Actor, facts: CreationFacts) -> Decision:
    return ALLOWED if facts.published and facts.window_open else refused("这一批次现在不能新建申报：申报窗口没有开放。")


_applies: Predicate[CreationFacts] = holds(Role.APPLICANT, Role.UNIT_ADMIN)
_there: Predicate[ApplicationFacts] = Predicate(_is_there)
_owner = Predicate(_owns)
_unit_admin = Predicate(_administers)

may_create: Predicate[CreationFacts] = _applies & Predicate(_has_unit) & Predicate(_window_is_open)
may_read: Predicate[ApplicationFacts] = _there & (_owner | _unit_admin | Predicate(_is_invited))
may_edit: Predicate[ApplicationFacts] = _there & (_owner | Predicate(_is_invited_to_edit)) & Predicate(_is_editable)
may_share: Predicate[ApplicationFacts] = _there & (_unit_admin | _owner)
may_delete: Predicate[ApplicationFacts] = _there & Predicate(_is_draft) & (_unit_admin | _owner)
may_restore: Predicate[ApplicationFacts] = Predicate(_is_draft) & (_unit_admin | _owner)
