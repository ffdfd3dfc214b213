"""Parameters as a guide prints them (``3:1``, ``20%``, ``100万元``, ``2年``, lists) as typed values."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

from xingshen.kernel.knowledge import Unknown
from xingshen.kernel.money import parse_money
from xingshen.language.arithmetic import divide
from xingshen.language.scope import Constant
from xingshen.language.types import DATE, MONEY, NUMBER, PERCENT, TEXT, TIME, Type, list_of

_NUMBER = r"\d+(?:\.\d+)?"


def _ratio(text: str) -> object:
    """``0.6:1`` exactly; a ratio to nothing (``3:0``) is refused with ValueError."""
    first, second = re.split("[:：∶]", text)
    quotient = divide(Decimal(first), Decimal(second))
    if isinstance(quotient, Unknown):
        raise ValueError(f"“{text}”的后项为零")
    return quotient


def _number(text: str) -> int | Decimal:
    value = Decimal(re.match(_NUMBER, text)[0])  # type: ignore[index]
    return int(value) if value == value.to_integral_value() else value


_FORMS: tuple[tuple[str, Type, Callable[[str], object]], ...] = (
    (rf"{_NUMBER}[:：∶]{_NUMBER}", NUMBER, _ratio),
    (rf"{_NUMBER}[%％]", PERCENT, lambda text: Decimal(text[:-1]) / 100),
    (rf"{_NUMBER}(?:亿|万)?元", MONEY, parse_money),
    (r"\d{4}-\d{2}-\d{2}", DATE, date.fromisoformat),
    (r"\d{1,2}:\d{2}(?::\d{2})?点", TIME, lambda text: time.fromisoformat(text[:-1].zfill(5))),
    (rf"{_NUMBER}(?:年|个月|日|天|个工作日|个|项|次|篇|人|届|岁|分|字|家|倍)?", NUMBER, _number),
)


def read_parameter(text: str) -> Constant:
    """One parameter as printed; a time of day is written ``17:00点`` so that it cannot be taken for a ratio.

    Amounts become 万元. What fits no form is text. Raises ValueError (Chinese) for an impossible day, time or ratio.
    """
    for pattern, of, read in _FORMS:
        if re.fullmatch(pattern, text):
            try:
                return Constant(of, read(text), text)
            except (ValueError, ArithmeticError):
                raise ValueError(f"“{text}”不是有效的{of}") from None
    return Constant(TEXT, text, text)


def read_list(items: list[str]) -> Constant:
    """A list of parameters of one type; raises ValueError where types differ."""
    constants = [read_parameter(item) for item in items]
    kinds = {constant.type for constant in constants}
    if len(kinds) > 1:
        raise ValueError("列表中的值类型不同")
    of = constants[0].type if constants else TEXT
    return Constant(list_of(of), frozenset(constant.value for constant in constants), "、".join(items))
