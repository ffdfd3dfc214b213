"""Sums of money with their unit, in 万元."""

from __future__ import annotations

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingshen.evidence.extract.amounts import find_amounts, find_bare_numbers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("50万元", "50"),
        ("50 万元整", "50"),
        ("500,000元", "50"),
        ("500000.00元", "50"),
        ("人民币伍拾万元整", "50"),
        ("壹佰万元", "100"),
        ("叁佰万圆整", "300"),
        ("1.2亿元", "12000"),
        ("1,234.56万元", "1234.56"),
        ("299.99万元", "299.99"),
        ("5千元", "0.5"),
        ("-10万元", "-10"),
        ("100(万元)", "100"),
    ],
)
def test_sum_is_read_in_wanyuan(text: str, value: str) -> None:
    assert [one.value for one in find_amounts(text)] == [Decimal(value)]


@pytest.mark.parametrize("text", ["50万美元", "100欧元", "3:1", "2026年", "50", "10%"])
def test_what_is_no_sum_of_yuan(text: str) -> None:
    assert find_amounts(text) == []


@given(st.integers(1, 10**9))
def test_digits_separators_and_words_give_the_same_sum(yuan: int) -> None:
    ways = (f"{yuan}元", f"{yuan:,}元", f"{yuan:,}.00元", f"{Decimal(yuan) / 10000}万元")
    assert {find_amounts(way)[0].value for way in ways} == {Decimal(yuan) / 10000}


@given(st.integers(1, 10**8))
def test_capital_numerals_give_the_same_sum(yuan: int) -> None:
    words = cn2an.an2cn(yuan, "up")
    assert [one.value for one in find_amounts(f"{words}元整")] == [Decimal(yuan) / 10000]


def test_numbers_without_unit_take_that_of_the_head() -> None:
    assert [one.value for one in find_bare_numbers("100.00 300 2026年 12%", "万元")] == [Decimal(100), Decimal(300)]
    assert [one.value for one in find_bare_numbers("1,000,000", "元")] == [Decimal(100)]
