"""Lists of days as people paste them: one a line or in a row, in any common spelling, also from–to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

_DAY = r"(\d{4})\s*(?:-|/|\.|年)\s*(\d{1,2})\s*(?:-|/|\.|月)\s*(\d{1,2})\s*日?"
_ONE = re.compile(_DAY)
_RANGE = re.compile(rf"{_DAY}\s*(?:至|到|to|~|～|—|–|－)+\s*{_DAY}")
_BETWEEN = re.compile(r"[\s,，、;；]+")
_LONGEST_RANGE = 60


class UnreadableDayError(ValueError):
    """What was written is no day; the text is the part that was not understood."""


def read_days(text: str) -> list[date]:
    """Every day in ``text``, in order, each once. Raises UnreadableDayError."""
    found: set[date] = set()
    for match in _RANGE.finditer(text):
        first, last = _date(match.groups()[:3], match[0]), _date(match.groups()[3:], match[0])
        if not first <= last <= first + timedelta(days=_LONGEST_RANGE):
            raise UnreadableDayError(match[0])
        found |= {first + timedelta(days=at) for at in range((last - first).days + 1)}
    rest = _RANGE.sub(" ", text)
    found |= {_date(match.groups(), match[0]) for match in _ONE.finditer(rest)}
    left = _BETWEEN.sub(" ", _ONE.sub(" ", rest)).strip()
    if left:
        raise UnreadableDayError(left[:40])
    return sorted(found)


def write_days(days: Iterable[date]) -> str:
    """The days line by line; those that follow each other as from–to."""
    lines: list[list[date]] = []
    for day in sorted(days):
        if lines and lines[-1][-1] + timedelta(days=1) == day:
            lines[-1] = [lines[-1][0], day]
        else:
            lines.append([day])
    return "\n".join(" — ".join(each.isoformat() for each in line) for line in lines)


def _date(parts: Iterable[str], written: str) -> date:
    try:
        year, month, day = (int(each) for each in parts)
        return date(year, month, day)
    except ValueError:
        raise UnreadableDayError(written) from None
