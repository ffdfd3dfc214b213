"""The registered functions of the rule language: pure, typed, each with the Kleene behaviour written beside it.

A function gets plain values and fully known lists only (anything else makes the call unknown before it is reached),
unless it is registered as lifted: then it sees unknowns as they are and must keep the law of monotony itself. 已填,
有效, 读到 and 缺省 take “not filled in”, “impossible” and “read and not found” for definite knowledge, as they must;
the law concerns the other unknowns (not stated, unreadable, doubtful, conflicting), of which they say nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from xingshen.kernel.identifiers import resident_id, uscc
from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why
from xingshen.kernel.names import Likeness, compare_names, same_core
from xingshen.kernel.period import add_months, add_years, months_between
from xingshen.language import coverage, signatures
from xingshen.language.arithmetic import Number
from xingshen.language.kleene import Range, Truth, merge
from xingshen.language.membership import distinct, holds_some, members, overlap, subset
from xingshen.language.types import BOOL, DATE, MONEY, NUMBER, TEXT, Kind, Type, list_of
from xingshen.language.working_days import add_working_days, working_days_between

Check = Callable[[tuple[Type, ...]], str | None]


@dataclass(frozen=True, slots=True)
class Function:
    """A registered function: parameter types, result type, the Python callable, whether it takes unknowns itself.

    A parameter given as None accepts any type that ``check`` accepts (it answers with a Chinese sentence otherwise). A
    result given as None is the type of the first argument. The last ``optional`` parameters may be left out.
    ``reads`` names the fields that the function reads in the rows of its first argument, for the trace.
    """

    parameters: tuple[Type | None, ...]
    result: Type | None
    run: Callable[..., object]
    lifted: bool = False
    optional: int = 0
    check: Check | None = None
    reads: tuple[str, ...] = ()


def whole(value: Number) -> int:
    """A number of years, months or days; raises ValueError where it is not whole."""
    if value != int(value):
        raise ValueError("应为整数")
    return int(value)


def add_days(day: date, days: Number) -> date:
    """加日: ``day`` plus a number of calendar days."""
    return day + timedelta(days=whole(days))


def days_between(first: date, second: date) -> int:
    """天数: calendar days from ``first`` to ``second`` (negative where ``second`` is earlier)."""
    return (second - first).days


def filled(value: object) -> Truth:
    """已填: whether something is filled in; known absent is False, otherwise unknown stays unknown."""
    if isinstance(value, Range):
        return True
    if isinstance(value, Unknown):
        return False if value.not_filled else merge((value,))
    if isinstance(value, Listing):
        return _filled_list(value)
    return True


def _filled_list(value: Listing) -> Truth:
    if any(not isinstance(item, Unknown) for item in value.items):
        return True
    return merge((*value.items, *members(value, "列表")[1])) if value.items or not value.complete else False


def valid(value: object) -> Truth:
    """有效: something is filled in that can be a value of the field; known absent and impossible are False."""
    return False if _only(value, _UNUSABLE) else filled(value)


def found(value: object) -> Truth:
    """读到: the paper states it; read and not found is False, unread or doubtful stays unknown."""
    return False if _only(value, _NOT_FOUND) else filled(value)


_UNUSABLE, _NOT_FOUND = frozenset({Why.INVALID, Why.NOT_FILLED}), frozenset({Why.NOT_FOUND})


def _only(value: object, whys: frozenset[Why]) -> bool:
    """Whether a value is missing for these reasons alone; a count within bounds is there all the same."""
    return (
        isinstance(value, Unknown)
        and not isinstance(value, Range)
        and bool(value.missing)
        and all(item.why in whys for item in value.missing)
    )


def default(value: object, fallback: object) -> object:
    """缺省: the value, or ``fallback`` where nothing is filled in."""
    return fallback if isinstance(value, Unknown) and value.not_filled else value


def birth_in(code: str) -> date | Unknown:
    """证件出生日: the day of birth in a resident id (GB 11643); unknown where the number holds none."""
    born = resident_id.birth_date(code)
    return born if born is not None else Unknown((Missing("证件号中的出生日期", Why.NOT_FOUND),))


def region_of(code: str) -> str:
    """区划: digits 3 to 8 of a unified social credit code, the place of first registration."""
    return code[2:8]


def same_name(left: object, right: object) -> Truth:
    """同名: two names of units or persons are the same after normalising; names merely alike leave it unknown."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return merge((left, right))
    likeness = compare_names(str(left), str(right))
    if likeness is Likeness.ALIKE:
        return Unknown((Missing(f"“{left}”与“{right}”是否同一名称", Why.NOT_STATED),))
    return likeness is Likeness.SAME


def alike_name(left: str, right: str) -> bool:
    """近名: two names are the same or alike (one contains the other, or few characters differ)."""
    return compare_names(left, right) is not Likeness.DIFFERENT or same_core(left, right)


def named_in(name: object, names: object) -> Truth:
    """列名: ``name`` stands in the list ``names`` under :func:`same_name`."""
    return holds_some(names, lambda other: same_name(name, other))


def holds_word(text: str, words: object) -> bool:
    """包含: the text holds the word, or any of the words of a list."""
    return any(word in text for word in _texts(words))


def starts_with(text: str, words: object) -> bool:
    """开头: the text begins with the word, or any of the words of a list."""
    return text.startswith(_texts(words))


def hits(text: str, words: object) -> int:
    """命中数: how many different words of a list the text holds, whatever their case."""
    folded = text.casefold()
    return sum(word in folded for word in {word.casefold() for word in _texts(words)})


def _texts(words: object) -> tuple[str, ...]:
    if isinstance(words, str):
        return (words,)
    items = words.items if isinstance(words, Listing) else words
    assert isinstance(items, frozenset | tuple)
    return tuple(items)


def text_length(text: str) -> int:
    """字数: characters without white space."""
    return len("".join(text.split()))


def _whole_units(amount: Number) -> int:
    return int(amount)


_ANY_LIST, _TEXTS, _DAYS = Type(Kind.LIST), list_of(TEXT), list_of(DATE)

FUNCTIONS: Mapping[str, Function] = {
    "加年": Function((DATE, NUMBER), DATE, lambda day, n: add_years(day, whole(n))),
    "加月": Function((DATE, NUMBER), DATE, lambda day, n: add_months(day, whole(n))),
    "加日": Function((DATE, NUMBER), DATE, add_days),
    "加工作日": Function(
        (DATE, NUMBER, _DAYS, _DAYS), DATE, lambda day, n, *lists: add_working_days(day, whole(n), *lists), optional=2
    ),
    "工作日数": Function((DATE, DATE, _DAYS, _DAYS), NUMBER, working_days_between, optional=2),
    "前一日": Function((DATE,), DATE, lambda day: day - timedelta(days=1)),
    "后一日": Function((DATE,), DATE, lambda day: day + timedelta(days=1)),
    "年": Function((DATE,), NUMBER, lambda day: day.year),
    "天数": Function((DATE, DATE), NUMBER, days_between),
    "月数": Function((DATE, DATE), NUMBER, months_between),
    "绝对值": Function((NUMBER,), None, abs),
    "取整": Function((MONEY,), NUMBER, _whole_units),
    "已填": Function((None,), BOOL, filled, lifted=True),
    "有效": Function((None,), BOOL, valid, lifted=True),
    "读到": Function((None,), BOOL, found, lifted=True),
    "缺省": Function((None, None), None, default, lifted=True, check=signatures.alternatives),
    "区划": Function((TEXT,), TEXT, region_of),
    "字数": Function((TEXT,), NUMBER, text_length),
    "包含": Function((TEXT, None), BOOL, holds_word, check=signatures.text_and_words),
    "开头": Function((TEXT, None), BOOL, starts_with, check=signatures.text_and_words),
    "命中数": Function((TEXT, _TEXTS), NUMBER, hits),
    "同名": Function((TEXT, TEXT), BOOL, same_name, lifted=True),
    "近名": Function((TEXT, TEXT), BOOL, alike_name),
    "列名": Function((TEXT, _TEXTS), BOOL, named_in, lifted=True),
    "包含于": Function((_ANY_LIST, _ANY_LIST), BOOL, subset, lifted=True, check=signatures.lists_of_one_sort),
    "有交集": Function((_ANY_LIST, _ANY_LIST), BOOL, overlap, lifted=True, check=signatures.lists_of_one_sort),
    "distinct": Function((_ANY_LIST,), None, distinct, lifted=True, check=signatures.plain_items),
    "代码有效": Function((TEXT,), BOOL, uscc.is_valid),
    "证件出生日": Function((TEXT,), DATE, birth_in),
    "证件有效": Function((TEXT,), BOOL, resident_id.is_valid),
    "连续覆盖": Function(
        (_ANY_LIST, DATE, DATE), BOOL, coverage.covers, lifted=True, check=signatures.periods, reads=coverage.READS
    ),
}
