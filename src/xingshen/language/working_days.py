"""Working days: Monday to Friday without the listed holidays, with the listed make-up days (调休上班日).

Which days are holidays is the guide's to say; there is no calendar in here.
"""

from __future__ import annotations

from datetime import date, timedelta

from xingshen.language.membership import members

LONGEST = 3_660
"""The most days that are ever walked through, about ten years; more is refused as absurd (ValueError)."""
_DAY = timedelta(days=1)


def add_working_days(day: date, days: int, holidays: object = (), worked: object = ()) -> date:
    """加工作日: the working day that many working days later, or earlier where ``days`` is negative."""
    step = _DAY if days >= 0 else -_DAY
    free, extra = _days(holidays), _days(worked)
    left, walked = abs(days), 0
    while left > 0:
        day, walked = day + step, walked + 1
        if walked > LONGEST:
            raise ValueError("工作日数过大")
        left -= _works(day, free, extra)
    return day


def working_days_between(first: date, second: date, holidays: object = (), worked: object = ()) -> int:
    """工作日数: working days after ``first`` up to and including ``second``; 0 where ``second`` comes first."""
    length = (second - first).days
    if length > LONGEST:
        raise ValueError("相隔天数过大")
    free, extra = _days(holidays), _days(worked)
    return sum(_works(first + timedelta(days=at), free, extra) for at in range(1, length + 1))


def _works(day: date, free: frozenset[object], extra: frozenset[object]) -> bool:
    return day in extra or (day.weekday() < 5 and day not in free)


def _days(days: object) -> frozenset[object]:
    return frozenset(item for _, item in members(days)[0])
