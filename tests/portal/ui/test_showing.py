"""How values are shown."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from xingshen.kernel.outcome import OUTCOME_WORDS, Outcome
from xingshen.portal.ui import showing

DEADLINE = datetime(2026, 7, 13, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("1234567.5"), "1\u2009234\u2009567.50"),
        ("149.99", "149.99"),
        (50, "50.00"),
        ("0.0001", "0.0001"),
        ("-0.01", "−0.01"),
        (None, "—"),
        ("约五十", "约五十"),
    ],
)
def test_amounts_have_thin_spaces_and_two_decimals(value: object, shown: str) -> None:
    assert showing.amount(value) == shown


def test_instants_are_shown_as_the_clocks_in_shanghai_show_them() -> None:
    instant = datetime(2026, 7, 1, 15, 41, 7, tzinfo=UTC)
    assert showing.instant(instant) == "2026-07-01 23:41:07"
    assert showing.minute(instant) == "2026-07-01 23:41"
    assert showing.short_instant(instant) == "07-01 23:41"
    assert showing.deadline(instant) == "2026-07-01 23:41"
    end = datetime(2026, 12, 31, 16, tzinfo=UTC)
    assert (showing.short_instant(end), showing.deadline(end)) == ("12-31 24:00", "2026-12-31 24:00")
    assert showing.clock(instant) == "23:41:07"
    assert showing.day(datetime(2026, 7, 1, 16, 0, tzinfo=UTC)) == "2026-07-02"
    assert showing.day(date(2026, 7, 1)) == "2026-07-01"
    assert showing.instant(None) == showing.day(None) == "—"


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        showing.instant(datetime(2026, 7, 1, 15, 41, 7))


@pytest.mark.parametrize(
    ("left", "shown"),
    [
        (timedelta(days=2, hours=4, minutes=59), "剩 2 天 4 小时"),
        (timedelta(hours=3, minutes=7, seconds=59), "剩 3 小时 7 分"),
        (timedelta(minutes=1, seconds=28.9), "剩 1 分 28 秒"),
        (timedelta(seconds=0.4), "已截止"),
        (timedelta(seconds=-1), "已截止"),
    ],
)
def test_what_is_left_is_never_rounded_up(left: timedelta, shown: str) -> None:
    with translation.override("zh-hans"):
        assert showing.remaining(DEADLINE, DEADLINE - left) == shown


@pytest.mark.parametrize(
    ("octets", "shown"),
    [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (999_499, "999 kB"), (999_500, "1.0 MB"), (60_200_000, "60.2 MB")],
)
def test_file_sizes(octets: int, shown: str) -> None:
    assert showing.file_size(octets) == shown


def test_percent_and_digests() -> None:
    assert showing.percent("0.374") == "37 %"
    assert showing.percent("0.374", 1) == "37.4 %"
    assert showing.short_digest("0123456789abcdef") == "0123456789ab…"
    assert showing.grouped_digest("0123456789abcdef01") == "01234567 89abcdef 01"


def test_the_four_outcomes_have_the_words_of_the_kernel() -> None:
    with translation.override("zh-hans"):
        assert {each: showing.outcome_word(each) for each in Outcome} == OUTCOME_WORDS
    assert len({showing.outcome_icon(each) for each in Outcome}) == len(Outcome)
