"""Dates and times of day as forms hold them: 2026-07-01, 2026/7/1, 2026.7.1, 2026年7月1日, 二〇二六年七月一日.

Tells apart what is no day at all (30 February, year 9999) from what is only not precise enough (2026年7月).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, time

from xingshen.dossier.refusal import Refused
from xingshen.dossier.showing import shorten
from xingshen.kernel.numerals import CHINESE_NUMERAL_CHARS, fold, parse_chinese

FIRST_YEAR = 1900
LAST_YEAR = 2100
_CLOCK = r"(?:t?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?)?"
_DAY = re.compile(rf"(\d{{1,6}})(?:年|([-/.]))(\d{{1,2}})(?:月|\2)(\d{{1,2}})[日号]?{_CLOCK}")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR = re.compile(r"(\d{4,6})(?:年|[-/.])?(?:(\d{1,2})月?)?")
_CHINESE_PART = re.compile(rf"[{CHINESE_NUMERAL_CHARS}]+(?=[年月日号])")
_TIME = re.compile(r"(\d{1,2})[:时点](?:(\d{1,2})分?)?(?::(\d{1,2}))?")
_OPEN_ENDED = re.compile(r"长期|永久|至今|期限|待|不限|验收|之日|见|起|今日|当天")
_LONGEST = 60
_WANTED = "请写成 2026-07-01 的形式"


def parse_day(text: str) -> date:
    """The day that ``text`` writes (a time of day after it is left out). Raises Refused."""
    folded = "".join(fold(text).split()) if len(text) <= _LONGEST else ""
    arabic = _CHINESE_PART.sub(_digits, folded)
    match = _DAY.fullmatch(arabic)
    if match:
        return _day(text, match.group(1), match.group(3), match.group(4))
    compact = _COMPACT.fullmatch(arabic)
    if compact:
        return _day(text, *compact.groups())
    raise _not_a_day(text, arabic)


def parse_clock(text: str) -> time:
    """The time of day that ``text`` writes: 17:00, 17时30分. Raises Refused."""
    folded = "".join(fold(text).split()) if len(text) <= _LONGEST else ""
    match = _TIME.fullmatch(folded)
    if match is None:
        raise Refused.doubtful(f"“{shorten(text)}”不是时刻；请写成 17:00 的形式")
    hour, minute, second = (int(part or 0) for part in match.groups())
    try:
        return time(hour, minute, second)
    except ValueError:
        raise Refused.impossible(f"“{shorten(text)}”不是存在的时刻；请写成 17:00 的形式") from None


def _day(text: str, year: str, month: str, day: str) -> date:
    if len(year) < 4:
        raise Refused.doubtful(f"“{shorten(text)}”的年份不足四位；{_WANTED}")
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise Refused.impossible(f"“{shorten(text)}”的年份不在{FIRST_YEAR}至{LAST_YEAR}之间，请核对")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Refused.impossible(f"“{shorten(text)}”不是存在的日期，请核对月和日") from None


def _not_a_day(text: str, arabic: str) -> Refused:
    partial = _YEAR.fullmatch(arabic)
    if partial and not FIRST_YEAR <= int(partial.group(1)) <= LAST_YEAR:
        return Refused.impossible(f"“{shorten(text)}”的年份不在{FIRST_YEAR}至{LAST_YEAR}之间，请核对")
    if partial and not 1 <= int(partial.group(2) or 1) <= 12:
        return Refused.impossible(f"“{shorten(text)}”没有这样的月份，请核对")
    if partial:
        return Refused.imprecise(f"“{shorten(text)}”没有写到日；{_WANTED}", _span(*partial.groups()))
    if re.search(r"\d", arabic) or _OPEN_ENDED.search(arabic) or not arabic:
        return Refused.doubtful(f"“{shorten(text)}”无法读作一个日期；{_WANTED}")
    return Refused.impossible(f"“{shorten(text)}”不是日期；{_WANTED}")


def _span(year: str, month: str | None) -> tuple[date, ...]:
    """The first and the last day of the month or year."""
    first, last = int(month or 1), int(month or 12)
    return date(int(year), first, 1), date(int(year), last, monthrange(int(year), last)[1])


def _digits(match: re.Match[str]) -> str:
    try:
        return str(parse_chinese(match.group()))
    except ValueError:
        return match.group()
