"""Deciding commands about the reviewer, about single points, and about corrections."""

from __future__ import annotations

from xingshen.kernel.outcome import Outcome
from xingshen.review import examination_commands as commands
from xingshen.review import examination_events as events
from xingshen.review.correction import opened_by
from xingshen.review.examination_case import Events, Refused, Turn, Why, answer
from xingshen.review.examination_policy import (
    may_assign,
    may_comment,
    may_hand_in_correction,
    may_judge,
    may_recuse,
)
from xingshen.review.examination_state import Word
from xingshen.review.examination_values import CorrectionItem
from xingshen.review.points import FAILING, Point, stands
from xingshen.review.policy import Role

_SETTLES = frozenset(Outcome) - {Outcome.HUMAN}
_SAY_WHY = "请写明理由，以便日后查证。"


@answer.register
def _(command: commands.Assign, turn: Turn) -> Events:
    turn.demand(may_assign, events.Assigned)
    turn.admit(Role.REVIEWER, command.reviewer)
    return (events.Assigned(at=turn.now, by=turn.actor.user_id, reviewer=command.reviewer, why=command.why),)


@answer.register
def _(command: commands.Reassign, turn: Turn) -> Events:
    turn.demand(may_assign, events.Reassigned)
    before = turn.state.reviewer
    if before is None or before == command.reviewer:
        raise Refused(Why.INCOMPLETE, "请选择另一位审查员。")
    turn.admit(Role.REVIEWER, command.reviewer)
    reason = turn.say(command.reason, _SAY_WHY)
    given = events.Reassigned(
        at=turn.now, by=turn.actor.user_id, reviewer=command.reviewer, before=before, reason=reason
    )
    return (given,)


@answer.register
def _(command: commands.Recuse, turn: Turn) -> Events:
    turn.demand(may_recuse, events.Recused)
    reason = turn.say(command.reason, "请写明回避的原因。")
    return (events.Recused(at=turn.now, by=turn.actor.user_id, reason=reason),)


# --- points ----------------------------------------------------------------------------------------------------------


def _shown(turn: Turn, fingerprint: str, seen: str) -> Point:
    """The point, if it is still the one that the page showed."""
    point = turn.point(fingerprint)
    if point.basis.digest != seen:
        raise Refused(Why.STALE, "页面打开之后，这一要点所依据的事实有变化；请看过新的结果再认定。")
    return point


def _decidable_alone(turn: Turn, point: Point, settled: Outcome) -> None:
    """Raises Refused for what belongs to the panel: its points, its conclusions, and faults under its clauses."""
    rule = turn.case.procedure.panel
    concluded = point.judgement is not None and point.judgement.word is Word.PANEL
    by_panel = concluded and point.judgement is not None and stands(point.judgement, point.basis)
    raised = settled in FAILING and point.finding.outcome not in FAILING and rule.concerns(point.finding)
    if rule.wants(point.finding) or by_panel or raised:
        raise Refused(Why.PANEL, "这一要点不能由一人认定，请提交综合研判。")


@answer.register
def _(command: commands.Confirm, turn: Turn) -> Events:
    turn.demand(may_judge, events.PointConfirmed)
    point = _shown(turn, command.fingerprint, command.seen)
    _decidable_alone(turn, point, point.proposal)
    reason = command.reason.strip()
    if point.proposal in FAILING and point.finding.outcome not in FAILING:
        reason = turn.say(reason, "自动审查没有判为不通过；认定不通过时，请写明理由和依据。")
    confirmed = events.PointConfirmed(
        at=turn.now, by=turn.actor.user_id, basis=point.basis, settled=point.proposal, reason=reason
    )
    return (confirmed,)


@answer.register
def _(command: commands.Overrule, turn: Turn) -> Events:
    turn.demand(may_judge, events.PointOverruled)
    point = _shown(turn, command.fingerprint, command.seen)
    settled = command.settled or (Outcome.PASS if point.proposal in FAILING else Outcome.FAIL)
    if settled not in _SETTLES or settled is point.proposal:
        raise Refused(Why.INCOMPLETE, "请选择与自动审查不同的结论；同意的话，请直接认可。")
    _decidable_alone(turn, point, settled)
    reason = turn.say(command.reason, "不认可自动审查的结果时，请写明理由和依据。")
    overruled = events.PointOverruled(
        at=turn.now, by=turn.actor.user_id, basis=point.basis, settled=settled, reason=reason
    )
    return (overruled,)


@answer.register
def _(command: commands.Ask, turn: Turn) -> Events:
    turn.demand(may_judge, events.PointAsked)
    point = _shown(turn, command.fingerprint, command.seen)
    question = turn.say(command.question, "请写明要询问什么。")
    return (events.PointAsked(at=turn.now, by=turn.actor.user_id, basis=point.basis, question=question),)


@answer.register
def _(command: commands.Comment, turn: Turn) -> Events:
    turn.demand(may_comment, events.PointCommented)
    text = turn.say(command.text, "请写下要说明的内容。")
    machine = turn.case.machine
    if command.fingerprint and (machine is None or command.fingerprint not in machine.bases):
        raise Refused(Why.NO_POINT, "本次审查没有这一要点，请刷新后再办理。")
    return (events.PointCommented(at=turn.now, by=turn.actor.user_id, fingerprint=command.fingerprint, text=text),)


@answer.register
def _(command: commands.Undo, turn: Turn) -> Events:
    turn.demand(may_judge, events.PointUndone)
    turn.machine()
    last = turn.state.judgement(command.fingerprint)
    own = last is not None and last.by == (turn.actor.user_id,) and last.word is not Word.PANEL
    if last is None or not own or last.carried or last.stale:
        raise Refused(Why.NO_POINT, "这一要点没有可以撤销的本人认定；如需改变，请重新认定。")
    return (events.PointUndone(at=turn.now, by=turn.actor.user_id, fingerprint=command.fingerprint, undone=last.at),)


# --- correction ------------------------------------------------------------------------------------------------------


@answer.register
def _(command: commands.RequestCorrection, turn: Turn) -> Events:
    turn.demand(may_judge, events.CorrectionRequested)
    procedure, coming = turn.case.procedure, len(turn.state.corrections) + 1
    if coming > procedure.correction_rounds:
        raise Refused(Why.LIMIT, f"补正已达 {procedure.correction_rounds} 次的上限，不能再退回补正。")
    marks = [item.fingerprint for item in command.items]
    if not marks or len(set(marks)) != len(marks):
        raise Refused(Why.INCOMPLETE, "请列出需要补正的要点，每个要点一条。")
    for item in command.items:
        _correctable(turn, item)
    asked = events.CorrectionRequested(
        at=turn.now,
        by=turn.actor.user_id,
        round=coming,
        items=command.items,
        opened=opened_by(command.items),
        due=procedure.calendar.days_after(turn.now, procedure.correction_days),
    )
    return (asked,)


def _correctable(turn: Turn, item: CorrectionItem) -> None:
    """Raises Refused for an item about a point that is neither open nor failing, or that leaves nothing to do."""
    point = turn.point(item.fingerprint)
    if not (point.waits or point.fails):
        raise Refused(Why.NO_POINT, f"“{point.finding.title}”没有问题，不能列入补正。")
    if not (item.cure.strip() or item.question.strip()):
        raise Refused(Why.INCOMPLETE, f"请写明“{point.finding.title}”怎样补正，或者要询问什么。")
    if not (item.question.strip() or item.opens.fields or item.opens.papers):
        raise Refused(Why.INCOMPLETE, f"“{point.finding.title}”没有开放任何可以修改的栏目或材料。")


@answer.register
def _(command: commands.HandInCorrection, turn: Turn) -> Events:
    turn.demand(may_hand_in_correction, events.CorrectionHandedIn)
    awaited = turn.state.waiting_for
    if awaited is None or turn.now >= awaited.due:
        raise Refused(Why.CLOSED, "补正的时间已经截止。已保存的内容都还在，不会丢失。")
    if command.sequence <= turn.state.sequence:
        raise Refused(Why.STALE, "这份提交不是新的，请刷新后再提交补正。")
    if not {reply.fingerprint for reply in command.replies} <= {item.fingerprint for item in awaited.items}:
        raise Refused(Why.NO_POINT, "答复的事项不在补正通知中，请刷新后再提交。")
    handed_in = events.CorrectionHandedIn(
        at=turn.now, by=turn.actor.user_id, sequence=command.sequence, replies=command.replies
    )
    return (handed_in,)
