from __future__ import annotations

from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st

from tests.reports.builder import faulty_result, finding, result
from xingshen.kernel.outcome import Outcome
from xingshen.reports.tally import count, sort_into_piles

findings = st.builds(
    lambda outcome, standing, derived: finding("3.5", outcome, standing=standing, derived=derived),
    st.sampled_from(Outcome),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(findings, max_size=12))
def test_the_sorts_add_up_to_the_total(some: list[object]) -> None:
    counts = asdict(count(result(*some)))  # type: ignore[arg-type]
    assert counts.pop("total") == sum(counts.values()) == len(some)


def test_sums_over_others_are_left_out_of_what_to_mend() -> None:
    assert [f.rule for f in sort_into_piles(faulty_result()).to_mend] == ["r3.3.d", "r3.6.a"]


def test_a_sum_is_shown_where_nothing_else_explains_the_verdict() -> None:
    alone = finding("5.6", Outcome.FAIL, derived=True)
    assert sort_into_piles(result(alone)).to_mend == (alone,)


def test_a_correction_is_something_to_mend() -> None:
    point = finding("5.2.a", Outcome.CORRECTION)
    assert sort_into_piles(result(point)).to_mend == (point,)


def test_a_standing_question_is_not_a_point_for_this_dossier() -> None:
    piles = sort_into_piles(result(finding("3.1.a", Outcome.HUMAN, standing=True)))
    assert (len(piles.to_look_at), len(piles.standing)) == (0, 1)


def test_an_answered_standing_question_is_no_longer_open() -> None:
    piles = sort_into_piles(result(finding("3.1.a", Outcome.PASS, standing=True, answered_by="审查员甲")))
    assert (len(piles.standing), len(piles.passed)) == (0, 1)
