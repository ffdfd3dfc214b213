"""Deciding commands about the conclusion: refusal by two, pass, letters, public list, re-examination, closing."""

from __future__ import annotations

from datetime import datetime

from xingshen.kernel.outcome import Outcome
from xingshen.review import examination_commands as commands
from xingshen.review import examination_events as events
from xingshen.review.examination_case import Case, Events, Refused, Turn, Why, answer
from xingshen.review.examination_policy import (
    may_assign,
    may_countersign,
    may_issue,
    may_judge,
    may_request_reexamination,
)
from xingshen.review.examination_state import Examination
from xingshen.review.examination_table import Stage
from xingshen.review.examination_values import Ground, LetterKind, Ruling
from xingshen.review.points import Point, can_pass, can_refuse
from xingshen.review.policy import Role


@answer.register
def _(command: commands.ProposeRefusal, turn: Turn) -> Events:
    turn.demand(may_judge, events.RefusalProposed)
    points = turn.points()
    turn.agree(can_refuse(points), Why.OPEN_POINTS)
    proposed = events.RefusalProposed(
        at=turn.now, by=turn.actor.user_id, grounds=grounds_of(points), reason=command.reason.strip()
    )
    return (proposed,)


def grounds_of(points: tuple[Point, ...]) -> tuple[Ground, ...]:
    """What a refusal rests on: every point that people settled as failing."""
    return tuple(
        Ground(point.basis, point.judgement.by)
        for point in points
        if point.settled is Outcome.FAIL and point.judgement is not None
    )


@answer.register
def _(command: commands.Countersign, turn: Turn) -> Events:
    turn.demand(may_countersign, events.Countersigned)
    return (events.Countersigned(at=turn.now, by=turn.actor.user_id, reason=command.reason.strip()),)


@answer.register
def _(command: commands.DeclineCountersign, turn: Turn) -> Events:
    turn.demand(may_countersign, events.NotCountersigned)
    reason = turn.say(command.reason, "请写明不同意的理由，审查员据此重新审查。")
    return (events.NotCountersigned(at=turn.now, by=turn.actor.user_id, reason=reason),)


@answer.register
def _(command: commands.Pass, turn: Turn) -> Events:
    turn.demand(may_judge, events.Passed)
    turn.agree(can_pass(turn.points()), Why.OPEN_POINTS)
    return (events.Passed(at=turn.now, by=turn.actor.user_id, reason=command.reason.strip()),)


# --- letters and lists -----------------------------------------------------------------------------------------------


def letter_due(state: Examination) -> LetterKind | None:
    """The kind of letter that belongs to where the examination stands."""
    if state.stage is Stage.IN_CORRECTION:
        return LetterKind.CORRECTION
    if state.ruling is not None:
        return LetterKind.REEXAMINATION
    return {Outcome.PASS: LetterKind.PASS, Outcome.FAIL: LetterKind.REFUSAL}.get(state.conclusion or Outcome.HUMAN)


def answer_until(case: Case, letter: LetterKind, now: datetime) -> datetime | None:
    """Until when a letter that goes out at ``now`` may be answered; only the first refusal starts that time."""
    if letter is not LetterKind.REFUSAL or case.examination.answer_until is not None:
        return None
    return case.procedure.calendar.days_after(now, case.procedure.reexamination_days)


@answer.register
def _(command: commands.IssueLetter, turn: Turn) -> Events:
    turn.demand(may_issue, events.LetterIssued)
    if command.letter is not letter_due(turn.state):
        raise Refused(Why.STAGE, "这种通知书与材料现在的状态不符。")
    digest = turn.say(command.digest, "通知书还没有生成。")
    until = answer_until(turn.case, command.letter, turn.now)
    issued = events.LetterIssued(
        at=turn.now, by=turn.actor.user_id, letter=command.letter, digest=digest, answer_until=until
    )
    return (issued,)


@answer.register
def _(command: commands.Publish, turn: Turn) -> Events:
    turn.demand(may_issue, events.Published)
    if command.until <= turn.now:
        raise Refused(Why.INCOMPLETE, "公示的截止时间应晚于现在。")
    listed = turn.say(command.listed_as, "请写明所在的公示名单。")
    return (events.Published(at=turn.now, by=turn.actor.user_id, listed_as=listed, until=command.until),)


@answer.register
def _(_: commands.Close, turn: Turn) -> Events:
    turn.demand(may_issue, events.BecameFinal)
    state = turn.state
    if state.published_until is not None and turn.now < state.published_until:
        raise Refused(Why.NOT_YET, "公示期还没有结束。")
    if state.conclusion is Outcome.FAIL and (state.answer_until is None or turn.now < state.answer_until):
        raise Refused(Why.NOT_YET, "申请复审的期限还没有届满（自不通过通知书发出后起算）。")
    return (events.BecameFinal(at=turn.now, by=turn.actor.user_id),)


# --- re-examination --------------------------------------------------------------------------------------------------


@answer.register
def _(command: commands.RequestReexamination, turn: Turn) -> Events:
    turn.demand(may_request_reexamination, events.ReexaminationRequested)
    until = turn.state.answer_until
    if until is None:
        raise Refused(Why.NOT_YET, "不通过通知书还没有发出；收到后即可申请复审。")
    if turn.now >= until:
        raise Refused(Why.CLOSED, "申请复审的期限已过。")
    reason = turn.say(command.reason, "请写明申请复审的理由。")
    return (events.ReexaminationRequested(at=turn.now, by=turn.actor.user_id, reason=reason),)


@answer.register
def _(command: commands.AssignReexamination, turn: Turn) -> Events:
    turn.demand(may_assign, events.ReexaminationAssigned)
    turn.admit(Role.REVIEWER, command.reviewer)
    return (
        events.ReexaminationAssigned(at=turn.now, by=turn.actor.user_id, reviewer=command.reviewer, why=command.why),
    )


@answer.register
def _(command: commands.DecideReexamination, turn: Turn) -> Events:
    turn.demand(may_judge, events.ReexaminationDecided)
    points = turn.points()
    unseen = grounds_not_judged_anew(turn.state)
    if unseen:
        raise Refused(Why.OPEN_POINTS, f"原结论所依据的要点还有 {len(unseen)} 项没有重新认定。")
    turn.agree(can_refuse(points) if command.ruling is Ruling.UPHELD else can_pass(points), Why.OPEN_POINTS)
    reason = turn.say(command.reason, "请写明复审结论的理由。")
    return (events.ReexaminationDecided(at=turn.now, by=turn.actor.user_id, ruling=command.ruling, reason=reason),)


def grounds_not_judged_anew(state: Examination) -> tuple[str, ...]:
    """The grounds of the refusal that nobody but those who took part in it has judged yet."""
    grounds = state.refusal.grounds if state.refusal else ()
    marks = (ground.basis.fingerprint for ground in grounds)
    return tuple(mark for mark in marks if not _is_anew(state, mark))


def _is_anew(state: Examination, fingerprint: str) -> bool:
    last = state.judgement(fingerprint)
    return last is not None and last.settled is not None and last.stale is None and not state.barred & set(last.by)
