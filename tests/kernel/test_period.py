"""Calendar arithmetic."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingshen.kernel.period import Period, add_months, add_years, months_between

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))


def test_both_ends_count() -> None:
    period = Period(date(2026, 7, 1), date(2028, 6, 30))
    assert (period.days, period.months) == (731, 24)
    assert period.contains(date(2026, 7, 1))
    assert period.contains(date(2028, 6, 30))
    assert not period.contains(date(2028, 7, 1))


def test_one_day_less_is_not_the_whole_month() -> None:
    assert Period(date(2026, 7, 1), date(2028, 6, 29)).months == 23


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(ValueError, match="早于起始日"):
        Period(date(2026, 7, 2), date(2026, 7, 1))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 7, 1), 24, date(2028, 7, 1)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_months_end_with_the_month(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_a_leap_day_becomes_the_28th() -> None:
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_dates_beyond_the_calendar_are_refused() -> None:
    with pytest.raises(ValueError, match="超出可表示的日期"):
        add_years(date(9999, 1, 1), 1)


@given(DAYS, st.integers(min_value=0, max_value=480))
def test_months_added_are_months_counted(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert months_between(day, moved) == months
    assert months_between(moved, day) == -months


@given(DAYS, DAYS)
def test_the_count_is_the_largest_that_fits(first: date, second: date) -> None:
    start, end = sorted((first, second))
    months = months_between(start, end)
    assert add_months(start, months) <= end < add_months(start, months + 1)


@given(DAYS, DAYS, DAYS, DAYS)
def test_a_period_that_covers_another_overlaps_it(a: date, b: date, c: date, d: date) -> None:
    left, right = Period(*sorted((a, b))), Period(*sorted((c, d)))
    shared = any(right.contains(left.start + timedelta(days=at)) for at in (0, left.days - 1)) or left.covers(right)
    assert left.overlaps(right) == shared == right.overlaps(left)
    assert not left.covers(right) or left.overlaps(right)
