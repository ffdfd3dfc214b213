"""A further check of a dossier: which decisions stand, which are asked anew, and that the machine's words stay."""

from __future__ import annotations

from dataclasses import replace

from tests.review.desk import (
    AGREEMENT,
    CLEAN,
    FAULTY,
    GOOD,
    MONEY,
    PAPERS,
    QUESTION,
    SEAL,
    SUM,
    TERM,
    assigned,
    check,
    passing,
)
from xingshen.kernel.outcome import Outcome
from xingshen.review.examination import (
    Refusal,
    Why,
    take_in,
)
from xingshen.review.examination_commands import (
    Ask,
    Pass,
    ProposeRefusal,
    Undo,
)
from xingshen.review.examination_events import (
    Checked,
    PointCarried,
    PointReopened,
)
from xingshen.review.points import PointState, read_machine


def test_decisions_stay_where_the_facts_are_the_same_and_are_asked_anew_where_not() -> None:
    desk = assigned()
    desk.confirm(MONEY)
    desk.overrule(TERM)
    later = tuple(replace(paper, digest="cc") if paper.file == AGREEMENT else paper for paper in PAPERS)
    events = desk.check_again(check(MONEY, TERM, SEAL, GOOD, QUESTION, SUM, papers=later))
    assert [type(event) for event in events] == [Checked, PointCarried, PointReopened]
    assert [desk.point(each).state for each in (MONEY, TERM)] == [PointState.CARRIED, PointState.REOPENED]
    assert desk.why(Undo(MONEY.fingerprint)) is Why.NO_POINT
    assert desk.why(Pass()) is Why.OPEN_POINTS
    desk.overrule(TERM, "新协议也已核对")
    assert desk.point(TERM).state is PointState.DECIDED
    assert len(desk.state.judgements[TERM.fingerprint]) == 2


def test_a_fact_that_changes_and_changes_back_is_still_asked_anew() -> None:
    desk = assigned()
    desk.confirm(MONEY)
    desk.check_again(check(passing(MONEY), TERM))
    desk.check_again(FAULTY)
    assert desk.point(MONEY).state is PointState.REOPENED


def test_a_fault_that_only_people_saw_is_not_solved_by_the_machine() -> None:
    desk = assigned()
    desk.overrule(GOOD, "实际申请额不符")
    desk.confirm(MONEY)
    desk.check_again(check(passing(MONEY), passing(GOOD)))
    assert [desk.point(each).state for each in (GOOD, MONEY)] == [PointState.REOPENED, PointState.SOLVED]
    assert desk.why(Pass()) is Why.OPEN_POINTS


def test_a_question_about_what_the_machine_passed_stays_open_and_one_about_what_it_did_not_is_solved() -> None:
    desk = assigned()
    for each in (GOOD, SEAL):
        desk.do(Ask(each.fingerprint, desk.seen(each), "请说明"))
    desk.check_again(check(passing(GOOD), passing(SEAL)))
    assert [desk.point(each).state for each in (GOOD, SEAL)] == [PointState.REOPENED, PointState.SOLVED]


def test_a_point_that_the_check_no_longer_has_is_recorded() -> None:
    desk = assigned()
    desk.confirm(MONEY)
    reopened = desk.check_again(check(TERM))[-1]
    assert isinstance(reopened, PointReopened)
    assert (reopened.before.fingerprint, reopened.now) == (MONEY.fingerprint, None)


def test_the_same_result_again_is_no_event_and_one_of_another_submission_is_refused() -> None:
    desk = assigned()
    assert take_in(desk.state, desk.machine, 1, desk.now) == ()
    answer = take_in(desk.state, read_machine(CLEAN), 2, desk.now)
    assert isinstance(answer, Refusal)
    assert answer.why is Why.STALE


def test_a_new_result_waits_while_the_refusal_is_being_countersigned() -> None:
    desk = assigned()
    desk.confirm(MONEY, TERM)
    desk.do(ProposeRefusal())
    answer = take_in(desk.state, read_machine(CLEAN), 1, desk.now)
    assert isinstance(answer, Refusal)
    assert answer.why is Why.STAGE


def test_what_the_machine_said_is_quoted_in_every_decision_and_never_changed() -> None:
    desk = assigned()
    said = desk.machine.bases[MONEY.fingerprint]
    desk.overrule(MONEY)
    desk.check_again(check(passing(MONEY), TERM, SEAL, GOOD, QUESTION, SUM))
    quoted = [each.basis for each in desk.state.judgements[MONEY.fingerprint]]
    assert quoted == [said]
    assert said.outcome is Outcome.FAIL
