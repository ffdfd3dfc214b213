"""Literals: numbers taken from the text (never from a binary fraction), lists of literals, days and times of day."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation

from xingshen.kernel.knowledge import Listing
from xingshen.language.assembly import Code, Context
from xingshen.language.types import DATE, TEXT, TIME, list_of

MAX_NUMBER = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as the trace shows it: the way the guide prints it."""

    text: str


def number(node: ast.Constant, context: Context) -> Decimal | int:
    """The number as written; infinite or absurdly large ones are refused."""
    if isinstance(node.value, Decimal):
        return node.value
    one_line = context.source.replace("\n", " ").encode()
    text = one_line[node.col_offset : node.end_col_offset].decode()
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise context.error(node, f"数字“{text}”写法有误") from None
    if abs(value) > MAX_NUMBER:
        raise context.error(node, f"数字“{text}”过大")
    return int(value) if value == value.to_integral_value() and "." not in text else value


def list_of_literals(node: ast.List | ast.Tuple, items: list[Code], context: Context) -> Code:
    """``["企业", "高校"]``: all literals, all of one kind."""
    if any(item.literal is None for item in items) or len({item.type.kind for item in items}) > 1:
        raise context.error(node, "方括号中只能列出同类的字面值")
    values = tuple(item.literal for item in items)
    of = items[0].type if items else TEXT
    return Code(list_of(of), lambda frame: Listing(values), values)


def day(text: str) -> date:
    """``日期("2026-07-01")``; raises ValueError."""
    return date.fromisoformat(text)


def clock(text: str) -> time:
    """``时刻("17:00")``; raises ValueError."""
    return time.fromisoformat(text)


LITERAL_FUNCTIONS = {"日期": (DATE, day), "时刻": (TIME, clock)}
