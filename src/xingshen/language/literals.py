"""Literals: numbers taken from the text (never from a binary fraction), lists of literals, days and times of day."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation

from xingshen.kernel.knowledge import Listing
from xingshen.language.assembly import Code, Context
from xingshen.language.parsing import text_of
from xingshen.language.types import BOOL, DATE, NUMBER, TEXT, TIME, Type, list_of

MAX_NUMBER = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as the trace shows it: the way the guide prints it."""

    text: str


def constant(node: ast.Constant, context: Context) -> Code:
    """A number, a text or a truth value; anything else is refused."""
    value = node.value
    if isinstance(value, bool):
        return fixed(BOOL, value)
    if isinstance(value, str):
        _refuse_joined(node, context)
        return fixed(TEXT, value)
    if isinstance(value, int | float | Decimal):
        return fixed(NUMBER, number(node, context))
    raise context.error(node, "此处不能写这个值", "not 已填(…)" if value is None else None)


def fixed(of: Type, value: object) -> Code:
    """A piece that is the same for every dossier and written in the expression itself."""
    return Code(of, lambda frame: value, value, fixed=(value,))


def _refuse_joined(node: ast.Constant, context: Context) -> None:
    """``"甲" "乙"`` is one text to Python; nearly always a comma was forgotten."""
    text = text_of(node, context.source)
    if text and (text[0] not in "\"'" or text[0] in text[1:-1]):
        raise context.error(node, "文字的写法有误，或两段文字之间缺少逗号")


def number(node: ast.Constant, context: Context) -> Decimal | int:
    """The number as written; infinite or absurdly large ones are refused."""
    if isinstance(node.value, Decimal):
        return node.value
    text = text_of(node, context.source)
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise context.error(node, f"数字“{text}”写法有误") from None
    if not value.is_finite() or abs(value) > MAX_NUMBER:
        raise context.error(node, f"数字“{text}”过大")
    return int(value) if value == value.to_integral_value() and "." not in text else value


def list_of_literals(node: ast.List | ast.Tuple, items: list[Code], context: Context) -> Code:
    """``["企业", "高校"]``: all literals, all of one kind."""
    if any(item.literal is None for item in items) or len({item.type.kind for item in items}) > 1:
        raise context.error(node, "方括号中只能列出同类的字面值")
    values = tuple(item.literal for item in items)
    listing, of = Listing(values), items[0].type if items else TEXT
    return Code(list_of(of), lambda frame: listing, values, fixed=(listing,))


def day(text: str) -> date:
    """``日期("2026-07-01")``; raises ValueError."""
    return date.fromisoformat(text)


def clock(text: str) -> time:
    """``时刻("17:00")``, a time of day without zone; raises ValueError."""
    value = time.fromisoformat(text)
    if value.tzinfo is not None:
        raise ValueError(text)
    return value


LITERAL_FUNCTIONS: Mapping[str, tuple[Type, Callable[[str], object]]] = {"日期": (DATE, day), "时刻": (TIME, clock)}
