"""Strong Kleene logic over Python's True, False and :class:`Unknown`, and lifted comparison.

Unknown is not false: it stays unknown until the known operands alone decide. Every function here keeps the law of
monotony: replacing an unknown operand by any value never turns True into False or False into True.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from xingshen.kernel.knowledge import Missing, Unknown, Why

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


def merge(values: Iterable[object]) -> Unknown:
    """One unknown that lists what all unknown ``values`` miss, each once, in order."""
    seen: dict[Missing, None] = {}
    for value in values:
        if isinstance(value, Unknown):
            seen.update(dict.fromkeys(value.missing))
    return Unknown(tuple(seen)[:MAX_MISSING])


def not_(value: Truth) -> Truth:
    """Kleene negation."""
    if value is True:
        return False
    return True if value is False else value


def and_(values: Iterable[Truth]) -> Truth:
    """Kleene conjunction: one False decides; without it one unknown leaves the whole unknown."""
    unknown: list[object] = []
    for value in values:
        if value is False:
            return False
        if value is not True:
            unknown.append(value)
    return merge(unknown) if unknown else True


def or_(values: Iterable[Truth]) -> Truth:
    """Kleene disjunction: one True decides; without it one unknown leaves the whole unknown."""
    unknown: list[object] = []
    for value in values:
        if value is True:
            return True
        if value is not False:
            unknown.append(value)
    return merge(unknown) if unknown else False


Relation = Callable[[Any, Any], bool]
"""A comparison of two plain values whose types the compiler has found to suit each other."""

RELATIONS: dict[str, Relation] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


def compare(symbol: str, left: object, right: object) -> Truth:
    """``left symbol right``; bounds of a count may decide where one side is not known exactly."""
    if not isinstance(left, Unknown) and not isinstance(right, Unknown):
        return RELATIONS[symbol](left, right)
    return compare_unknown(symbol, left, right)


def compare_unknown(symbol: str, left: object, right: object) -> Truth:
    """``left symbol right`` where at least one side is unknown; bounds of a count may still decide."""
    if isinstance(left, Range) and not isinstance(right, Unknown):
        return _compare_range(symbol, left, right)
    if isinstance(right, Range) and not isinstance(left, Unknown):
        return _compare_range(_FLIPPED[symbol], right, left)
    return merge((left, right))


def _compare_range(symbol: str, count: Range, bound: Any) -> Truth:
    """Decide where every possible count gives the same answer. ``bound`` is a number."""
    below, above = bound < count.low, count.high is not None and bound > count.high
    if symbol in ("==", "!="):
        return symbol == "!=" if below or above else merge((count,))
    holds = RELATIONS[symbol]
    at_low = holds(count.low, bound)
    at_high = symbol in (">", ">=") if count.high is None else holds(count.high, bound)
    return at_low if at_low is at_high else merge((count,))


_WHETHER_ALL = "是否列全"


def incomplete(path: str) -> Unknown:
    """The unknown that stands for items nobody has listed."""
    return Unknown((Missing(f"{path}{_WHETHER_ALL}", Why.NOT_STATED),))


def listed_name(item: Missing) -> str:
    """The path of what is missing; of a list that nobody calls complete, its name."""
    return item.path.removesuffix(_WHETHER_ALL)


def is_incompleteness(item: Missing) -> bool:
    """Whether what is missing is only that nobody says that a list is complete."""
    return item.why is Why.NOT_STATED and item.path.endswith(_WHETHER_ALL)
