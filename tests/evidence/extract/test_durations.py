"""Lengths of time in every way of writing, and their inclusive last day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingshen.evidence.extract.dates import add_months
from xingshen.evidence.extract.durations import FoundDuration, find_durations


@pytest.mark.parametrize(
    ("text", "months", "days"),
    [
        ("24个月", 24, 0),
        ("二十四个月", 24, 0),
        ("贰拾肆个月", 24, 0),
        ("两年", 24, 0),
        ("贰年", 24, 0),
        ("2年", 24, 0),
        ("二(2)年", 24, 0),
        ("2周年", 24, 0),
        ("两年半", 30, 0),
        ("2年零6个月", 30, 0),
        ("半年", 6, 0),
        ("730天", 0, 730),
        ("730日", 0, 730),
        ("two (2) years", 24, 0),
        ("two years", 24, 0),
        ("36 months", 36, 0),
        ("twenty-four months", 24, 0),
        ("twenty four (24) months", 24, 0),
        ("24-month", 24, 0),
        ("zwei Jahre", 24, 0),
        ("deux ans", 24, 0),
        ("два года", 24, 0),
        ("dois anos", 24, 0),
        ("dos años", 24, 0),
    ],
)
def test_length_is_read(text: str, months: int, days: int) -> None:
    assert [(one.months, one.days) for one in find_durations(text)] == [(months, days)]


@pytest.mark.parametrize(
    "text", ["2026年", "2025年度", "第2年", "近三年", "7月1日", "2026年7月", "二(3)年", "three (2) years", "7月"]
)
def test_what_is_no_length(text: str) -> None:
    assert find_durations(text) == []


@given(st.dates(date(2000, 1, 1), date(2099, 1, 1)), st.integers(1, 600))
def test_the_day_after_the_last_is_the_anniversary(first: date, months: int) -> None:
    last = FoundDuration(0, 0, months).last_day_from(first)
    anniversary = add_months(first, months)
    assert last == anniversary - timedelta(days=1 if anniversary.day == first.day else 0)


def test_a_last_day_beyond_the_calendar_is_none() -> None:
    assert FoundDuration(0, 0, 12).last_day_from(date(9999, 6, 1)) is None
