from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.language.running import is_open, period, unknown
from xingshen.kernel.knowledge import Listing
from xingshen.language.coverage import covers
from xingshen.language.kleene import Maybe

FIRST, LAST = date(2026, 7, 1), date(2028, 6, 30)
U = unknown("协议[1].截止日")


def answer(*rows: object, complete: bool = True) -> str:
    result = covers(Listing(rows, complete=complete), FIRST, LAST)
    return "U" if is_open(result) else "TF"[result is False]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("2026-07-01", "2028-06-30")], "T"),
        ([("2026-05-10", "2028-12-31")], "T"),
        ([("2026-07-02", "2028-06-30")], "F"),
        ([("2026-07-01", "2028-06-29")], "F"),
        ([("2026-07-01", "2027-06-30"), ("2027-07-01", "2028-06-30")], "T"),
        ([("2027-07-01", "2028-06-30"), ("2026-07-01", "2027-06-30")], "T"),
        ([("2026-07-01", "2027-06-30"), ("2027-07-02", "2028-06-30")], "F"),
        ([("2026-07-01", "2027-12-31"), ("2026-08-01", "2027-01-01"), ("2027-06-01", "2028-06-30")], "T"),
        ([("2026-07-01", U)], "U"),
        ([(U, "2028-06-30")], "U"),
        ([("2026-07-02", U)], "F"),
        ([(U, "2028-06-29")], "F"),
        ([("2026-07-01", "2027-06-30"), (U, U)], "U"),
        ([("2026-07-01", "2028-06-30"), (U, U)], "T"),
        ([("2026-07-01", "2027-06-30", True)], "U"),
        ([("2026-07-01", "2027-06-30", U)], "U"),
        ([("2026-07-02", "2027-06-30", True)], "F"),
        ([], "F"),
    ],
)
def test_chains_of_agreements(rows: list[tuple], expected: str) -> None:
    assert answer(*(period(*row) for row in rows)) == expected


def test_more_agreements_may_follow_an_incomplete_list() -> None:
    assert answer(complete=False) == "U"
    assert answer(period("2026-07-01", "2028-06-30"), complete=False) == "T"


def test_uncertain_members() -> None:
    whole = period("2026-07-01", "2028-06-30")
    assert answer(Maybe(U.missing, (), whole)) == "U"
    assert answer(Maybe(U.missing, (), period("2027-01-01", "2028-06-30"))) == "F"
    assert answer(U) == "U"
    assert answer(Maybe(U.missing, (), U)) == "U"


def test_unknown_or_reversed_terms() -> None:
    assert is_open(covers(Listing(), U, LAST))
    assert is_open(covers(U, FIRST, LAST))
    assert is_open(covers(Listing((period("2026-07-01", "2028-06-30"),)), LAST, FIRST))


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5)


@given(SPANS, st.integers(0, 30), st.integers(0, 15))
def test_agrees_with_counting_days(spans: list[tuple[int, int]], start: int, length: int) -> None:
    days = [FIRST + timedelta(days=at) for at in range(80)]
    rows = [period(days[min(span)], days[max(span)]) for span in spans]
    held = {at for span in spans for at in range(min(span), max(span) + 1)}
    wanted = set(range(start, start + length + 1))
    assert covers(Listing(tuple(rows)), days[start], days[start + length]) is (wanted <= held)
