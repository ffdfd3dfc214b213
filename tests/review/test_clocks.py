"""Clocks of working days: limits, holidays, make-up days, standing still."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.review.desk import OWNER, START, assigned
from xingshen.review.clocks import CHINA, DAY, NO_TIME, Calendar, Clock, Pause, examination_clock
from xingshen.review.correction import item_of
from xingshen.review.examination_commands import HandInCorrection, RequestCorrection
from xingshen.review.examination_state import Examination
from xingshen.review.examination_values import Opened

_AUTUMN = Calendar(
    holidays=frozenset(date(2026, 10, day) for day in range(1, 8)), make_up_days=frozenset({date(2026, 10, 10)})
)
_PLAIN = Calendar()


def _at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 9, 30), True), (date(2026, 10, 1), False), (date(2026, 10, 10), True), (date(2026, 10, 11), False)],
    ids=["Wednesday", "holiday", "make-up Saturday", "Sunday"],
)
def test_working_days(day: date, expected: bool) -> None:
    assert _AUTUMN.is_working(day) is expected


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (_at(7, 20, 9), 1, _at(7, 22)),
        (_at(7, 20, 23, 59), 1, _at(7, 22)),
        (_at(7, 24, 9), 1, _at(7, 28)),
        (_at(7, 25, 9), 1, _at(7, 28)),
        (_at(7, 20), 5, _at(7, 28)),
        (_at(9, 30, 9), 2, _at(10, 10)),
        (_at(9, 30, 9), 3, _at(10, 11)),
    ],
    ids=["Monday", "late on Monday", "Friday", "Saturday", "a week", "over the holidays", "make-up day counts"],
)
def test_a_limit_begins_with_the_next_day_and_ends_with_its_last_working_day(
    start: datetime, days: int, end: datetime
) -> None:
    assert _AUTUMN.days_after(start, days) == end


def test_days_are_those_of_shanghai_wherever_the_instant_was_written() -> None:
    evening = datetime(2026, 7, 20, 16, 30, tzinfo=UTC)
    assert _PLAIN.days_after(evening, 1) == _at(7, 23)


def test_an_instant_without_a_time_zone_is_refused() -> None:
    for ask in (
        _PLAIN.next_midnight,
        lambda naive: _PLAIN.working_time(naive, START),
        lambda naive: _PLAIN.later(naive, DAY),
    ):
        with pytest.raises(ValueError, match="time zone"):
            ask(datetime(2026, 7, 20))


def test_a_clock_stands_while_a_correction_is_awaited_and_goes_on_after() -> None:
    desk = assigned()
    money = next(each for each in desk.case.points() if each.finding.clauses[0].id == "3.6.a")
    clock = examination_clock(desk.state, _PLAIN, 10)
    assert clock is not None
    desk.now = _at(7, 22, 12)
    before = clock.left(desk.now)
    desk.do(RequestCorrection((item_of(money, {money.finding.fingerprint: Opened(("budget",))}),)))
    waiting = examination_clock(desk.state, _PLAIN, 10)
    assert waiting is not None
    assert waiting.stopped() is True
    assert {waiting.left(desk.now + days * DAY) for days in range(6)} == {before - timedelta(minutes=1)}
    desk.now = _at(7, 24, 12)
    desk.do(HandInCorrection(2), OWNER)
    running = examination_clock(desk.state, _PLAIN, 10)
    assert running is not None
    assert (running.stopped(), running.ends(desk.now)) == (False, clock.ends(desk.now) + 2 * DAY)


def test_what_is_late_stays_late() -> None:
    clock = Clock(_PLAIN, _at(7, 20, 9), 1, (Pause(_at(7, 23), _at(7, 30)),))
    assert (clock.ends(_at(7, 30)), clock.is_over(_at(7, 30)), clock.left(_at(7, 30))) == (_at(7, 22), True, NO_TIME)


def test_days_left_count_the_begun_one() -> None:
    clock = Clock(_PLAIN, _at(7, 20, 9), 2)
    assert [clock.days_left(at) for at in (_at(7, 20, 10), _at(7, 21, 10), _at(7, 22), _at(7, 23))] == [2, 2, 1, 0]


def test_nothing_runs_before_acceptance() -> None:
    assert examination_clock(Examination(), _PLAIN, 10) is None


# --- laws ------------------------------------------------------------------------------------------------------------

_days = st.dates(date(2026, 6, 1), date(2026, 9, 30))
_calendars = st.builds(Calendar, st.frozensets(_days, max_size=25), st.frozensets(_days, max_size=6))
_instants = st.integers(0, 80 * 24 * 60).map(lambda minutes: _at(6, 1) + timedelta(minutes=minutes))
_amounts = st.integers(0, 15 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


@settings(deadline=None)
@given(_calendars, _instants, _amounts)
def test_later_is_when_that_much_working_time_has_passed(
    calendar: Calendar, start: datetime, amount: timedelta
) -> None:
    assert calendar.working_time(start, calendar.later(start, amount)) == amount


@settings(deadline=None)
@given(_calendars, _instants, _amounts, _amounts)
def test_waiting_twice_is_waiting_for_both(calendar: Calendar, start: datetime, one: timedelta, two: timedelta) -> None:
    assert calendar.later(calendar.later(start, one), two) == calendar.later(start, one + two)


@settings(deadline=None)
@given(_calendars, st.lists(_instants, min_size=3, max_size=3).map(sorted))
def test_working_time_adds_up(calendar: Calendar, instants: list[datetime]) -> None:
    a, b, c = instants
    assert calendar.working_time(a, b) + calendar.working_time(b, c) == calendar.working_time(a, c)


@settings(deadline=None)
@given(_calendars, _instants, st.integers(1, 20), st.lists(_instants, max_size=6, unique=True))
def test_stopping_and_going_on_moves_the_end_by_the_working_time_that_it_stood(
    calendar: Calendar, began: datetime, days: int, instants: list[datetime]
) -> None:
    ordered = sorted(instant for instant in instants if instant >= calendar.next_midnight(began))
    pauses = tuple(Pause(a, b) for a, b in zip(ordered[::2], ordered[1::2], strict=False))
    end = calendar.days_after(began, days)
    for pause in pauses:
        if pause.since < end:
            end = calendar.later(end, calendar.working_time(pause.since, pause.until or pause.since))
    assert Clock(calendar, began, days, pauses).ends(_at(12, 1)) == end


@settings(deadline=None)
@given(_calendars, _instants, st.integers(1, 20), _instants, _amounts)
def test_a_clock_that_stands_loses_nothing(
    calendar: Calendar, began: datetime, days: int, since: datetime, stood: timedelta
) -> None:
    since = max(since, began)
    clock = Clock(calendar, began, days, (Pause(since),))
    assert clock.left(since + stood) == clock.left(since)
