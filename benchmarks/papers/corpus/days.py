"""Writes days, years and lengths of time in the many ways in which papers write them. Knows nothing of papers."""

from __future__ import annotations

import random
from datetime import date, timedelta

_NUMERALS = "〇一二三四五六七八九"
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
CHINESE_STYLES = ("plain", "plain", "padded", "numerals", "dash", "dot", "slash", "spaced")


def chinese_day(day: date, style: str = "plain") -> str:
    """``day`` in one of :data:`CHINESE_STYLES`."""
    if style == "padded":
        return f"{day.year}年{day.month:02d}月{day.day:02d}日"
    if style == "numerals":
        return f"{numerals(day.year)}年{small(day.month)}月{small(day.day)}日"
    if style == "spaced":
        return f"{day.year} 年 {day.month} 月 {day.day} 日"
    marks = {"dash": "-", "slash": "/"}
    if style in marks:
        return marks[style].join((str(day.year), f"{day.month:02d}", f"{day.day:02d}"))
    return f"{day.year}.{day.month}.{day.day}" if style == "dot" else f"{day.year}年{day.month}月{day.day}日"


def english_day(day: date, style: int = 0) -> str:
    """``day`` as 1 July 2026, July 1, 2026 or 1st July 2026 (``style`` 0 to 2)."""
    name = _MONTHS[day.month - 1]
    if style == 1:
        return f"{name} {day.day}, {day.year}"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th") if day.day not in (11, 12, 13) else "th"
    return f"{day.day}{ending if style == 2 else ''} {name} {day.year}"


def numerals(year: int) -> str:
    """2026 → 二〇二六."""
    return "".join(_NUMERALS[int(digit)] for digit in str(year))


def small(number: int) -> str:
    """1 to 99 in Chinese: 十二, 二十一."""
    tens, units = divmod(number, 10)
    head = {0: "", 1: "十"}.get(tens, f"{_NUMERALS[tens]}十")
    return head + (_NUMERALS[units] if units else "")


def years_later(day: date, years: int) -> date:
    """The last day of a term of ``years`` that begins on ``day``."""
    return day.replace(year=day.year + years) - timedelta(days=1)


def draw_day(chance: random.Random, first: date, last: date) -> date:
    """Any day from ``first`` to ``last``."""
    return first + timedelta(days=chance.randint(0, (last - first).days))
