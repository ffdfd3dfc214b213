from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reports.builder import faulty_result, finding, human_result, result
from xingshen.findings.compare import BasisChange, Solved, StillOpen, compare, compare_history, open_points
from xingshen.findings.finding import CheckResult
from xingshen.kernel.outcome import Outcome, Verdict

MONEY = finding("3.6.a", Outcome.FAIL)
TERM = finding("3.3.d", Outcome.FAIL)
SEAL = finding("4.2", Outcome.HUMAN)
QUESTION = finding("3.1.a", Outcome.HUMAN, standing=True)

clause_ids = st.sampled_from(["3.6.a", "3.3.d", "4.2", "3.1.a", "5.3"])
some_findings = st.builds(finding, clause_ids, st.sampled_from(Outcome), standing=st.booleans())
checks = st.lists(some_findings, max_size=5, unique_by=lambda f: f.fingerprint).map(lambda found: result(*found))


def test_a_point_that_was_not_there_before_has_appeared() -> None:
    assert compare(result(), result(MONEY)).appeared == (MONEY,)


def test_a_point_open_in_both_is_still_open_with_both_sides() -> None:
    clearer = replace(SEAL, outcome=Outcome.FAIL)
    assert compare(result(SEAL), result(clearer)).still_open == (StillOpen(SEAL, clearer),)


def test_a_solved_point_shows_what_it_became() -> None:
    mended = replace(MONEY, outcome=Outcome.PASS)
    assert compare(result(MONEY), result(mended)).solved == (Solved(MONEY, mended),)


def test_a_solved_point_may_be_gone_altogether() -> None:
    assert compare(result(MONEY), result()).solved == (Solved(MONEY, None),)


def test_a_point_solved_and_open_again_has_reappeared() -> None:
    comparison = compare_history([result(MONEY), result(), result(MONEY, TERM)])
    assert (comparison.reappeared, comparison.appeared) == ((MONEY,), (TERM,))


def test_standing_questions_are_not_compared() -> None:
    assert open_points(result(QUESTION, SEAL)) == {SEAL.fingerprint: SEAL}


def test_an_answered_question_becomes_solved() -> None:
    answered = replace(SEAL, outcome=Outcome.PASS, answered_by="审查员甲")
    assert compare(result(SEAL), result(answered)).solved == (Solved(SEAL, answered),)


def test_another_guide_or_engine_is_noticed() -> None:
    old = faulty_result()
    new = replace(old, engine="xingshen 0.2.0", guide=replace(old.guide, version="2026.2"))
    assert compare(old, new).basis == (
        BasisChange("engine", "xingshen 0.1.0", "xingshen 0.2.0"),
        BasisChange("guide.version", "2026.1", "2026.2"),
    )


def test_a_list_that_came_or_went_is_noticed() -> None:
    old = faulty_result()
    new = replace(old, guide=replace(old.guide, lists=()))
    assert [(change.what, change.now) for change in compare(old, new).basis] == [
        ("list.tables/belt_and_road_countries.csv", "")
    ]


def test_says_how_the_verdict_moved() -> None:
    comparison = compare(faulty_result(), human_result())
    assert (comparison.verdict_before, comparison.verdict_now) == (Verdict.FAIL, Verdict.HUMAN)


@pytest.mark.parametrize("checked", [[], [result()]])
def test_one_check_is_nothing_to_compare(checked: list[CheckResult]) -> None:
    with pytest.raises(ValueError, match="at least two"):
        compare_history(checked)


@given(st.lists(checks, min_size=2, max_size=4))
def test_every_open_point_falls_in_exactly_one_group(history: list[CheckResult]) -> None:
    comparison = compare_history(history)
    groups = [
        [f.fingerprint for f in comparison.appeared],
        [f.fingerprint for f in comparison.reappeared],
        [pair.now.fingerprint for pair in comparison.still_open],
    ]
    together = [mark for group in groups for mark in group]
    assert sorted(together) == sorted(open_points(history[-1]))
    solved = {pair.before.fingerprint for pair in comparison.solved}
    assert solved == open_points(history[-2]).keys() - open_points(history[-1]).keys()


@given(checks)
def test_a_check_compared_with_itself_has_no_news(checked: CheckResult) -> None:
    comparison = compare(checked, checked)
    assert (comparison.appeared, comparison.reappeared, comparison.solved, comparison.basis) == ((), (), (), ())
