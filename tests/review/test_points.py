"""Points: what is open, what was decided, what the facts under a point are, and when a dossier can be concluded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reports.builder import clause, finding
from tests.review.desk import (
    AGREEMENT,
    COUNTRY,
    FAULTY,
    GOOD,
    MONEY,
    PAPERS,
    QUESTION,
    SEAL,
    SPECIAL,
    SUM,
    TERM,
    assigned,
    check,
    passing,
)
from xingshen.findings.finding import CheckResult, Finding, ReadValue
from xingshen.kernel.outcome import Outcome, Reason
from xingshen.review.examination_state import Examination
from xingshen.review.points import (
    POINT_WORDS,
    PanelRule,
    PointState,
    can_pass,
    can_refuse,
    list_points,
    proposal,
    read_machine,
    tally,
)

_PANEL = PanelRule()


def _states(found: CheckResult, *before: CheckResult) -> dict[str, PointState]:
    points = list_points(read_machine(found), Examination(), _PANEL, before)
    return {point.finding.clauses[0].id: point.state for point in points}


def test_what_fails_or_asks_is_open_what_passes_is_clear_what_sums_up_follows() -> None:
    assert _states(FAULTY) == {
        "3.6.a": PointState.OPEN,
        "3.3.d": PointState.OPEN,
        "4.2": PointState.OPEN,
        "5.3": PointState.CLEAR,
        "3.1.a": PointState.OPEN,
        "5.0": PointState.SUM,
    }


def test_compared_with_earlier_checks_points_are_new_solved_or_there_again() -> None:
    first = check(MONEY, SEAL)
    second = check(passing(MONEY), SEAL)
    third = check(MONEY, passing(SEAL), TERM)
    assert _states(second, first) == {"3.6.a": PointState.SOLVED, "4.2": PointState.OPEN}
    assert _states(third, first, second) == {
        "3.6.a": PointState.REAPPEARED,
        "4.2": PointState.SOLVED,
        "3.3.d": PointState.NEW,
    }


def test_every_state_has_its_word() -> None:
    assert set(POINT_WORDS) == set(PointState)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (MONEY, Outcome.FAIL),
        (GOOD, Outcome.PASS),
        (QUESTION, Outcome.PASS),
        (SEAL, Outcome.PASS),
        (replace(SEAL, would_be=Outcome.FAIL), Outcome.FAIL),
        (replace(SEAL, would_be=Outcome.HUMAN), Outcome.PASS),
        (replace(MONEY, outcome=Outcome.CORRECTION), Outcome.CORRECTION),
    ],
)
def test_one_key_settles_a_point_as_the_machine_proposes(found: Finding, expected: Outcome) -> None:
    assert proposal(found) is expected


# --- facts -----------------------------------------------------------------------------------------------------------


def _basis(found: Finding, **changes: object) -> str:
    return read_machine(check(found, **changes)).bases[found.fingerprint].digest


@pytest.mark.parametrize(
    "changed",
    [
        replace(TERM, message="另一句话"),
        replace(TERM, title="另一个名称"),
        replace(TERM, cure="另一种改法"),
        replace(TERM, evidence=tuple(replace(each, confidence=0.8, box=(1, 2, 3, 4)) for each in TERM.evidence)),
    ],
    ids=["message", "title", "cure", "sureness and box"],
)
def test_the_wording_is_no_fact(changed: Finding) -> None:
    assert _basis(changed) == _basis(TERM)


@pytest.mark.parametrize(
    "changed",
    [
        replace(TERM, outcome=Outcome.PASS),
        replace(TERM, reason=Reason.CONFLICT),
        replace(TERM, would_be=Outcome.PASS),
        replace(TERM, read=(ReadValue("截止日", "2028-06-30", TERM.evidence),)),
        replace(TERM, evidence=(replace(TERM.evidence[0], page=4),)),
    ],
    ids=["outcome", "reason", "candidate", "value", "page"],
)
def test_outcome_values_and_places_are_facts(changed: Finding) -> None:
    assert _basis(changed) != _basis(TERM)


def test_another_paper_under_the_same_name_is_another_fact_and_the_same_paper_under_another_name_is_not() -> None:
    other = tuple(replace(paper, digest="cc") if paper.file == AGREEMENT else paper for paper in PAPERS)
    assert _basis(TERM, papers=other) != _basis(TERM)
    place = replace(TERM.evidence[0], file="附件/协议（改名）.pdf")
    renamed = tuple(replace(paper, file=place.file) if paper.file == AGREEMENT else paper for paper in PAPERS)
    same = replace(TERM, evidence=(place,), read=(replace(TERM.read[0], evidence=(place,)),))
    assert _basis(same, papers=renamed) == _basis(TERM)


def test_a_question_without_facts_rests_on_the_whole_dossier_unless_told_otherwise() -> None:
    before, after = check(QUESTION), check(QUESTION, dossier_digest="new")
    mark = QUESTION.fingerprint
    assert read_machine(before).bases[mark] != read_machine(after).bases[mark]
    around = {mark: "the fields it asks about"}
    assert read_machine(before, around).bases[mark] == read_machine(after, around).bases[mark]


def test_the_digest_of_a_check_changes_with_any_point() -> None:
    assert read_machine(FAULTY).digest == read_machine(FAULTY).digest
    assert len({read_machine(each).digest for each in (FAULTY, check(MONEY), check(passing(MONEY)))}) == 3


# --- panel -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (COUNTRY, True),
        (replace(COUNTRY, reason=Reason.IN_PRINCIPLE), True),
        (finding("5.x", Outcome.HUMAN, reason=Reason.JUDGEMENT), True),
        (finding("3.5", Outcome.HUMAN, reason=Reason.UNKNOWN), True),
        (finding("5.3", Outcome.HUMAN, reason=Reason.JUDGEMENT), False),
        (SPECIAL, False),
        (SEAL, False),
        (replace(COUNTRY, outcome=Outcome.PASS), False),
        (replace(COUNTRY, derived=True), False),
    ],
)
def test_which_points_go_to_the_panel_is_data(found: Finding, expected: bool) -> None:
    assert _PANEL.wants(found) is expected


def test_a_clause_of_the_panel_stands_for_what_is_under_it_and_not_for_its_neighbours() -> None:
    rule = PanelRule(reasons=frozenset(), clauses=("3.3",))
    assert rule.concerns(TERM) is True
    assert rule.concerns(replace(TERM, clauses=(replace(clause("3.3.d"), id="3.30"),))) is False


# --- conclusions -----------------------------------------------------------------------------------------------------


def test_it_passes_only_with_nothing_failing_and_nothing_open() -> None:
    desk = assigned()
    assert can_pass(desk.case.points()).reason == "还有 4 项没有判断完，不能作出通过的结论（5.0）。"
    desk.confirm(MONEY, SEAL, QUESTION)
    desk.overrule(TERM)
    assert can_pass(desk.case.points()).reason == "还有 1 项不通过，不能作出通过的结论（5.0）。"
    desk.overrule(MONEY)
    assert can_pass(desk.case.points()).allowed is True


def test_it_is_refused_on_a_settled_fail_once_every_fail_was_looked_at() -> None:
    desk = assigned()
    desk.confirm(MONEY)
    assert can_refuse(desk.case.points()).allowed is False
    desk.confirm(TERM)
    assert can_refuse(desk.case.points()).allowed is True


def test_what_is_to_be_corrected_neither_passes_nor_refuses() -> None:
    mend = replace(MONEY, outcome=Outcome.CORRECTION)
    desk = assigned(check(mend))
    desk.confirm(mend)
    points = desk.case.points()
    assert (can_pass(points).allowed, can_refuse(points).allowed) == (False, False)


def test_a_sum_is_never_counted() -> None:
    points = list_points(read_machine(check(SUM)), Examination(), _PANEL)
    assert (tally(points).failing, tally(points).waiting, can_pass(points).allowed) == (0, 0, True)
