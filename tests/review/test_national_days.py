"""The published holidays."""

from __future__ import annotations

from datetime import date

from xingshen.review.national_days import known_years, national_days, national_settings
from xingshen.review.procedure import procedure_from


def test_the_holidays_of_2026_are_those_of_the_published_list() -> None:
    holidays, make_up_days = national_days()
    assert (known_years(), len(holidays), len(make_up_days)) == ((2026,), 33, 6)
    assert {day.weekday() for day in make_up_days} == {5, 6}
    assert (holidays[0], holidays[-1]) == (date(2026, 1, 1), date(2026, 10, 7))


def test_a_procedure_reads_them() -> None:
    calendar = procedure_from(national_settings()).calendar
    working = [calendar.is_working(day) for day in (date(2026, 10, 8), date(2026, 10, 10), date(2026, 10, 5))]
    assert working == [True, True, False]
