"""The review of one dossier, from acceptance to the conclusion: what commands lead to and why they are refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.review.desk import (
    CLEAN,
    CONFLICTED,
    COUNTRY,
    DOUBTFUL,
    FAULTY,
    FIRST,
    GOOD,
    MINUTE,
    MONEY,
    OFFICE,
    OWNER,
    PANEL_A,
    QUESTION,
    SEAL,
    SECOND,
    SPECIAL,
    START,
    SUM,
    TERM,
    UNKNOWN,
    Desk,
    assigned,
    check,
)
from xingshen.kernel.outcome import Outcome, Reason
from xingshen.review.examination import (
    Refusal,
    Stage,
    Why,
    accept,
    can,
    decide,
    decide_all,
    discontinue,
    require_answers,
)
from xingshen.review.examination_commands import (
    Ask,
    Assign,
    Comment,
    Confirm,
    Overrule,
    Pass,
    Reassign,
    Recuse,
    Undo,
)
from xingshen.review.examination_events import (
    PointCarried,
    PointCommented,
    PointConfirmed,
    PointOverruled,
    PointUndone,
    Started,
)
from xingshen.review.examination_state import Stale, Word
from xingshen.review.points import PointState, read_machine, tally


def test_a_clean_dossier_needs_one_key_for_each_question_and_one_to_conclude() -> None:
    desk = assigned(CLEAN)
    commands = [Confirm(each.fingerprint, desk.seen(each)) for each in (QUESTION, SPECIAL)]
    events = desk.keep(decide_all(desk.case, [*commands, Pass()], FIRST, desk.now))
    assert [type(event).__name__ for event in events] == ["Started", "PointConfirmed", "PointConfirmed", "Passed"]
    assert (desk.state.stage, desk.state.conclusion) == (Stage.PASSED, Outcome.PASS)


def test_of_several_commands_all_happen_or_none() -> None:
    desk = assigned(CLEAN)
    answer = decide_all(desk.case, [Confirm(QUESTION.fingerprint, desk.seen(QUESTION)), Pass()], FIRST, desk.now)
    assert isinstance(answer, Refusal)
    assert answer.why is Why.OPEN_POINTS


def test_the_first_command_of_the_reviewer_begins_the_examination() -> None:
    desk = assigned()
    events = desk.do(Confirm(MONEY.fingerprint, desk.seen(MONEY)))
    assert events == (
        Started(at=desk.now, by=2),
        PointConfirmed(at=desk.now, by=2, basis=desk.machine.bases[MONEY.fingerprint], settled=Outcome.FAIL),
    )
    assert len(desk.do(Confirm(TERM.fingerprint, desk.seen(TERM)))) == 1


# --- assignment ------------------------------------------------------------------------------------------------------


def test_only_the_office_assigns_and_only_people_without_conflict() -> None:
    desk = Desk()
    desk.keep(accept(desk.state, 1, START))
    assert desk.why(Assign(2), FIRST) is Why.NOT_YOURS
    assert {desk.why(Assign(person), OFFICE) for person in (11, 12, 5, 7)} == {Why.NOT_ELIGIBLE}
    desk.do(Assign(2, "最少"), OFFICE)
    assert (desk.state.stage, desk.state.reviewer) == (Stage.ASSIGNED, 2)
    assert desk.why(Assign(3), OFFICE) is Why.STAGE


def test_reassigned_what_was_decided_stays() -> None:
    desk = assigned()
    desk.confirm(MONEY)
    assert desk.why(Reassign(2, "x"), OFFICE) is Why.INCOMPLETE
    assert desk.why(Reassign(3, " "), OFFICE) is Why.INCOMPLETE
    desk.do(Reassign(3, "请假"), OFFICE)
    assert desk.why(Confirm(TERM.fingerprint, desk.seen(TERM)), FIRST) is Why.NOT_YOURS
    desk.confirm(TERM, actor=SECOND)
    assert [desk.point(each).state for each in (MONEY, TERM)] == [PointState.DECIDED] * 2


def test_whoever_steps_back_is_out_and_their_decisions_are_asked_anew() -> None:
    desk = assigned()
    desk.confirm(MONEY)
    assert desk.why(Recuse("  ")) is Why.INCOMPLETE
    desk.do(Recuse("与申报单位有关系"))
    assert (desk.state.stage, desk.state.reviewer, desk.state.recused) == (Stage.ACCEPTED, None, frozenset({2}))
    assert desk.why(Assign(2), OFFICE) is Why.NOT_ELIGIBLE
    desk.do(Assign(3), OFFICE)
    resting = desk.point(MONEY)
    assert (resting.state, resting.judgement and resting.judgement.stale) == (PointState.REOPENED, Stale.RECUSED)


def test_a_reviewer_whose_conflict_becomes_known_later_decides_nothing_more() -> None:
    desk = assigned()
    facts = replace(desk.case.facts, officers={})
    answer = decide(replace(desk.case, facts=facts), Confirm(MONEY.fingerprint, desk.seen(MONEY)), FIRST, desk.now)
    assert isinstance(answer, Refusal)
    assert answer.why is Why.NOT_YOURS


def test_a_withdrawn_dossier_ends_and_a_new_submission_begins_again_with_what_was_decided() -> None:
    desk = assigned()
    desk.confirm(MONEY)
    desk.keep(discontinue(desk.state, "申报人撤回", desk.now))
    assert desk.why(Confirm(TERM.fingerprint, desk.seen(TERM))) is Why.STAGE
    desk.keep(accept(desk.state, 2, desk.now))
    assert (desk.state.stage, desk.state.sequence, desk.state.check) == (Stage.ACCEPTED, 2, "")
    assert PointCarried in {type(event) for event in desk.check_again(FAULTY)}


# --- points ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("actor", [SECOND, OFFICE, PANEL_A, OWNER, CONFLICTED, UNKNOWN])
def test_nobody_but_the_assigned_reviewer_decides_points(actor: object) -> None:
    desk = assigned()
    assert desk.why(Confirm(MONEY.fingerprint, desk.seen(MONEY)), actor) is Why.NOT_YOURS  # type: ignore[arg-type]


def test_before_the_check_is_ready_nothing_is_decided() -> None:
    desk = Desk()
    desk.keep(accept(desk.state, 1, START))
    desk.do(Assign(2), OFFICE)
    assert desk.why(Confirm(MONEY.fingerprint, desk.seen(MONEY))) is Why.UNCHECKED
    assert desk.why(Pass()) is Why.UNCHECKED


def test_nobody_decides_on_what_the_page_did_not_show() -> None:
    desk = assigned()
    assert desk.why(Confirm(MONEY.fingerprint, "seen before")) is Why.STALE
    case = replace(desk.case, machine=read_machine(CLEAN))
    answer = decide(case, Confirm(QUESTION.fingerprint, desk.seen(QUESTION)), FIRST, desk.now)
    assert isinstance(answer, Refusal)
    assert answer.why is Why.STALE


def test_unknown_points_and_sums_are_not_decided() -> None:
    desk = assigned()
    assert desk.why(Confirm("nowhere", "x")) is Why.NO_POINT
    assert desk.why(Confirm(SUM.fingerprint, desk.seen(SUM))) is Why.NO_POINT


def test_overruling_needs_a_reason_and_another_outcome() -> None:
    desk = assigned()
    assert desk.why(Overrule(MONEY.fingerprint, desk.seen(MONEY), " ")) is Why.INCOMPLETE
    assert desk.why(Overrule(MONEY.fingerprint, desk.seen(MONEY), "x", Outcome.FAIL)) is Why.INCOMPLETE
    assert desk.why(Overrule(MONEY.fingerprint, desk.seen(MONEY), "x", Outcome.HUMAN)) is Why.INCOMPLETE
    events = desk.do(Overrule(MONEY.fingerprint, desk.seen(MONEY), " 另有证明 "))
    overruled = events[-1]
    assert isinstance(overruled, PointOverruled)
    assert (overruled.basis.outcome, overruled.settled, overruled.reason) == (Outcome.FAIL, Outcome.PASS, "另有证明")
    desk.overrule(GOOD, "实际为 50 万元")
    assert desk.point(GOOD).settled is Outcome.FAIL
    desk.do(Overrule(TERM.fingerprint, desk.seen(TERM), "不涉及", Outcome.NOT_APPLICABLE))
    assert desk.point(TERM).settled is Outcome.NOT_APPLICABLE


def test_agreeing_to_a_candidate_that_fails_needs_a_reason_since_the_machine_did_not_say_fail() -> None:
    likely = replace(SEAL, would_be=Outcome.FAIL)
    desk = assigned(check(likely))
    assert desk.why(Confirm(likely.fingerprint, desk.seen(likely))) is Why.INCOMPLETE
    desk.do(Confirm(likely.fingerprint, desk.seen(likely), "页面上没有公章"))
    assert desk.point(likely).settled is Outcome.FAIL


def test_a_question_keeps_the_point_open_and_shows() -> None:
    desk = assigned()
    assert desk.why(Ask(SEAL.fingerprint, desk.seen(SEAL), "")) is Why.INCOMPLETE
    desk.do(Ask(SEAL.fingerprint, desk.seen(SEAL), "请提供清晰的盖章页"))
    point = desk.point(SEAL)
    assert (point.state, point.question) == (PointState.OPEN, "请提供清晰的盖章页")
    assert tally(desk.case.points()).asked == 1


def test_a_decision_is_taken_back_by_whoever_made_it_and_the_history_keeps_both() -> None:
    desk = assigned()
    desk.confirm(MONEY)
    made = desk.now
    desk.overrule(MONEY)
    overruled = desk.now
    assert desk.do(Undo(MONEY.fingerprint))[-1] == PointUndone(
        at=desk.now, by=2, fingerprint=MONEY.fingerprint, undone=overruled
    )
    last = desk.state.judgement(MONEY.fingerprint)
    assert last is not None
    assert (last.word, last.at) == (Word.CONFIRMED, made)
    desk.do(Undo(MONEY.fingerprint))
    assert desk.point(MONEY).state is PointState.OPEN
    assert desk.why(Undo(MONEY.fingerprint)) is Why.NO_POINT
    assert len([event for event in desk.history if event.kind.startswith("point.")]) == 4


def test_others_decisions_are_not_undone() -> None:
    desk = assigned()
    desk.confirm(MONEY)
    desk.do(Reassign(3, "请假"), OFFICE)
    assert desk.why(Undo(MONEY.fingerprint), SECOND) is Why.NO_POINT


def test_remarks_change_nothing() -> None:
    desk = assigned()
    before = desk.state
    event = desk.do(Comment(MONEY.fingerprint, " 与上年相同 "))[0]
    assert event == PointCommented(at=desk.now, by=2, fingerprint=MONEY.fingerprint, text="与上年相同")
    assert desk.state == before
    desk.do(Comment("", "整份材料的说明"), OFFICE)
    assert desk.why(Comment("nowhere", "x")) is Why.NO_POINT
    assert desk.why(Comment(MONEY.fingerprint, " ")) is Why.INCOMPLETE
    assert desk.why(Comment(MONEY.fingerprint, "x"), SECOND) is Why.NOT_YOURS


# --- what one person does not decide ---------------------------------------------------------------------------------


def test_open_lists_and_in_principle_go_to_the_panel() -> None:
    desk = assigned(DOUBTFUL)
    assert desk.point(COUNTRY).for_panel is True
    assert desk.why(Confirm(COUNTRY.fingerprint, desk.seen(COUNTRY))) is Why.PANEL
    principle = replace(COUNTRY, reason=Reason.IN_PRINCIPLE)
    desk = assigned(check(principle))
    assert desk.why(Overrule(principle.fingerprint, desk.seen(principle), "x")) is Why.PANEL


def test_the_question_about_special_cases_is_answered_alone_unless_there_is_one() -> None:
    desk = assigned(CLEAN)
    assert desk.why(Overrule(SPECIAL.fingerprint, desk.seen(SPECIAL), "有特殊情况")) is Why.PANEL
    assert can(desk.case, Confirm(SPECIAL.fingerprint, desk.seen(SPECIAL)), FIRST, desk.now) is True


def test_the_wording_or_sureness_of_a_finding_is_no_fact_under_it() -> None:
    desk = assigned()
    desk.confirm(TERM)
    reworded = replace(TERM, message="换一种说法", evidence=tuple(replace(e, confidence=0.9) for e in TERM.evidence))
    assert PointCarried in {type(event) for event in desk.check_again(check(reworded, MONEY))}


def test_time_passes_in_the_history_only() -> None:
    desk = assigned()
    late = decide(desk.case, Confirm(MONEY.fingerprint, desk.seen(MONEY)), FIRST, desk.now + timedelta(days=400))
    assert not isinstance(late, Refusal)
    assert late[-1].at == desk.now + timedelta(days=400)
    assert desk.now == START + MINUTE


def test_every_command_has_its_handler() -> None:
    class Dance:
        """No command."""

    with pytest.raises(TypeError, match="Dance"):
        require_answers([Dance])  # type: ignore[list-item]
