"""Deciding commands about the panel (综合研判): who sits on it, opinions recorded apart, a conclusion with reasons."""

from __future__ import annotations

from xingshen.kernel.outcome import Outcome
from xingshen.review import examination_commands as commands
from xingshen.review import examination_events as events
from xingshen.review.examination_case import Events, Refused, Turn, Why, answer
from xingshen.review.examination_policy import may_assign, may_judge, may_opine
from xingshen.review.examination_state import Panel
from xingshen.review.examination_values import PanelRuling
from xingshen.review.policy import Role

OPINIONS = frozenset({Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE})


def _seated(turn: Turn, members: tuple[int, ...]) -> tuple[int, ...]:
    """The members, if they are enough different people who may take part. Raises Refused."""
    fewest = turn.case.procedure.panel_size
    if len(set(members)) != len(members) or len(members) < fewest:
        raise Refused(Why.INCOMPLETE, f"综合研判须由至少 {fewest} 位不同的人员参加。")
    turn.admit(Role.PANEL, *members)
    return members


@answer.register
def _(command: commands.OpenPanel, turn: Turn) -> Events:
    turn.demand(may_judge, events.PanelOpened)
    marks = tuple(dict.fromkeys(command.fingerprints))
    if not marks:
        raise Refused(Why.INCOMPLETE, "请选择需要综合研判的要点。")
    opened = events.PanelOpened(
        at=turn.now,
        by=turn.actor.user_id,
        points=tuple(turn.point(mark).basis for mark in marks),
        members=_seated(turn, command.members),
        reason=turn.say(command.reason, "请写明提交综合研判的原因。"),
    )
    return (opened,)


@answer.register
def _(command: commands.ChangePanel, turn: Turn) -> Events:
    turn.demand(may_assign, events.PanelChanged)
    members = _seated(turn, command.members)
    reason = turn.say(command.reason, "请写明更换成员的原因。")
    return (events.PanelChanged(at=turn.now, by=turn.actor.user_id, members=members, reason=reason),)


@answer.register
def _(command: commands.GiveOpinion, turn: Turn) -> Events:
    turn.demand(may_opine, events.OpinionGiven)
    panel = _panel(turn)
    if command.fingerprint not in {point.fingerprint for point in panel.points}:
        raise Refused(Why.NO_POINT, "这一要点不在本次综合研判中。")
    if command.opinion not in OPINIONS:
        raise Refused(Why.INCOMPLETE, "请选择通过、不通过或不适用。")
    if not panel.missing():
        raise Refused(Why.CLOSED, "各位成员的意见已经齐全并公开，不能再改；请据此作出结论。")
    given = events.OpinionGiven(
        at=turn.now,
        by=turn.actor.user_id,
        fingerprint=command.fingerprint,
        opinion=command.opinion,
        reason=turn.say(command.reason, "请写明意见的理由。"),
    )
    return (given,)


@answer.register
def _(command: commands.ConcludePanel, turn: Turn) -> Events:
    turn.demand(may_opine, events.PanelConcluded)
    panel = _panel(turn)
    if panel.missing():
        raise Refused(Why.NOT_YET, f"还有 {len(panel.missing())} 条意见没有提交，意见齐全后才能作出结论。")
    said = {each.fingerprint: each for each in command.conclusions}
    if len(said) != len(command.conclusions) or set(said) != {point.fingerprint for point in panel.points}:
        raise Refused(Why.INCOMPLETE, "请对每个提交研判的要点各作一条结论。")
    for each in command.conclusions:
        _backed(panel, each)
    rulings = tuple(
        PanelRuling(
            point,
            said[point.fingerprint].settled,
            turn.say(said[point.fingerprint].reason, "请写明结论的理由。"),
        )
        for point in panel.points
    )
    return (events.PanelConcluded(at=turn.now, by=turn.actor.user_id, rulings=rulings),)


def _panel(turn: Turn) -> Panel:
    if turn.state.panel is None:
        raise Refused(Why.STAGE, "现在没有综合研判。")
    return turn.state.panel


def _backed(panel: Panel, conclusion: commands.Conclusion) -> None:
    """Raises Refused for a conclusion that no member's opinion backs."""
    opinions = {each.opinion for each in panel.opinions if each.fingerprint == conclusion.fingerprint}
    if conclusion.settled not in opinions:
        raise Refused(Why.INCOMPLETE, "结论应与至少一位成员的意见一致。")
