"""Returns for correction: what they list and open, limits in number and time, handing in."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.review.desk import (
    FAULTY,
    GOOD,
    MONEY,
    OWNER,
    QUESTION,
    SEAL,
    STRANGER,
    TERM,
    Desk,
    assigned,
    check,
    passing,
)
from xingshen.kernel.outcome import Outcome
from xingshen.review.clocks import CHINA
from xingshen.review.correction import item_of
from xingshen.review.examination import Refusal, Stage, Why, lapse
from xingshen.review.examination_commands import (
    Ask,
    HandInCorrection,
    Pass,
    RequestCorrection,
)
from xingshen.review.examination_values import CorrectionItem, Opened, Reply
from xingshen.review.points import PointState
from xingshen.review.procedure import Procedure

_TOUCHES = {
    MONEY.fingerprint: Opened(("budget.self_funding",)),
    TERM.fingerprint: Opened(("agreement.end",), ("合作协议",)),
}


def _items(desk: Desk) -> tuple[CorrectionItem, ...]:
    return tuple(item_of(desk.point(each), _TOUCHES) for each in (MONEY, TERM))


def _in_correction(procedure: Procedure | None = None) -> Desk:
    desk = assigned(procedure=procedure)
    desk.confirm(MONEY, TERM)
    desk.do(RequestCorrection(_items(desk)))
    return desk


def test_a_return_opens_what_its_points_touch_and_nothing_else_until_a_working_day() -> None:
    desk = _in_correction()
    asked = desk.state.waiting_for
    assert asked is not None
    assert asked.opened == Opened(("budget.self_funding", "agreement.end"), ("合作协议",))
    assert (asked.round, asked.due) == (1, datetime(2026, 7, 28, tzinfo=CHINA))
    assert desk.state.stage is Stage.IN_CORRECTION


@pytest.mark.parametrize(
    ("item", "why"),
    [
        (CorrectionItem(fingerprint=GOOD.fingerprint, clauses=(), evidence="", cure="x"), Why.NO_POINT),
        (CorrectionItem(fingerprint="nowhere", clauses=(), evidence="", cure="x"), Why.NO_POINT),
        (CorrectionItem(fingerprint=MONEY.fingerprint, clauses=(), evidence="", cure=" "), Why.INCOMPLETE),
        (CorrectionItem(fingerprint=MONEY.fingerprint, clauses=(), evidence="", cure="改"), Why.INCOMPLETE),
    ],
    ids=["in order", "unknown", "no cure", "opens nothing"],
)
def test_items_are_open_points_with_something_to_do(item: CorrectionItem, why: Why) -> None:
    assert assigned().why(RequestCorrection((item,))) is why


def test_a_return_lists_each_point_once_and_at_least_one() -> None:
    desk = assigned()
    assert desk.why(RequestCorrection(())) is Why.INCOMPLETE
    assert desk.why(RequestCorrection(_items(desk) * 2)) is Why.INCOMPLETE


def test_a_mere_question_may_open_nothing_and_is_answered() -> None:
    desk = assigned()
    desk.do(Ask(QUESTION.fingerprint, desk.seen(QUESTION), "请说明研究条件"))
    desk.do(RequestCorrection((item_of(desk.point(QUESTION), {}),)))
    desk.do(HandInCorrection(2, (Reply(QUESTION.fingerprint, "见第 3 节"),)), OWNER)
    assert desk.state.corrections[-1].replies == (Reply(QUESTION.fingerprint, "见第 3 节"),)


def test_the_correction_is_handed_in_by_the_applicant_within_its_time() -> None:
    desk = _in_correction()
    assert desk.why(HandInCorrection(2), STRANGER) is Why.NOT_YOURS
    assert desk.why(HandInCorrection(1), OWNER) is Why.STALE
    assert desk.why(HandInCorrection(2, (Reply("nowhere", "x"),)), OWNER) is Why.NO_POINT
    asked = desk.state.waiting_for
    assert asked is not None
    desk.now = asked.due
    assert desk.why(HandInCorrection(2), OWNER) is Why.CLOSED
    desk.now = asked.due - timedelta(minutes=1, microseconds=1)
    desk.do(HandInCorrection(2), OWNER)
    assert (desk.state.stage, desk.state.sequence, desk.state.waiting_for) == (Stage.EXAMINING, 2, None)
    assert desk.why(Pass()) is Why.UNCHECKED


def test_a_correction_lapses_only_after_its_time_and_the_points_stay() -> None:
    desk = _in_correction()
    early = lapse(desk.state, desk.now)
    assert isinstance(early, Refusal)
    assert early.why is Why.NOT_YET
    asked = desk.state.waiting_for
    assert asked is not None
    desk.keep(lapse(desk.state, asked.due))
    assert (desk.state.stage, desk.point(MONEY).settled) == (Stage.EXAMINING, Outcome.FAIL)
    again = lapse(desk.state, asked.due)
    assert isinstance(again, Refusal)
    assert again.why is Why.STAGE


def test_the_number_of_corrections_is_limited() -> None:
    desk = _in_correction(Procedure(correction_rounds=1))
    desk.do(HandInCorrection(2), OWNER)
    desk.check_again(FAULTY)
    assert desk.why(RequestCorrection(_items(desk))) is Why.LIMIT


def test_a_mended_dossier_passes_and_what_was_decided_before_is_not_asked_again() -> None:
    desk = assigned()
    desk.confirm(MONEY, TERM, SEAL, QUESTION)
    desk.do(RequestCorrection(_items(desk)))
    desk.do(HandInCorrection(2), OWNER)
    desk.check_again(check(passing(MONEY), passing(TERM), SEAL, GOOD, QUESTION, dossier_digest="8e41" * 16))
    states = {each.fingerprint: desk.point(each).state for each in (MONEY, TERM, SEAL, QUESTION)}
    assert list(states.values()) == [PointState.SOLVED] * 2 + [PointState.CARRIED] * 2
    desk.do(Pass("补正后符合"))
    assert desk.state.stage is Stage.PASSED
