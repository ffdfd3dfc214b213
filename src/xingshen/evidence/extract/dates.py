"""Calendar days in running text, in the ways that Chinese and foreign papers write them.

A month without a day is not a day and is told apart. It must not know what a date is for.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from xingshen.evidence.extract.month_names import MONTH_WORD, month_of
from xingshen.evidence.extract.numerals import NUMERAL_CHARS, YEAR_CHARS, read_count, read_year

SURE = 1.0
DAY_FIRST = 0.9
UNUSUAL = 0.5
AMBIGUOUS = 0.5
IMPOSSIBLE = 0.3

_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at ``text[start:end]``. ``value`` None: written like a date, but no such day or month exists.

    ``whole_month``: only year and month are written; ``value`` is then the month's first day.
    """

    start: int
    end: int
    value: date | None
    confidence: float = SURE
    whole_month: bool = False


_AFTER_DASH = r"(?:(?<!\d)(?=\d)|(?<=[日号月]一)|(?<=[日号月]一一))(?!一)"
"""A year in digits may follow a numeral; OCR takes a dash for the numeral one: 七月一日一二〇二八年."""
_Y = rf"(?:(?<![\d{YEAR_CHARS}])|{_AFTER_DASH})(?P<y>[12]\d{{3}}|9999|[一二壹贰貳][{YEAR_CHARS}]{{3}})"
_N = rf"\d{{1,2}}|[{NUMERAL_CHARS}]{{1,3}}"
_GAP = r"[\s_]*"
_CHINESE = re.compile(rf"{_Y}{_GAP}[年년]{_GAP}(?P<m>{_N}){_GAP}[月월](?:份)?{_GAP}(?:(?P<d>{_N}){_GAP}[日号號일])?")
_WITHOUT_YEAR_SIGN = re.compile(
    rf"(?<![\d{YEAR_CHARS}])(?P<y>20\d\d)\s*(?P<m>1[0-2]|0?[1-9])\s*月\s*(?P<d>3[01]|[12]\d|0?[1-9])\s*日"
)
"""2026 5月18日: a seal or a weak print hides 年."""
_SHORT_YEAR = re.compile(
    rf"(?<![\d{YEAR_CHARS}.年])0?(?P<y>2\d)\s*年\s*(?P<m>1[0-2]|0?[1-9])\s*月\s*(?P<d>3[01]|[12]\d|0?[1-9])\s*日"
)
"""26年5月18日: the century is left out, or hidden."""
_REPUBLIC = re.compile(
    rf"(?<![\d{NUMERAL_CHARS}])(?P<era>民[国國]\s*)?(?P<y>1\d\d|[一壹][{NUMERAL_CHARS}]{{2,5}}|(?<=民[国國])\d\d)"
    rf"{_GAP}年{_GAP}(?P<m>{_N}){_GAP}月{_GAP}(?P<d>{_N}){_GAP}[日号號]"
)
"""The years that papers from 中国台湾 count."""
_BEFORE_REPUBLIC = 1911
_YEAR_FIRST = re.compile(
    rf"{_Y}\s*(?P<sep>[-./·‐–])\s*(?P<m>\d{{1,2}})(?:\s*(?P=sep)\s*(?P<d>\d{{1,2}})(?!\d))"
    r"(?!\s*(?P=sep)\s*\d{1,3}(?!\d))"
)
_YEAR_MONTH = re.compile(rf"{_Y}\s*[./]\s*(?P<m>0?[1-9]|1[0-2])(?![\d])(?!\s*[./]\s*\d)")
_COMPACT = re.compile(r"(?<![\dA-Za-z])(?<![A-Za-z]-)(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?!\d)")
_YEAR_LAST = re.compile(
    r"(?<![\d./-])(?P<a>\d{1,2})\s?(?P<sep>[./-])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?(?P<y>(?:19|20|21)\d\d)(?!\d)"
)
_ORDINAL = r"(?:\s?(?:st|nd|rd|th|er|re|º|ª|°|o)\b|\.|º|°|-?го)?"
_OF = r"(?:\s*(?:day\s+of|of|de|di|del|дня)\b)?[\s,./-]*"
_DAY_WORD = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}}){_ORDINAL}{_OF}(?P<w>{MONTH_WORD})\.?(?:\s*(?:de|del"
    rf"|di)\b)?[\s,./-]*(?P<y>(?:19|20|21|99)\d\d)(?!\d)",
    re.IGNORECASE,
)
_WORD_DAY = re.compile(
    rf"(?<![A-Za-zÀ-ÿА-я])(?P<w>{MONTH_WORD})\.?\s*(?P<d>\d{{1,2}})(?:\s?(?:st|nd|rd"
    rf"|th)\b)?\s*[,.]?\s*(?P<y>(?:19|20|21|99)\d\d)(?!\d)",
    re.IGNORECASE,
)
_YEAR_WORD = re.compile(
    rf"(?<!\d)(?P<y>(?:19|20|21)\d\d)\.?\s*(?P<w>{MONTH_WORD})\.?\s*(?P<d>\d{{1,2}})(?!\d)", re.IGNORECASE
)
_WORD_YEAR = re.compile(
    rf"(?<![A-Za-zÀ-ÿА-я])(?P<w>{MONTH_WORD})\.?\s*(?:de\s+|of\s+)?,?\s*(?P<y>(?:19|20|21)\d\d)(?!\d)", re.IGNORECASE
)
_VIETNAMESE = re.compile(r"ngày\s*(?P<d>\d{1,2})\s*tháng\s*(?P<m>\d{1,2})\s*năm\s*(?P<y>\d{4})", re.IGNORECASE)


def find_dates(text: str) -> list[FoundDate]:
    """Every date in ``text``, in order, without overlaps (the longer one wins)."""
    taken: list[FoundDate] = []
    for found in sorted(_candidates(text), key=lambda f: (f.start - f.end, f.start)):
        if all(found.end <= other.start or found.start >= other.end for other in taken):
            taken.append(found)
    return sorted(taken, key=lambda f: f.start)


def add_months(day: date, months: int) -> date:
    """The same day ``months`` calendar months later; the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def month_end(day: date) -> date:
    """The last day of the month of ``day``."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def _candidates(text: str) -> Iterator[FoundDate]:
    yield from (_chinese(match) for match in _CHINESE.finditer(text))
    yield from _of_the_republic(text)
    for m in _WITHOUT_YEAR_SIGN.finditer(text):
        yield _day(m, int(m["m"]), int(m["d"]), UNUSUAL)
    for m in _SHORT_YEAR.finditer(text):
        yield _calendar_day(m.span(), (2000 + int(m["y"]), int(m["m"]), int(m["d"])), UNUSUAL)
    for pattern in (_YEAR_FIRST, _COMPACT, _VIETNAMESE):
        for m in pattern.finditer(text):
            yield _day(m, int(m["m"]), int(m["d"]))
    for m in _YEAR_MONTH.finditer(text):
        yield _month(m, int(m["m"]))
    numbered = list(_YEAR_LAST.finditer(text))
    month_first = _is_month_first(numbered)
    for m in numbered:
        yield _year_last(m, month_first)
    for pattern in (_DAY_WORD, _WORD_DAY, _YEAR_WORD):
        for m in pattern.finditer(text):
            yield _day(m, month_of(m["w"]), int(m["d"]))
    for m in _WORD_YEAR.finditer(text):
        yield _month(m, month_of(m["w"]))


def _chinese(match: re.Match[str]) -> FoundDate:
    month = read_count(match["m"]) or 0
    if match["d"] is None:
        return _month(match, month)
    return _day(match, month, read_count(match["d"]) or 0)


def _of_the_republic(text: str) -> Iterator[FoundDate]:
    """Days after 民国; in a text that has one, further days of such years need not say so again."""
    matches = list(_REPUBLIC.finditer(text))
    if any(match["era"] for match in matches):
        for m in matches:
            year = _BEFORE_REPUBLIC + (read_count(m["y"]) or 0)
            yield _calendar_day(m.span(), (year, read_count(m["m"]) or 0, read_count(m["d"]) or 0), SURE)


def _is_month_first(matches: Sequence[re.Match[str]]) -> bool | None:
    """Which order the unmistakable days of a paper show (07/31/2026 or 31/07/2026); None: none or both."""
    orders = {int(m["b"]) > 12 for m in matches if (int(m["a"]) > 12) is not (int(m["b"]) > 12)}
    return orders.pop() if len(orders) == 1 else None


def _year_last(match: re.Match[str], month_first: bool | None) -> FoundDate:
    first, second = int(match["a"]), int(match["b"])
    if month_first and first <= 12:
        return _day(match, first, second, DAY_FIRST)
    if month_first is False and second <= 12:
        return _day(match, second, first, DAY_FIRST)
    if second > 12:
        return _day(match, first, second)
    if first > 12 or first == second:
        return _day(match, second, first)
    return _day(match, second, first, DAY_FIRST if match["sep"] == "." else AMBIGUOUS)


def _day(match: re.Match[str], month: int, day: int, confidence: float = SURE) -> FoundDate:
    return _calendar_day(match.span(), (read_year(match["y"]) or 0, month, day), confidence)


def _calendar_day(span: tuple[int, int], written: tuple[int, int, int], confidence: float) -> FoundDate:
    """The day ``written`` as year, month and day; the month's last for one that it has not, without confidence."""
    year, month, day = written
    if not 1 <= month <= 12 or not 1 <= day <= 31 or not 1 <= year <= 9999:
        return FoundDate(*span, None, IMPOSSIBLE)
    last = monthrange(year, month)[1]
    if day > last:
        return FoundDate(*span, date(year, month, last), IMPOSSIBLE)
    usual = confidence if _FIRST_YEAR <= year <= _LAST_YEAR else UNUSUAL
    return FoundDate(*span, date(year, month, day), usual)


def _month(match: re.Match[str], month: int) -> FoundDate:
    year = read_year(match["y"]) or 0
    value = date(year, month, 1) if 1 <= month <= 12 and 1 <= year <= 9999 else None
    return FoundDate(match.start(), match.end(), value, SURE if value else IMPOSSIBLE, whole_month=True)
