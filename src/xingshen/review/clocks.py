"""Clocks that run on working days and stop while a correction is awaited. Reads no clock: instants are handed in.

Working time is counted continuously (a working day is 24 hours of it, any other day none), so that stopping a clock
moves its end by exactly the working time that it stood. A limit in days begins with the day after the event and ends
with the end of its last working day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo

from xingshen.review.examination_state import Examination

DAY = timedelta(days=1)
NO_TIME = timedelta(0)
CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days: Monday to Friday without ``holidays``, and ``make_up_days`` whatever day of the week they are."""

    holidays: frozenset[date] = frozenset()
    make_up_days: frozenset[date] = frozenset()
    zone: tzinfo = CHINA

    def is_working(self, day: date) -> bool:
        """Whether people work on ``day``."""
        return day in self.make_up_days or (day.weekday() < _SATURDAY and day not in self.holidays)

    def next_midnight(self, instant: datetime) -> datetime:
        """The end of the day on which ``instant`` lies. Raises ValueError for an instant without a time zone."""
        return self._midnight(_aware(instant).astimezone(self.zone).date() + DAY)

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """The working time from ``start`` to ``end``; none where ``end`` is not later."""
        at, end = _aware(start).astimezone(self.zone), _aware(end).astimezone(self.zone)
        total = NO_TIME
        while at < end:
            until = min(self.next_midnight(at), end)
            total += until - at if self.is_working(at.date()) else NO_TIME
            at = until
        return total

    def later(self, start: datetime, amount: timedelta) -> datetime:
        """The first instant at which ``amount`` of working time has passed since ``start``."""
        at, left = _aware(start).astimezone(self.zone), amount
        while left > NO_TIME:
            midnight = self.next_midnight(at)
            here = midnight - at if self.is_working(at.date()) else NO_TIME
            if here >= left:
                return at + left
            at, left = midnight, left - here
        return at

    def days_after(self, instant: datetime, days: int) -> datetime:
        """The end of the ``days``-th working day after the day of ``instant`` (that end itself is too late)."""
        return self.later(self.next_midnight(instant), days * DAY)

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone)


@dataclass(frozen=True, slots=True)
class Pause:
    """A clock stands from ``since`` to ``until`` (None: still)."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit of ``days`` working days that begins with the day after ``began``, with its pauses in order of time."""

    calendar: Calendar
    began: datetime
    days: int
    pauses: tuple[Pause, ...] = ()

    def stopped(self) -> bool:
        """Whether it stands."""
        return bool(self.pauses) and self.pauses[-1].until is None

    def ends(self, now: datetime) -> datetime:
        """When the limit ends; of a clock that stands, when it would end if it ran again from ``now`` on.

        A pause that began only after the end moves nothing: what is late stays late.
        """
        end = self.calendar.days_after(self.began, self.days)
        first = self.calendar.next_midnight(self.began)
        for pause in self.pauses:
            if pause.since < end:
                stood = self.calendar.working_time(max(pause.since, first), pause.until or now)
                end = self.calendar.later(end, stood)
        return end

    def left(self, now: datetime) -> timedelta:
        """The working time that is left; the same all the while a clock stands, none once it is over."""
        return self.calendar.working_time(max(now, self.calendar.next_midnight(self.began)), self.ends(now))

    def days_left(self, now: datetime) -> int:
        """Working days left, the begun one included."""
        return -(-self.left(now) // DAY)

    def is_over(self, now: datetime) -> bool:
        """Whether the time is up."""
        return now >= self.ends(now)


def pauses_of(examination: Examination) -> tuple[Pause, ...]:
    """While corrections were awaited."""
    return tuple(Pause(each.requested_at, each.ended_at) for each in examination.corrections)


def examination_clock(examination: Examination, calendar: Calendar, days: int) -> Clock | None:
    """The clock of the whole examination; None before acceptance."""
    began = examination.accepted_at
    return None if began is None else Clock(calendar, began, days, pauses_of(examination))


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone is no instant")
    return instant
