"""Whether periods that follow one another without a gap cover a term (clause 3.3.d, decision A9, ruling R9).

Periods are rows with 起始日 and 截止日, both days included, and 自动续期. Unknown ends, renewal and uncertain membership
leave the answer unknown unless the sure periods cover, or even the most generous reading does not.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeGuard

from xingshen.kernel.knowledge import Listing, Unknown
from xingshen.language.kleene import Maybe, Truth, incomplete, merge

START, END, RENEWS = "起始日", "截止日", "自动续期"
_DAY = timedelta(days=1)


def covers(periods: object, first: object, last: object) -> Truth:
    """Kleene truth of “the periods cover every day from ``first`` to ``last``”."""
    if isinstance(periods, Unknown) or not _is_day(first) or not _is_day(last):
        return merge((periods, first, last))
    assert isinstance(periods, Listing)
    sure = [row for row in periods.items if isinstance(row, dict)]
    rows = sure + [item.item for item in periods.items if isinstance(item, Maybe) and isinstance(item.item, dict)]
    if _reaches([(row[START], row[END]) for row in sure if _is_day(row[START]) and _is_day(row[END])], first, last):
        return True
    nameless = [item for item in periods.items if isinstance(item, Unknown) and not isinstance(item, Maybe)]
    if not nameless and periods.complete and not _reaches([_generous(row) for row in rows], first, last):
        return False
    doubts = [row.get(key) for row in rows for key in (START, END)] + list(periods.items)
    missing = merge(doubts)
    return missing if missing.missing else incomplete("协议的续期或接续")


def _generous(row: dict[str, object]) -> tuple[date, date]:
    """The longest period that the row may mean."""
    start, end = row[START], row[END]
    renewing = row.get(RENEWS, False) is not False
    return (start if _is_day(start) else date.min), (end if _is_day(end) and not renewing else date.max)


def _is_day(value: object) -> TypeGuard[date]:
    return isinstance(value, date)


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
