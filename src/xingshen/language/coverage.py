"""Whether periods that follow one another without a gap cover a term (clause 3.3.d, decision A9, ruling R9).

Periods are rows with 起始日 and 截止日, both days included. Unknown ends and uncertain membership leave the answer
unknown unless the sure periods cover, or even the most generous reading does not.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeGuard

from xingshen.kernel.knowledge import Listing, Unknown
from xingshen.language.kleene import Truth, incomplete, merge

START, END = "起始日", "截止日"
_DAY = timedelta(days=1)


def covers(periods: object, first: object, last: object) -> Truth:
    """Kleene truth of “the periods cover every day from ``first`` to ``last``”."""
    if isinstance(periods, Unknown) or not _is_day(first) or not _is_day(last):
        return merge((periods, first, last))
    assert isinstance(periods, Listing)
    rows = [row for row in periods.items if isinstance(row, dict)]
    unsure = [row for row in periods.items if isinstance(row, Unknown)]
    if _reaches([(row[START], row[END]) for row in rows if _is_day(row[START]) and _is_day(row[END])], first, last):
        return True
    generous = [(_or(row[START], date.min), _or(row[END], date.max)) for row in rows]
    open_ended = bool(unsure) or not periods.complete
    if not open_ended and not _reaches(generous, first, last):
        return False
    missing = merge([end for row in rows for end in (row[START], row[END])] + unsure)
    return missing if missing.missing else incomplete("协议清单")


def _is_day(value: object) -> TypeGuard[date]:
    return isinstance(value, date)


def _or(value: object, fallback: date) -> date:
    return value if isinstance(value, date) else fallback


def _reaches(periods: list[tuple[date, date]], first: date, last: date) -> bool:
    """Whether the union of ``periods`` holds every day of the term."""
    covered = first
    for start, end in sorted(periods):
        if start > covered:
            return False
        if end >= last:
            return True
        covered = max(covered, end + _DAY)
    return False
