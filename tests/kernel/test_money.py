"""Money in 万元, in all the ways in which people write it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingshen.kernel.money import format_money, parse_money


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("100", "100"),
        ("149.99", "149.99"),
        ("１００万元", "100"),
        ("1,234,567元", "123.4567"),
        ("1，499，900 元", "149.99"),
        ("1 234 567", "1234567"),
        ("人民币壹佰万元整", "100"),
        ("壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分", "123.456789"),
        ("一百五十", "150"),
        ("三千万", "3000"),
        ("¥ 300 万元", "300"),
        ("RMB 100万", "100"),
        ("1.5亿元", "15000"),
        ("1亿2000万元", "12000"),
        ("3万5千元", "3.5"),
        ("300（万元）", "300"),
        ("100 万元人民币", "100"),
        ("100万元整", "100"),
        ("1e2", "100"),
        ("-5", "-5"),
        ("0", "0"),
    ],
)
def test_amounts_are_read_in_ten_thousand_yuan(text: str, amount: str) -> None:
    assert parse_money(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "万元",
        "人民币",
        "100万美元",
        "1,5",
        "NaN",
        "Infinity",
        "约100",
        "100-150万元",
        "1e99999",
        "两千三",
        "二百五万",
    ],
)
def test_what_is_no_certain_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="不是人民币金额"):
        parse_money(text)


def test_a_bare_number_takes_the_unit_it_is_given() -> None:
    assert parse_money("1000000", "元") == Decimal(100)
    assert parse_money("壹佰万元整", "元") == Decimal(100)


@given(st.decimals(min_value=0, max_value=10**8, places=2))
def test_a_written_amount_reads_back_the_same(amount: Decimal) -> None:
    assert parse_money(format_money(amount)) == amount


@given(st.integers(min_value=0, max_value=10**11))
def test_separators_change_nothing(yuan: int) -> None:
    assert parse_money(f"{yuan:,}元") == parse_money(f"{yuan}元") == Decimal(yuan) / 10_000


def test_amounts_are_written_without_needless_zeros() -> None:
    assert [format_money(Decimal(text)) for text in ("150.00", "299.99", "100", "1E+2", "0")] == [
        "150万元",
        "299.99万元",
        "100万元",
        "100万元",
        "0万元",
    ]
