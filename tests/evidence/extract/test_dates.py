"""Days in every way of writing, and what is no day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingshen.evidence.extract.characters import repair_dates
from xingshen.evidence.extract.dates import add_months, find_dates, month_end

_CHINESE_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_RUSSIAN = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
_PORTUGUESE = [
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
]


def _small(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = {0: "", 1: "十"}.get(tens, "一二三四五六七八九"[tens - 1] + "十" if tens else "")
    return head + ("" if not ones else "一二三四五六七八九"[ones - 1])


WAYS = [
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.year}年{d.month:02}月{d.day:02}日",
    lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    lambda d: f"{d.year}年_{d.month}_月_{d.day}_日",
    lambda d: f"{str(d.year).translate(_CHINESE_DIGITS)}年{_small(d.month)}月{_small(d.day)}日",
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: f"{d.year}-{d.month:02}-{d.day:02}",
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d.day} {_ENGLISH[d.month - 1]} {d.year}",
    lambda d: f"{_ENGLISH[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{_ENGLISH[d.month - 1][:3]}. {d.day}, {d.year}",
    lambda d: f"the {d.day}th day of {_ENGLISH[d.month - 1]}, {d.year}",
    lambda d: f"{d.day} {_RUSSIAN[d.month - 1]} {d.year} г.",
    lambda d: f"{d.day} de {_PORTUGUESE[d.month - 1]} de {d.year}",
]


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.sampled_from(WAYS))
def test_a_day_is_read_back_however_it_is_written(day: date, way: object) -> None:
    written = way(day)  # type: ignore[operator]
    found = find_dates(f"于{written}。")
    assert [(one.value, one.confidence, one.whole_month) for one in found] == [(day, 1.0, False)]


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.integers(0, 600))
def test_adding_months_keeps_the_day_or_takes_the_last_of_the_month(day: date, months: int) -> None:
    after = add_months(day, months)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day == min(day.day, month_end(after).day)


@pytest.mark.parametrize("text", ["2026年7月", "2026.7", "二〇二六年七月", "July 2026", "2026年7月份"])
def test_a_month_is_not_a_day(text: str) -> None:
    assert [(one.value, one.whole_month) for one in find_dates(text)] == [(date(2026, 7, 1), True)]


@pytest.mark.parametrize(
    ("text", "value", "sure"),
    [
        ("03/07/2026", date(2026, 7, 3), False),
        ("13/07/2026", date(2026, 7, 13), True),
        ("07/13/2026", date(2026, 7, 13), True),
        ("07/07/2026", date(2026, 7, 7), True),
        ("03.07.2026", date(2026, 7, 3), True),
        ("2028年6月31日", date(2028, 6, 30), False),
        ("2028年13月1日", None, False),
        ("2028年6月0日", None, False),
        ("9999年12月31日", date(9999, 12, 31), False),
    ],
)
def test_ambiguous_or_impossible_days_are_not_sure(text: str, value: date | None, sure: bool) -> None:
    assert [(one.value, one.confidence >= 0.8) for one in find_dates(text)] == [(value, sure)]


@pytest.mark.parametrize(
    "text", ["第1.2.3条", "2025年度", "身份证 110101199003070000", "电话 0311-88886666", "HT20260701", "3.5万元", "1:3"]
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert find_dates(text) == []


def test_two_days_joined_by_a_dash_are_both_read() -> None:
    for text in ("2026.7.1-2028.6.30", "2026-7-1-2028-6-30", "20260701-20280630", "2026/7/1—2028/6/30"):
        assert [one.value for one in find_dates(text)] == [date(2026, 7, 1), date(2028, 6, 30)]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("2O26年O7月l日", "2026年07月1日"),
        ("2026年 l 月3I日", "2026年 1 月31日"),
        ("MODEL年度", "MODEL年度"),
        ("二〇二六年七月一日", "二〇二六年七月一日"),
        ("B2O年", "B2O年"),
    ],
)
def test_letters_that_a_scanner_reads_in_dates_are_digits(read: str, meant: str) -> None:
    assert repair_dates(read) == meant
