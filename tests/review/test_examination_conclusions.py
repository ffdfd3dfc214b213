"""Corrections, panel, refusal by two, letters, re-examination and closing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.review.desk import (
    CLEAN,
    CONFLICTED,
    COUNTRY,
    DOUBTFUL,
    FAULTY,
    FIRST,
    GOOD,
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
    check,
    passing,
)
from xingshen.kernel.outcome import Outcome
from xingshen.review.clocks import CHINA
from xingshen.review.concluding import grounds_not_judged_anew
from xingshen.review.correction import item_of
from xingshen.review.examination import Refusal, Stage, Why, lapse
from xingshen.review.examination_commands import (
    Ask,
    AssignReexamination,
    ChangePanel,
    Close,
    ConcludePanel,
    Conclusion,
    Confirm,
    Countersign,
    DecideReexamination,
    DeclineCountersign,
    GiveOpinion,
    HandInCorrection,
    IssueLetter,
    OpenPanel,
    Overrule,
    Pass,
    ProposeRefusal,
    Publish,
    Reassign,
    Recuse,
    RequestCorrection,
    RequestReexamination,
    Undo,
)
from xingshen.review.examination_events import LetterIssued
from xingshen.review.examination_values import CorrectionItem, LetterKind, Opened, Reply, Ruling
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


# --- correction ------------------------------------------------------------------------------------------------------


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


# --- panel -----------------------------------------------------------------------------------------------------------


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
