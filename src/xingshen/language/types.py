"""The static types of the rule language, and which of them may meet in an operator.

Types come from the form, from parameters and from tables; an expression that mixes them wrongly is refused when the
guide is loaded, not when a dossier is judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of value an expression yields; the words are those of ``form.yaml``."""

    TEXT = "文本"
    NUMBER = "数值"
    MONEY = "金额"
    PERCENT = "百分比"
    DATE = "日期"
    TIME = "时刻"
    BOOL = "有无"
    OPTION = "选项"
    COUNTRY = "国别"
    LIST = "列表"
    RECORD = "记录"
    TABLE = "表"


@dataclass(frozen=True, slots=True)
class Type:
    """A kind with its parts: options of a choice, the item of a list, the fields of a record or the row of a table.

    ``open`` choices admit other words. ``waivable`` values may be “不作要求” (a cell of a table that asks nothing);
    any comparison with such a cell holds.
    """

    kind: Kind
    options: tuple[str, ...] = ()
    open: bool = False
    item: Type | None = None
    fields: tuple[tuple[str, Type], ...] = ()
    waivable: bool = False

    def field(self, name: str) -> Type | None:
        """The type of a record's field, or None where it has no such field."""
        return dict(self.fields).get(name)

    def __str__(self) -> str:
        return f"列表[{self.item}]" if self.kind is Kind.LIST else self.kind.value


TEXT = Type(Kind.TEXT)
NUMBER = Type(Kind.NUMBER)
MONEY = Type(Kind.MONEY)
PERCENT = Type(Kind.PERCENT)
DATE = Type(Kind.DATE)
TIME = Type(Kind.TIME)
BOOL = Type(Kind.BOOL)
COUNTRY = Type(Kind.COUNTRY)


def list_of(item: Type) -> Type:
    """The type of a list whose items are ``item``."""
    return Type(Kind.LIST, item=item)


def choice(*words: str) -> Type:
    """A closed choice of words."""
    return Type(Kind.OPTION, options=words)


_WORDS = frozenset({Kind.TEXT, Kind.OPTION, Kind.COUNTRY})
_PLAIN = frozenset({Kind.NUMBER})
_NUMERIC = frozenset({Kind.NUMBER, Kind.MONEY, Kind.PERCENT})
_ORDERED = _NUMERIC | {Kind.DATE, Kind.TIME}
_SCALAR = _WORDS | _ORDERED | {Kind.BOOL}


def comparable(left: Type, right: Type) -> bool:
    """Whether ``==`` between the two has a meaning; lists and rows are never equal or unequal as a whole."""
    if left.kind in _WORDS and right.kind in _WORDS:
        return {left.kind, right.kind} != {Kind.OPTION, Kind.COUNTRY}
    return (left.kind is right.kind and left.kind in _SCALAR) or orderable(left, right)


def orderable(left: Type, right: Type) -> bool:
    """Whether ``<`` between the two has a meaning; a plain number may meet an amount (万元) or a share."""
    if left.kind in _NUMERIC and right.kind in _NUMERIC:
        return left.kind is right.kind or left.kind in _PLAIN or right.kind in _PLAIN
    return left.kind is right.kind and left.kind in _ORDERED


def sum_type(left: Type, right: Type) -> Type | None:
    """The type of ``left + right`` or ``left - right``; None where adding has no meaning."""
    if left.kind not in _NUMERIC or right.kind not in _NUMERIC:
        return None
    if left.kind is right.kind:
        return Type(left.kind)
    return Type(right.kind if left.kind in _PLAIN else left.kind) if _PLAIN & {left.kind, right.kind} else None


def product_type(left: Type, right: Type) -> Type | None:
    """The type of ``left * right``: at most one side may be an amount."""
    if left.kind not in _NUMERIC or right.kind not in _NUMERIC:
        return None
    if Kind.MONEY in (left.kind, right.kind):
        return MONEY if left.kind is not right.kind else None
    return NUMBER if Kind.NUMBER in (left.kind, right.kind) else PERCENT


def quotient_type(left: Type, right: Type) -> Type | None:
    """The type of ``left / right``; an amount by an amount is a plain number."""
    if left.kind not in _NUMERIC or right.kind not in _NUMERIC:
        return None
    if right.kind is Kind.MONEY:
        return NUMBER if left.kind is Kind.MONEY else None
    return Type(left.kind)
