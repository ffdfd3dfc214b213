"""Sentences of a rule with the values filled in, written the way a reader would write them.

A template is text with ``{…}`` placeholders; each holds an expression of the rule language (or ``缺`` for what could
not be confirmed). Knows nothing of outcomes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from fractions import Fraction

from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why
from xingshen.language.assembly import Mode
from xingshen.language.compiler import Expression, compile_expression
from xingshen.language.frame import Frame
from xingshen.language.kleene import Range
from xingshen.language.literals import Parameter
from xingshen.language.scope import Scope
from xingshen.language.types import NUMBER, Kind, Type

MISSING = "缺"
_PLACES = Decimal("0.0001")
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
WHY_WORDS = {
    Why.NOT_FILLED: "未填写",
    Why.NOT_STATED: "尚不知道",
    Why.NOT_FOUND: "材料中未找到",
    Why.UNREADABLE: "材料无法读取",
    Why.LOW_CONFIDENCE: "读取把握不足",
    Why.SCANNED: "仅由扫描件识别",
    Why.CONFLICT: "各处写法不一致",
    Why.IMPRECISE: "只写到年月",
    Why.INVALID: "填写内容无法识别",
}

_UNKNOWN_WORDS = {Why.NOT_FOUND: "未读到", Why.INVALID: "无法识别"}

CountryName = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template: literal text and expressions by turns."""

    pieces: tuple[str | Expression, ...]

    def fill(self, frame: Frame, missing: tuple[Missing, ...], country: CountryName) -> str:
        """The sentence for the values of ``frame``."""
        return "".join(
            piece if isinstance(piece, str) else self._value(piece, frame, missing, country) for piece in self.pieces
        )

    def lacks_value(self, frame: Frame) -> bool:
        """Whether a value that the sentence would show is unknown."""
        return any(isinstance(piece, Expression) and isinstance(piece.run(frame), Unknown) for piece in self.pieces)

    @staticmethod
    def _value(piece: Expression, frame: Frame, missing: tuple[Missing, ...], country: CountryName) -> str:
        if piece.source == MISSING:
            return describe_missing(missing)
        return write_value(piece.run(frame), piece.type, country)


def compile_template(text: str, scope: Scope) -> Template:
    """Compile ``text``; raises ExpressionError for a placeholder that does not resolve."""
    parts = _PLACEHOLDER.split(text)
    pieces: list[str | Expression] = []
    for position, part in enumerate(parts):
        if position % 2 == 0:
            pieces.append(part)
        elif part.strip() in scope.constants:
            pieces.append(scope.constants[part.strip()].text)
        elif part.strip() == MISSING:
            pieces.append(Expression(MISSING, Type(Kind.TEXT), lambda frame: "", frozenset()))
        else:
            pieces.append(compile_expression(part, scope, Mode.DECIDE, None))
    return Template(tuple(pieces))


def describe_missing(missing: tuple[Missing, ...]) -> str:
    """What could not be confirmed, each with why: ``合作协议[1].截止日（材料中未找到）``."""
    return "、".join(f"{item.path}（{WHY_WORDS[item.why]}）" for item in missing[:6])


def write_value(value: object, of: Type, country: CountryName = str) -> str:
    """One value as text; ``country`` turns an ISO code into the name that is shown."""
    match value:
        case Range():
            return f"至少{value.low}"
        case Unknown():
            return _write_unknown(value)
        case Listing():
            return _write_list(value, of, country)
        case bool():
            return "是" if value else "否"
        case Parameter():
            return value.text
        case dict():
            return "、".join(f"{name} {write_value(part, Type(Kind.TEXT))}" for name, part in value.items())
        case int() | Decimal() | Fraction() if of.kind is Kind.PERCENT:
            return f"{write_value(value * 100, NUMBER)}%"
        case int() | Decimal():
            return _number(Decimal(value))
        case Fraction():
            return _number((Decimal(value.numerator) / value.denominator).quantize(_PLACES))
        case date() | time():
            return value.isoformat()
    return country(str(value)) if of.kind is Kind.COUNTRY else str(value)


def _write_unknown(value: Unknown) -> str:
    if value.not_filled:
        return "未填"
    days = [day for day in value.candidates if isinstance(day, date)]
    if len(days) > 1 and all(item.why is Why.IMPRECISE for item in value.missing):
        return f"{days[0].isoformat()}至{days[-1].isoformat()}之间"
    reasons = {item.why for item in value.missing}
    return _UNKNOWN_WORDS[reasons.pop()] if reasons in ({Why.NOT_FOUND}, {Why.INVALID}) else "未知"


def _write_list(value: Listing, of: Type, country: CountryName) -> str:
    if any(isinstance(item, dict) for item in value.items):
        return f"{len(value.items)}项"
    item_type = of.item or Type(Kind.TEXT)
    words = dict.fromkeys(write_value(item, item_type, country) for item in value.items)
    return "、".join(words) or "无"


def _number(value: Decimal) -> str:
    text = format(value.normalize(), "f")
    return "0" if text in ("-0", "") else text
