"""Strong Kleene logic over Python's True, False and :class:`Unknown`, and lifted comparison and arithmetic.

Unknown is not false: it stays unknown until the known operands alone decide. Every function here keeps the law of
monotony: replacing an unknown operand by any value never turns True into False or False into True.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why

Truth = bool | Unknown
MAX_MISSING = 24


@dataclass(frozen=True, slots=True)
class Range(Unknown):
    """A count of which only bounds are known: ``low`` ≤ count ≤ ``high`` (None: no upper bound)."""

    low: int = 0
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Maybe(Unknown):
    """An item of a filtered list of which it is not known whether it belongs there."""

    item: object = None


class Waived:
    """The cell “不作要求”: nothing is asked, every comparison with it holds."""

    def __repr__(self) -> str:
        return "不作要求"


WAIVED = Waived()


def is_unknown(value: object) -> bool:
    """Whether ``value`` is an :class:`Unknown` of any sort."""
    return isinstance(value, Unknown)


def merge(values: Iterable[object]) -> Unknown:
    """One unknown that lists what all unknown ``values`` miss, each once, in order."""
    seen: dict[Missing, None] = {}
    for value in values:
        if isinstance(value, Unknown):
            seen.update(dict.fromkeys(value.missing))
    return Unknown(tuple(seen)[:MAX_MISSING])


def not_(value: Truth) -> Truth:
    """Kleene negation."""
    return value if isinstance(value, Unknown) else not value


def and_(values: Iterable[Truth]) -> Truth:
    """Kleene conjunction: one False decides; without it one unknown leaves the whole unknown."""
    unknown = []
    for value in values:
        if value is False:
            return False
        if value is not True:
            unknown.append(value)
    return merge(unknown) if unknown else True


def or_(values: Iterable[Truth]) -> Truth:
    """Kleene disjunction: one True decides; without it one unknown leaves the whole unknown."""
    unknown = []
    for value in values:
        if value is True:
            return True
        if value is not False:
            unknown.append(value)
    return merge(unknown) if unknown else False


_FLIPPED: dict[str, str] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_ORDER: dict[str, Callable[[object, object], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def compare_unknown(symbol: str, left: object, right: object) -> Truth:
    """``left symbol right`` where at least one side is unknown; bounds of a count may still decide."""
    if isinstance(left, Range) and not isinstance(right, Unknown):
        return _compare_range(symbol, left, right)
    if isinstance(right, Range) and not isinstance(left, Unknown):
        return _compare_range(_FLIPPED[symbol], right, left)
    return merge((left, right))


def _compare_range(symbol: str, count: Range, bound: object) -> Truth:
    """Decide where the lowest and the highest possible count agree."""
    ends: list[object] = [count.low]
    ends.append(Decimal("Infinity") if count.high is None else count.high)
    answers = {_ORDER[symbol](end, bound) for end in ends}
    if symbol in ("==", "!="):
        outside = _ORDER["<"](bound, ends[0]) or _ORDER[">"](bound, ends[1])
        if outside:
            return symbol == "!="
        return (symbol == "==") if ends[0] == ends[1] else merge((count,))
    return answers.pop() if len(answers) == 1 else merge((count,))


def contains(collection: object, item: object) -> Truth:
    """Kleene membership of ``item`` in a list that may be incomplete or hold unknown items."""
    if isinstance(collection, Unknown):
        return merge((collection, item))
    if not isinstance(collection, Listing):
        return merge((item,)) if isinstance(item, Unknown) else item in collection  # type: ignore[operator]
    if not collection.items and collection.complete:
        return False
    if isinstance(item, Unknown):
        return merge((item,))
    unknown = [other for other in collection.items if isinstance(other, Unknown)]
    if any(other == item for other in collection.items if not isinstance(other, Unknown)):
        return True
    if unknown:
        return merge(unknown)
    return False if collection.complete else incomplete("列表")


def incomplete(path: str) -> Unknown:
    """The unknown that stands for items nobody has listed."""
    return Unknown((Missing(f"{path}（可能还有未列出的项）", Why.NOT_STATED),))


def divide(left: Decimal, right: Decimal) -> Decimal | Unknown:
    """Quotient; dividing by zero is unknown, not a crash."""
    if right == 0:
        return Unknown((Missing("除数为零", Why.INVALID),))
    return Decimal(left) / Decimal(right)
