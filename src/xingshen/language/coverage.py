"""Whether periods that follow one another without a gap cover a term (clause 3.3.d, decision A9, ruling R9).

Periods are rows with 起始日 and 截止日, both days included, and 自动续期. Unknown ends, renewal and uncertain
membership leave the answer unknown unless the sure periods cover the term, or even the most generous reading does not.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeGuard

from xingshen.kernel.knowledge import Missing, Unknown, Why
from xingshen.language.kleene import Truth, incomplete, merge
from xingshen.language.membership import members

START, END, RENEWS = "起始日", "截止日", "自动续期"
READS = (START, END, RENEWS)
_DAY = timedelta(days=1)
_REVERSED = Unknown((Missing("所要覆盖的期间（起始晚于截止）", Why.INVALID),))


def covers(periods: object, first: object, last: object) -> Truth:
    """Kleene truth of “the periods cover every day from ``first`` to ``last``”."""
    if isinstance(periods, Unknown) or not _is_day(first) or not _is_day(last):
        return merge((periods, first, last))
    if last < first:
        return _REVERSED
    found, unlisted = members(periods, "协议")
    sure = [row for member, row in found if member is True and isinstance(row, dict)]
    if _reaches([period for row in sure for period in _certain(row)], first, last):
        return True
    rows = [row for _, row in found if isinstance(row, dict)]
    if len(rows) == len(found) and not unlisted and not _reaches([_generous(row) for row in rows], first, last):
        return False
    doubts = [row[key] for row in rows for key in (START, END)] + [row.get(RENEWS) for row in rows]
    missing = merge((*doubts, *(part for pair in found for part in pair), *unlisted))
    return missing if missing.missing else incomplete("协议的续期或接续")


def _certain(row: dict[str, object]) -> list[tuple[date, date]]:
    """The period of the row where both ends are known."""
    start, end = row[START], row[END]
    return [(start, end)] if _is_day(start) and _is_day(end) else []


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
