"""Money as the programme counts it: Decimal in 万元 (10,000 yuan), and the many ways in which people write it.

Knows renminbi only, and nothing of budgets.
"""

from __future__ import annotations

import re
from decimal import Decimal

from xingshen.kernel.numerals import CHINESE_NUMERAL_CHARS, fold, parse_chinese, parse_decimal

YUAN_PER_UNIT = Decimal(10_000)
"""Yuan in one 万元."""
_LONGEST = 200
_UNITS = {"元": 1, "圆": 1, "千元": 10**3, "万元": 10**4, "百万元": 10**6, "千万元": 10**7, "亿元": 10**8}
_MULTIPLES = {"千万": 10**7, "百万": 10**6, "十万": 10**5, "亿": 10**8, "万": 10**4, "千": 10**3}
_PREFIX = re.compile(r"^(?:人民币|rmb|cny|[¥￥])[:：\s]*(?:大写)?[:：\s]*(?:[¥￥])?\s*")
_SUFFIX = re.compile(r"\s*(?:人民币|rmb|cny|[整正])$")
_BRACKETS = re.compile(r"\((?:人民币)?((?:千|万|百万|千万|亿)?元)\)")
_PART = re.compile(r"([+-]?[\d.,' e]*\d\.?)\s*(千万|百万|十万|亿|万|千)")
_NUMERAL = f"[{CHINESE_NUMERAL_CHARS}]"
_CHINESE = re.compile(rf"({_NUMERAL}+)(?:([元圆])(?:({_NUMERAL})角)?零?(?:({_NUMERAL})分)?)?")


def parse_money(text: str, default_unit: str = "万元") -> Decimal:
    """The amount that ``text`` writes, in 万元.

    Understands full-width digits, thousands separators, 元, 千元, 万元, 亿元, ¥, RMB, 人民币 and amounts in words
    (壹佰万元整). A bare number is in ``default_unit`` (元, 千元, 万元, 百万元, 千万元, 亿元). Negative amounts are
    returned as such. Raises ValueError (Chinese sentence) for anything else, and for other currencies.
    """
    core = _bare(fold(text))
    yuan = _in_digits(core, default_unit)
    if yuan is None:
        yuan = _in_words(core, default_unit)
    if yuan is None:
        raise ValueError(f"“{text.strip()[:40]}”不是人民币金额；请写数字，单位为{default_unit}，如 150 或 150万元")
    return yuan / YUAN_PER_UNIT


def format_money(amount: Decimal) -> str:
    """``amount`` (万元) as people write it: ``299.99万元``, ``150万元``."""
    plain = format(amount, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return f"{plain or '0'}万元"


def _bare(folded: str) -> str:
    """``folded`` without 人民币, ¥, 整 and the brackets around the unit; overlong texts are left as they are."""
    if len(folded) > _LONGEST:
        return folded
    return _SUFFIX.sub("", _SUFFIX.sub("", _PREFIX.sub("", _BRACKETS.sub(r"\1", folded)))).strip()


def _in_digits(core: str, default_unit: str) -> Decimal | None:
    """``core`` in yuan where it is written in digits: a number with a unit, or 1亿2000万元."""
    for unit in sorted(_UNITS, key=len, reverse=True):
        number = _number(core.removesuffix(unit)) if core.endswith(unit) else None
        if number is not None:
            return number * _UNITS[unit]
    bare = _number(core)
    return bare * _UNITS[default_unit] if bare is not None else _in_parts(core)


def _in_parts(core: str) -> Decimal | None:
    """``core`` in yuan where it is a falling row of numbers with multiples: 1亿2000万, 3万5千元, 100万."""
    rest, total, last = core.removesuffix("元").removesuffix("圆"), Decimal(0), 10**9
    while part := _PART.match(rest):
        number, multiple = _number(part.group(1)), _MULTIPLES[part.group(2)]
        if number is None or multiple >= last or (last < 10**9 and number < 0):
            return None
        total, last, rest = total + number * multiple, multiple, rest[part.end() :].strip()
    if last == 10**9:
        return None
    tail = _number(rest) if rest else Decimal(0)
    return total + tail if tail is not None and 0 <= tail < last else None


def _number(text: str) -> Decimal | None:
    try:
        return parse_decimal(text)
    except ValueError:
        return None


def _in_words(core: str, default_unit: str) -> Decimal | None:
    """``core`` in yuan where it is written in Chinese numerals; without 元 and without 万 or 亿 in the default unit."""
    match = _CHINESE.fullmatch(core)
    if match is None:
        return None
    words, yuan, jiao, fen = match.groups()
    try:
        value = Decimal(parse_chinese(words))
        if jiao or fen:
            value += Decimal(parse_chinese(jiao or "零")) / 10 + Decimal(parse_chinese(fen or "零")) / 100
    except ValueError:
        return None
    counted_in_yuan = yuan or any(char in words for char in "万萬亿億")
    return value if counted_in_yuan else value * _UNITS[default_unit]
