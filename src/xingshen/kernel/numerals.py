"""Numbers as people write them in forms: 1,234.50, １２３, 一百五十, 壹佰万, 二〇二六.

Knows nothing of units or of what is being counted.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([, ' ])\d{3})(?:\1\d{3})*(?:\.\d+)?")
_DIGITS = {char: at for at, char in enumerate("零一二三四五六七八九")} | {
    char: at for at, char in enumerate("〇壹贰叁肆伍陆柒捌玖")
}
_DIGITS |= {"两": 2, "貳": 2, "參": 3, "叄": 3, "陸": 6, "○": 0}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

CHINESE_NUMERAL_CHARS = "".join((*_DIGITS, *_SMALL, *_LARGE))
"""Every character that a Chinese number can hold."""


def fold(text: str) -> str:
    """NFKC (full-width digits and signs become plain), without outer blanks, lower case; ``，`` becomes ``,``."""
    return unicodedata.normalize("NFKC", text).replace("−", "-").strip().casefold()


def parse_decimal(text: str) -> Decimal:
    """The number that ``text`` writes in digits, with or without thousands separators (comma, blank, apostrophe).

    ``1,5`` is refused: nobody can tell 1.5 from a slip. Raises ValueError (Chinese sentence).
    """
    folded = fold(text)
    if _PLAIN.fullmatch(folded):
        return Decimal(folded)
    grouped = _GROUPED.fullmatch(folded)
    if grouped:
        return Decimal(folded.replace(grouped.group(1), ""))
    raise ValueError(f"“{text.strip()[:40]}”不是数字")


def parse_chinese(text: str) -> int:
    """The whole number that ``text`` writes in Chinese: 一百五十, 壹佰万, 两千零三, 二〇二六, 十二.

    Raises ValueError (Chinese sentence) where it is not such a number.
    """
    if text and len(text) <= 60:
        if all(char in _DIGITS for char in text):
            return int("".join(str(_DIGITS[char]) for char in text))
        value = _parse_with_units(text)
        if value is not None:
            return value
    raise ValueError(f"“{text.strip()[:40]}”不是中文数字")


def _parse_with_units(text: str) -> int | None:
    """None also for 两千三 and 二百五万, which may mean 2300 and 250 as well as 2003 and 205."""
    total, section, digit = 0, 0, None
    last_unit, last_large, zero = 10, 10**12, False
    for char in text:
        if char in _DIGITS:
            if digit:
                return None
            zero, digit = zero or _DIGITS[char] == 0, _DIGITS[char]
        elif char in _SMALL and (digit or (digit is None and _SMALL[char] == 10)):
            if section % (_SMALL[char] * 10):
                return None
            section += (digit or 1) * _SMALL[char]
            last_unit, zero, digit = _SMALL[char], False, None
        elif char in _LARGE and _LARGE[char] < last_large and (section or digit):
            if digit and last_unit > 10 and not zero:
                return None
            last_unit = last_large = _LARGE[char]
            total += (section + (digit or 0)) * last_large
            section, digit, zero = 0, None, False
        else:
            return None
    return None if digit and last_unit > 10 and not zero else total + section + (digit or 0)
