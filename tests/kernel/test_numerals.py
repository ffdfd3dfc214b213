"""Numbers in digits and in Chinese."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingshen.kernel.numerals import parse_chinese, parse_decimal

DIGITS = "零一二三四五六七八九"


def spell(number: int) -> str:
    """``number`` below ten thousand as it is read out, with every 零 in its place."""
    words, pending = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            words += ("零" if pending and words else "") + DIGITS[digit] + unit
            pending = False
        else:
            pending = True
    return words or "零"


@given(st.integers(min_value=0, max_value=9999))
def test_every_number_that_is_spelled_out_reads_back(number: int) -> None:
    assert parse_chinese(spell(number)) == number


@given(st.integers(min_value=1, max_value=9999))
def test_ten_thousands_multiply(number: int) -> None:
    assert parse_chinese(f"{spell(number)}万") == number * 10_000


@pytest.mark.parametrize(
    ("text", "number"),
    [("二〇二六", 2026), ("十二", 12), ("两千零三", 2003), ("一亿零五万", 100_050_000), ("廿", None)],
)
def test_usual_spellings(text: str, number: int | None) -> None:
    if number is None:
        with pytest.raises(ValueError, match="不是中文数字"):
            parse_chinese(text)
    else:
        assert parse_chinese(text) == number


@pytest.mark.parametrize("text", ["百", "零十", "两千三", "二百五万", "三百二百", "一二十", "", "一" * 100])
def test_spellings_that_may_mean_two_numbers_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="不是中文数字"):
        parse_chinese(text)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_full_width_digits_read_like_plain_ones(number: Decimal) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) for char in format(number, "f"))
    assert parse_decimal(wide) == number


@pytest.mark.parametrize("text", ["1,5", "12,34", "1 23", "1,234 567", "0x10", "--1", "1" * 5000 + "x"])
def test_unclear_digits_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="不是数字"):
        parse_decimal(text)
