"""Numbers as people write them in forms: 1,234.50, １２３, 一百五十, 壹佰万, 二〇二六.

Knows nothing of units or of what is being counted.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([, ' ])\d{3})(?:\1\d{3})*(?:\.\d+)?")
_LONGEST = 4000
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
    if len(folded) <= _LONGEST:
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
    total, section, digit, last_large = 0, 0, None, 10**12
    smallest = 10**4
    for char in text:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        elif char in _SMALL and _SMALL[char] < smallest and (digit or _SMALL[char] == 10):
            smallest = _SMALL[char]
            section += (digit or 1) * smallest
            digit = None
        elif char in _LARGE and _LARGE[char] < last_large and (section or digit):
            last_large, smallest = _LARGE[char], 10**4
            total += (section + (digit or 0)) * last_large
            section, digit = 0, None
        else:
            return None
    return total + section + (digit or 0)
