"""Spans of days and calendar arithmetic (ruling A7: a period of 24 months is counted by the calendar).

Knows nothing of projects or agreements; there is no clock, every date is given.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from ``start`` to ``end``, both included. Raises ValueError where the end comes before the start."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"截止日 {self.end} 早于起始日 {self.start}")

    @property
    def days(self) -> int:
        """How many days, both ends counted."""
        return (self.end - self.start).days + 1

    @property
    def months(self) -> int:
        """How many whole calendar months: 2026-07-01 to 2028-06-30 are 24."""
        return months_between(self.start, self.end + _ONE_DAY) if self.end < date.max else 0

    def contains(self, day: date) -> bool:
        """True where ``day`` lies inside, ends included."""
        return self.start <= day <= self.end

    def covers(self, other: Period) -> bool:
        """True where every day of ``other`` lies inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Period) -> bool:
        """True where at least one day lies in both."""
        return self.start <= other.end and other.start <= self.end


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later (or earlier, if negative), or the last day of that month where it has no such day.

    Raises ValueError beyond the years 1 to 9999.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if not 1 <= year <= 9999:
        raise ValueError(f"{day} 加{months}个月超出可表示的日期")
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_years(day: date, years: int) -> date:
    """The same day ``years`` later; 29 February becomes 28 February in a common year. Raises ValueError as above."""
    return add_months(day, years * 12)


def months_between(start: date, end: date) -> int:
    """The number of whole calendar months from ``start`` to ``end``: the largest n with start + n months <= end.

    Negative where ``end`` comes first (``-months_between(end, start)``).
    """
    if end < start:
        return -months_between(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1
