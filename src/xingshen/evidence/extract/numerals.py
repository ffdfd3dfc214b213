"""Whole numbers as Chinese papers write them: digits, 二十四, 贰拾肆, 廿四, 二〇二六.

It must not know what is being counted.
"""

from __future__ import annotations

import re

_DIGITS = {
    **dict(zip("〇零一二三四五六七八九", (0, *range(10)), strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True)),
    **dict.fromkeys("○ΟOoО", 0),
    **dict.fromkeys("两貳", 2),
    "壱": 1,
    "弍": 2,
    "弌": 1,
    "參": 3,
    "叄": 3,
    "陸": 6,
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100}
_SCORES = {"廿": 20, "卅": 30}

NUMERAL_CHARS = "〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖两貳參叄陸十拾百佰廿卅"
"""The characters that can stand in a Chinese count below 1,000 (for use inside a regular expression's class)."""

YEAR_CHARS = "0〇零○ΟOoО一二三四五六七八九壹贰叁肆伍陆柒捌玖貳參叄陸"
"""The characters that can stand in a year written digit by digit (二〇二六)."""

_ONE = "[〇零○ΟOoО一二三四五六七八九壹贰叁肆伍陆柒捌玖两貳壱弍弌參叄陸]"
_COUNT = re.compile(
    rf"{_ONE}+|{_ONE}?[百佰](?:{_ONE}?[十拾]{_ONE}?|{_ONE}{{1,2}})?|[零〇]?{_ONE}?[十拾]{_ONE}?|[廿卅][十拾]?{_ONE}?"
)
"""How a count is put together: 十十八 is none."""


def read_year(text: str) -> int | None:
    """The number that ``text`` writes digit by digit (2026, 二〇二六); None where a character is no digit."""
    digits = [int(c) if c.isdecimal() else _DIGITS.get(c) for c in text]
    if not digits or None in digits:
        return None
    return int("".join(str(d) for d in digits))


def read_count(text: str) -> int | None:
    """The count that ``text`` writes (24, 二十四, 贰拾肆, 廿四, 两); None where it is not one."""
    if text.isdecimal():
        return int(text)
    if not _COUNT.fullmatch(text):
        return None
    total, current, digits_run = 0, 0, 0
    for char in text.lstrip("零〇○") or text:
        if char in _DIGITS:
            current, digits_run = _DIGITS[char], digits_run + 1
        elif char in _TENS:
            total, current, digits_run = total + max(current, 1) * _TENS[char], 0, 0
        elif char in _SCORES:
            total, current, digits_run = total + _SCORES[char], 0, 0
        else:
            return None
        if digits_run > 1 and total == 0:
            return read_year(text)
    return total + current if text else None
