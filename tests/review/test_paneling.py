"""The panel: who sits on it, opinions recorded apart, conclusions with reasons."""

from __future__ import annotations

import pytest

from tests.review.desk import (
    COUNTRY,
    DOUBTFUL,
    FIRST,
    GOOD,
    OFFICE,
    PANEL_A,
    PANEL_B,
    PANEL_C,
    SEAL,
    Desk,
    assigned,
)
from xingshen.kernel.outcome import Outcome
from xingshen.review.examination import Why
from xingshen.review.examination_commands import (
    ChangePanel,
    ConcludePanel,
    Conclusion,
    Confirm,
    GiveOpinion,
    OpenPanel,
    Overrule,
    Pass,
    Undo,
)
from xingshen.review.points import PointState


def _at_panel() -> Desk:
    desk = assigned(DOUBTFUL)
    desk.do(OpenPanel((COUNTRY.fingerprint,), (5, 6), "指南用“等”"))
    return desk


def _conclude(outcome: Outcome, reason: str = "经研判") -> ConcludePanel:
    return ConcludePanel((Conclusion(COUNTRY.fingerprint, outcome, reason),))


@pytest.mark.parametrize(
    ("members", "why"),
    [
        ((5,), Why.INCOMPLETE),
        ((5, 5), Why.INCOMPLETE),
        ((5, 11), Why.NOT_ELIGIBLE),
        ((5, 12), Why.NOT_ELIGIBLE),
        ((5, 2), Why.NOT_ELIGIBLE),
    ],
)
def test_a_panel_is_two_different_people_without_conflict(members: tuple[int, ...], why: Why) -> None:
    assert assigned(DOUBTFUL).why(OpenPanel((COUNTRY.fingerprint,), members, "x")) is why


def test_a_panel_needs_points_and_a_reason() -> None:
    desk = assigned(DOUBTFUL)
    assert desk.why(OpenPanel((), (5, 6), "x")) is Why.INCOMPLETE
    assert desk.why(OpenPanel((COUNTRY.fingerprint,), (5, 6), " ")) is Why.INCOMPLETE


def test_opinions_are_hidden_until_all_are_in_and_fixed_from_then_on() -> None:
    desk = _at_panel()
    desk.opinions(COUNTRY, Outcome.FAIL, PANEL_A)
    desk.opinions(COUNTRY, Outcome.PASS, PANEL_A)
    panel = desk.state.panel
    assert panel is not None
    assert [len(panel.seen_by(person)) for person in (5, 6, 2, 1, None)] == [1, 0, 0, 0, 0]
    assert desk.why(_conclude(Outcome.PASS), PANEL_A) is Why.NOT_YET
    desk.opinions(COUNTRY, Outcome.FAIL, PANEL_B)
    panel = desk.state.panel
    assert panel is not None
    assert [(each.by, each.opinion) for each in panel.seen_by(5)] == [(5, Outcome.PASS), (6, Outcome.FAIL)]
    assert desk.why(GiveOpinion(COUNTRY.fingerprint, Outcome.PASS, "x"), PANEL_B) is Why.CLOSED


def test_opinions_have_reasons_and_speak_of_the_panels_points() -> None:
    desk = _at_panel()
    assert desk.why(GiveOpinion(COUNTRY.fingerprint, Outcome.PASS, " "), PANEL_A) is Why.INCOMPLETE
    assert desk.why(GiveOpinion(COUNTRY.fingerprint, Outcome.HUMAN, "x"), PANEL_A) is Why.INCOMPLETE
    assert desk.why(GiveOpinion(GOOD.fingerprint, Outcome.PASS, "x"), PANEL_A) is Why.NO_POINT
    assert desk.why(GiveOpinion(COUNTRY.fingerprint, Outcome.PASS, "x"), PANEL_C) is Why.NOT_YOURS


def test_the_conclusion_has_reasons_covers_every_point_and_follows_an_opinion() -> None:
    desk = _at_panel()
    desk.opinions(COUNTRY, Outcome.PASS, PANEL_A, PANEL_B)
    assert desk.why(_conclude(Outcome.FAIL), PANEL_A) is Why.INCOMPLETE
    assert desk.why(_conclude(Outcome.PASS, " "), PANEL_A) is Why.INCOMPLETE
    assert desk.why(ConcludePanel(()), PANEL_A) is Why.INCOMPLETE
    assert desk.why(_conclude(Outcome.PASS), FIRST) is Why.NOT_YOURS
    desk.do(_conclude(Outcome.PASS), PANEL_B)
    point = desk.point(COUNTRY)
    assert (point.state, point.settled, desk.state.panel) == (PointState.DECIDED, Outcome.PASS, None)
    assert point.judgement is not None
    assert point.judgement.by == (5, 6)
    assert desk.why(Overrule(COUNTRY.fingerprint, desk.seen(COUNTRY), "x")) is Why.PANEL
    desk.do(Pass())


def test_what_the_panel_settled_is_not_changed_by_one_person_even_where_it_need_not_have_gone_there() -> None:
    desk = assigned()
    desk.do(OpenPanel((SEAL.fingerprint,), (5, 6), "看法不一"))
    desk.opinions(SEAL, Outcome.FAIL, PANEL_A, PANEL_B)
    desk.do(ConcludePanel((Conclusion(SEAL.fingerprint, Outcome.FAIL, "章不清"),)), PANEL_A)
    assert desk.why(Confirm(SEAL.fingerprint, desk.seen(SEAL))) is Why.PANEL
    assert desk.why(Undo(SEAL.fingerprint)) is Why.NO_POINT


def test_a_changed_panel_keeps_the_opinions_of_those_who_stay() -> None:
    desk = _at_panel()
    desk.opinions(COUNTRY, Outcome.PASS, PANEL_A, PANEL_B)
    assert desk.why(ChangePanel((5, 9), "回避"), FIRST) is Why.NOT_YOURS
    assert desk.why(ChangePanel((5,), "回避"), OFFICE) is Why.INCOMPLETE
    desk.do(ChangePanel((5, 9), "回避"), OFFICE)
    panel = desk.state.panel
    assert panel is not None
    assert ([each.by for each in panel.opinions], panel.missing()) == ([5], ((9, COUNTRY.fingerprint),))
