"""Refusal by two, letters, public list, closing, re-examination."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.review.desk import (
    CLEAN,
    CONFLICTED,
    COUNTRY,
    DOUBTFUL,
    FIRST,
    MONEY,
    OFFICE,
    OWNER,
    PANEL_A,
    PANEL_B,
    PANEL_C,
    PANEL_D,
    QUESTION,
    SEAL,
    SECOND,
    SPECIAL,
    STRANGER,
    TERM,
    THIRD,
    UNIT,
    Desk,
    assigned,
)
from xingshen.kernel.outcome import Outcome
from xingshen.review.clocks import CHINA
from xingshen.review.concluding import grounds_not_judged_anew
from xingshen.review.correction import item_of
from xingshen.review.examination import Stage, Why
from xingshen.review.examination_commands import (
    AssignReexamination,
    Close,
    ConcludePanel,
    Conclusion,
    Confirm,
    Countersign,
    DecideReexamination,
    DeclineCountersign,
    IssueLetter,
    OpenPanel,
    Pass,
    ProposeRefusal,
    Publish,
    Reassign,
    Recuse,
    RequestCorrection,
    RequestReexamination,
)
from xingshen.review.examination_events import LetterIssued
from xingshen.review.examination_values import CorrectionItem, LetterKind, Opened, Ruling
from xingshen.review.points import PointState
from xingshen.review.policy import Actor
from xingshen.review.procedure import Procedure

_TOUCHES = {
    MONEY.fingerprint: Opened(("budget.self_funding",)),
    TERM.fingerprint: Opened(("agreement.end",), ("合作协议",)),
}
_DAY = timedelta(days=1)


def _items(desk: Desk) -> tuple[CorrectionItem, ...]:
    return tuple(item_of(desk.point(each), _TOUCHES) for each in (MONEY, TERM))


def _in_correction(procedure: Procedure | None = None) -> Desk:
    desk = assigned(procedure=procedure)
    desk.confirm(MONEY, TERM)
    desk.do(RequestCorrection(_items(desk)))
    return desk


def _proposed() -> Desk:
    desk = assigned()
    desk.confirm(MONEY, TERM)
    desk.do(ProposeRefusal("不符合"))
    return desk


def _refused() -> Desk:
    desk = _proposed()
    desk.do(Countersign(), SECOND)
    return desk


def _with_letter() -> Desk:
    desk = _refused()
    desk.do(IssueLetter(LetterKind.REFUSAL, "d1"), OFFICE)
    return desk


def _reexamining() -> Desk:
    desk = _with_letter()
    desk.do(RequestReexamination("协议另有延期条款"), OWNER)
    desk.do(AssignReexamination(4, "未参与"), OFFICE)
    return desk


def _at_panel() -> Desk:
    desk = assigned(DOUBTFUL)
    desk.do(OpenPanel((COUNTRY.fingerprint,), (5, 6), "指南用“等”"))
    return desk


def _conclude(outcome: Outcome, reason: str = "经研判") -> ConcludePanel:
    return ConcludePanel((Conclusion(COUNTRY.fingerprint, outcome, reason),))


# --- refusal by two --------------------------------------------------------------------------------------------------


def test_a_refusal_needs_a_settled_fail_and_every_fail_looked_at() -> None:
    desk = assigned()
    desk.confirm(MONEY)
    assert desk.why(ProposeRefusal()) is Why.OPEN_POINTS
    desk.overrule(TERM)
    desk.do(ProposeRefusal())
    refusal = desk.state.refusal
    assert refusal is not None
    assert [(each.basis.fingerprint, each.judged_by) for each in refusal.grounds] == [(MONEY.fingerprint, (2,))]


def test_without_a_fail_nothing_is_refused() -> None:
    desk = assigned()
    desk.overrule(MONEY)
    desk.overrule(TERM)
    assert desk.why(ProposeRefusal()) is Why.OPEN_POINTS


@pytest.mark.parametrize("actor", [FIRST, CONFLICTED, OWNER, STRANGER])
def test_a_refusal_is_not_signed_by_whoever_proposed_it_nor_by_the_wrong_people(actor: Actor) -> None:
    desk = _proposed()
    assert desk.why(Countersign(), actor) is Why.NOT_YOURS
    assert desk.why(DeclineCountersign("x"), actor) is Why.NOT_YOURS


def test_whoever_confirmed_a_ground_does_not_countersign_even_if_another_proposed() -> None:
    desk = assigned()
    desk.confirm(MONEY, TERM)
    desk.do(Reassign(3, "请假"), OFFICE)
    desk.do(ProposeRefusal(), SECOND)
    assert desk.why(Countersign(), FIRST) is Why.NOT_YOURS
    desk.do(Countersign(), THIRD)
    assert desk.state.stage is Stage.REFUSED


def test_members_of_the_panel_that_found_the_fail_do_not_countersign() -> None:
    desk = _at_panel()
    desk.opinions(COUNTRY, Outcome.FAIL, PANEL_A, PANEL_B)
    desk.do(_conclude(Outcome.FAIL), PANEL_A)
    desk.do(ProposeRefusal())
    assert [desk.why(Countersign(), each) for each in (PANEL_A, PANEL_B)] == [Why.NOT_YOURS] * 2
    desk.do(Countersign(), PANEL_C)


def test_a_countersigned_refusal_names_both() -> None:
    desk = _refused()
    refusal = desk.state.refusal
    assert refusal is not None
    assert (refusal.proposed_by, refusal.countersigned_by, desk.state.conclusion) == (2, 3, Outcome.FAIL)


def test_a_refusal_that_is_not_countersigned_goes_back_with_a_reason() -> None:
    desk = _proposed()
    assert desk.why(DeclineCountersign(" "), SECOND) is Why.INCOMPLETE
    desk.do(DeclineCountersign("可以补正"), SECOND)
    assert (desk.state.stage, desk.state.refusal, desk.state.conclusion) == (Stage.EXAMINING, None, None)
    assert desk.point(MONEY).state is PointState.DECIDED


# --- letters, lists, closing -----------------------------------------------------------------------------------------


def test_letters_fit_where_the_dossier_stands() -> None:
    desk = _in_correction()
    assert desk.why(IssueLetter(LetterKind.REFUSAL, "d"), OFFICE) is Why.STAGE
    assert desk.why(IssueLetter(LetterKind.CORRECTION, " "), OFFICE) is Why.INCOMPLETE
    assert desk.why(IssueLetter(LetterKind.CORRECTION, "d"), FIRST) is Why.NOT_YOURS
    desk.do(IssueLetter(LetterKind.CORRECTION, "d"), OFFICE)
    assert desk.state.answer_until is None
    assert _proposed().why(IssueLetter(LetterKind.REFUSAL, "d"), OFFICE) is Why.STAGE


def test_the_time_to_ask_for_a_reexamination_begins_with_the_first_letter() -> None:
    desk = _with_letter()
    letter = desk.history[-1]
    assert isinstance(letter, LetterIssued)
    assert letter.answer_until == datetime(2026, 7, 28, tzinfo=CHINA)
    desk.now += 3 * _DAY
    desk.do(IssueLetter(LetterKind.REFUSAL, "d2"), OFFICE)
    assert desk.state.answer_until == letter.answer_until


def test_a_pass_is_listed_and_closed_after_its_period() -> None:
    desk = assigned(CLEAN)
    desk.confirm(QUESTION, SPECIAL)
    desk.do(Pass())
    assert desk.why(Publish("第一批", desk.now), OFFICE) is Why.INCOMPLETE
    assert desk.why(Publish(" ", desk.now + _DAY), OFFICE) is Why.INCOMPLETE
    desk.do(Publish("第一批", desk.now + 5 * _DAY), OFFICE)
    desk.do(IssueLetter(LetterKind.PASS, "d"), OFFICE)
    assert desk.why(Close(), OFFICE) is Why.NOT_YET
    desk.now += 5 * _DAY
    assert desk.why(Close(), FIRST) is Why.NOT_YOURS
    desk.do(Close(), OFFICE)
    assert (desk.state.stage, desk.state.conclusion) == (Stage.FINAL, Outcome.PASS)


def test_a_refusal_is_closed_only_after_the_time_to_object() -> None:
    desk = _refused()
    assert desk.why(Close(), OFFICE) is Why.NOT_YET
    desk = _with_letter()
    assert desk.why(Close(), OFFICE) is Why.NOT_YET
    assert desk.state.answer_until is not None
    desk.now = desk.state.answer_until
    desk.do(Close(), OFFICE)
    assert (desk.state.stage, desk.state.conclusion) == (Stage.FINAL, Outcome.FAIL)


# --- re-examination --------------------------------------------------------------------------------------------------


def test_a_reexamination_is_asked_for_by_the_applicant_within_its_time_with_reasons() -> None:
    assert _refused().why(RequestReexamination("x"), OWNER) is Why.NOT_YET
    desk = _with_letter()
    assert desk.why(RequestReexamination("x"), STRANGER) is Why.NOT_YOURS
    assert desk.why(RequestReexamination(" "), UNIT) is Why.INCOMPLETE
    until = desk.state.answer_until
    assert until is not None
    desk.now = until
    assert desk.why(RequestReexamination("x"), OWNER) is Why.CLOSED
    desk.now = until - timedelta(minutes=2)
    desk.do(RequestReexamination("x"), UNIT)
    assert desk.state.stage is Stage.REEXAMINATION_REQUESTED


def test_nobody_who_took_part_reexamines() -> None:
    desk = _with_letter()
    desk.do(RequestReexamination("x"), OWNER)
    refused = {person: desk.why(AssignReexamination(person), OFFICE) for person in (2, 3, 11, 12)}
    assert set(refused.values()) == {Why.NOT_ELIGIBLE}
    desk.do(AssignReexamination(4), OFFICE)
    assert desk.why(Confirm(MONEY.fingerprint, desk.seen(MONEY)), FIRST) is Why.NOT_YOURS


def test_upheld_after_every_ground_was_judged_anew() -> None:
    desk = _reexamining()
    uphold = DecideReexamination(Ruling.UPHELD, "事实清楚")
    assert desk.why(uphold, THIRD) is Why.OPEN_POINTS
    desk.confirm(MONEY, actor=THIRD)
    assert desk.why(uphold, THIRD) is Why.OPEN_POINTS
    desk.overrule(TERM, actor=THIRD)
    assert desk.why(DecideReexamination(Ruling.UPHELD, " "), THIRD) is Why.INCOMPLETE
    assert desk.why(DecideReexamination(Ruling.OVERTURNED, "x"), THIRD) is Why.OPEN_POINTS
    desk.do(uphold, THIRD)
    assert (desk.state.stage, desk.state.conclusion, desk.state.ruling) == (Stage.FINAL, Outcome.FAIL, Ruling.UPHELD)
    desk.do(IssueLetter(LetterKind.REEXAMINATION, "d"), OFFICE)


def test_overturned_only_where_everything_passes() -> None:
    desk = _reexamining()
    desk.overrule(MONEY, actor=THIRD)
    desk.overrule(TERM, actor=THIRD)
    overturn = DecideReexamination(Ruling.OVERTURNED, "材料符合要求")
    assert desk.why(DecideReexamination(Ruling.UPHELD, "x"), THIRD) is Why.OPEN_POINTS
    assert desk.why(overturn, THIRD) is Why.OPEN_POINTS
    desk.confirm(SEAL, QUESTION, actor=THIRD)
    desk.do(overturn, THIRD)
    assert (desk.state.stage, desk.state.conclusion) == (Stage.FINAL, Outcome.PASS)


def test_a_reexaminer_may_step_back() -> None:
    desk = _reexamining()
    desk.confirm(MONEY, actor=THIRD)
    assert grounds_not_judged_anew(desk.state) == (TERM.fingerprint,)
    desk.do(Recuse("有关系"), THIRD)
    assert grounds_not_judged_anew(desk.state) == (MONEY.fingerprint, TERM.fingerprint)
    assert (desk.state.stage, desk.state.reexaminer) == (Stage.REEXAMINATION_REQUESTED, None)
    assert desk.why(AssignReexamination(4), OFFICE) is Why.NOT_ELIGIBLE


def test_what_a_panel_found_is_reexamined_by_a_new_panel() -> None:
    desk = _at_panel()
    desk.opinions(COUNTRY, Outcome.FAIL, PANEL_A, PANEL_B)
    desk.do(_conclude(Outcome.FAIL), PANEL_A)
    desk.do(ProposeRefusal())
    desk.do(Countersign(), SECOND)
    desk.do(IssueLetter(LetterKind.REFUSAL, "d"), OFFICE)
    desk.do(RequestReexamination("属于所列范围"), OWNER)
    desk.do(AssignReexamination(4), OFFICE)
    assert desk.why(Confirm(COUNTRY.fingerprint, desk.seen(COUNTRY)), THIRD) is Why.PANEL
    assert desk.why(OpenPanel((COUNTRY.fingerprint,), (5, 9), "x"), THIRD) is Why.NOT_ELIGIBLE
    desk.do(OpenPanel((COUNTRY.fingerprint,), (9, 10), "复审研判"), THIRD)
    assert desk.state.stage is Stage.REEXAMINATION_PANEL
    desk.opinions(COUNTRY, Outcome.PASS, PANEL_C, PANEL_D)
    desk.do(_conclude(Outcome.PASS), PANEL_C)
    desk.do(DecideReexamination(Ruling.OVERTURNED, "经研判属于所列范围"), THIRD)
    assert desk.state.conclusion is Outcome.PASS
