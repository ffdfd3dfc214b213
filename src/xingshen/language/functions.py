"""The registered functions of the rule language: pure, typed, each with the Kleene behaviour written beside it.

A function gets plain values only (unknown arguments make the call unknown before it is reached), unless it is
registered as lifted: then it sees unknowns and lists as they are and must keep the law of monotony itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from xingshen.kernel.identifiers import resident_id, uscc
from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why
from xingshen.kernel.names import Likeness, compare_names, same_core
from xingshen.kernel.period import add_months, add_years
from xingshen.language import coverage
from xingshen.language.kleene import Truth, contains, incomplete, merge, or_
from xingshen.language.types import BOOL, DATE, MONEY, NUMBER, TEXT, Kind, Type, list_of

Check = Callable[[tuple[Type, ...]], str | None]


@dataclass(frozen=True, slots=True)
class Function:
    """A registered function: parameter types, result type, the Python callable, whether it takes unknowns itself.

    A parameter given as None accepts any type.
    """

    parameters: tuple[Type | None, ...]
    result: Type
    run: Callable[..., object]
    lifted: bool = False
    optional: int = 0


def _ordinal(value: object) -> int:
    return int(value)  # type: ignore[call-overload,no-any-return]


def add_days(day: date, days: Decimal) -> date:
    """``day`` plus a number of calendar days."""
    return day + timedelta(days=_ordinal(days))


def days_between(first: date, second: date) -> int:
    """Calendar days from ``first`` to ``second`` (negative where ``second`` is earlier)."""
    return (second - first).days


def add_working_days(day: date, days: Decimal, holidays: Listing | frozenset[date] = frozenset()) -> date:
    """``day`` plus working days: Saturdays, Sundays and the listed holidays do not count."""
    free = set(holidays.items) if isinstance(holidays, Listing) else set(holidays)
    left = _ordinal(days)
    while left > 0:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and day not in free
    return day


def filled(value: object) -> Truth:
    """已填: whether something is filled in; known absent is False, otherwise unknown stays unknown."""
    if isinstance(value, Unknown):
        return False if value.not_filled else value
    if isinstance(value, Listing):
        return True if value.items else (False if value.complete else incomplete("列表"))
    return True


def valid(value: object) -> Truth:
    """有效: something is filled in that can be a value of the field; known absent and impossible are False."""
    if isinstance(value, Unknown) and any(item.why is Why.INVALID for item in value.missing):
        return False
    return filled(value)


def found(value: object) -> Truth:
    """读到: the paper states it; read and not found is False, unread or doubtful stays unknown."""
    if isinstance(value, Unknown) and all(item.why is Why.NOT_FOUND for item in value.missing):
        return False
    return filled(value)


def default(value: object, fallback: object) -> object:
    """缺省: the value, or ``fallback`` where nothing is filled in."""
    return fallback if isinstance(value, Unknown) and value.not_filled else value


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
    if isinstance(names, Unknown) or isinstance(name, Unknown):
        return merge((name, names))
    assert isinstance(names, Listing)
    answer = or_([same_name(name, other) for other in names.items])
    return answer if answer is True or names.complete else merge((answer, incomplete("名单")))


def holds_word(text: str, words: object) -> bool:
    """包含: the text holds the word, or any of the words of a list."""
    return any(word in text for word in _words(words))


def starts_with(text: str, words: object) -> bool:
    """开头: the text begins with the word, or any of the words of a list."""
    return any(text.startswith(word) for word in _words(words))


def hits(text: str, words: object) -> int:
    """命中数: how many different words of a list the text holds."""
    return sum(word.casefold() in text.casefold() for word in _words(words))


def _words(words: object) -> tuple[str, ...]:
    if isinstance(words, str):
        return (words,)
    items = words.items if isinstance(words, Listing) else words
    return tuple(str(word) for word in items)  # type: ignore[attr-defined]


def subset(inner: object, outer: object) -> Truth:
    """包含于: every item of ``inner`` stands in ``outer``."""
    return _fold(inner, outer, every=True)


def overlap(left: object, right: object) -> Truth:
    """有交集: some item of ``left`` stands in ``right``."""
    return _fold(left, right, every=False)


def _fold(left: object, right: object, *, every: bool) -> Truth:
    if isinstance(left, Unknown):
        return merge((left, right))
    items = left.items if isinstance(left, Listing) else tuple(left)  # type: ignore[arg-type,var-annotated]
    answers = [contains(right, item) for item in items]
    decided = not every
    if any(answer is decided for answer in answers):
        return decided
    unknown = [answer for answer in answers if isinstance(answer, Unknown)]
    complete = not isinstance(left, Listing) or left.complete
    return (not decided) if complete and not unknown else merge((*unknown, incomplete("名单")))


def distinct(items: object) -> object:
    """distinct: the list without repetitions; unknown items are kept, each may be yet another value."""
    if not isinstance(items, Listing):
        return items
    return Listing(tuple(dict.fromkeys(items.items)), items.complete)


def text_length(text: str) -> int:
    """字数: characters without white space."""
    return len("".join(text.split()))


_ANY_LIST = Type(Kind.LIST)
_WORDS = list_of(TEXT)

FUNCTIONS: Mapping[str, Function] = {
    "加年": Function((DATE, NUMBER), DATE, lambda day, n: add_years(day, _ordinal(n))),
    "加月": Function((DATE, NUMBER), DATE, lambda day, n: add_months(day, _ordinal(n))),
    "加日": Function((DATE, NUMBER), DATE, add_days),
    "加工作日": Function((DATE, NUMBER, list_of(DATE)), DATE, add_working_days, optional=1),
    "前一日": Function((DATE,), DATE, lambda day: day - timedelta(days=1)),
    "后一日": Function((DATE,), DATE, lambda day: day + timedelta(days=1)),
    "年": Function((DATE,), NUMBER, lambda day: day.year),
    "天数": Function((DATE, DATE), NUMBER, days_between),
    "绝对值": Function((NUMBER,), NUMBER, abs),
    "已填": Function((None,), BOOL, filled, lifted=True),
    "有效": Function((None,), BOOL, valid, lifted=True),
    "读到": Function((None,), BOOL, found, lifted=True),
    "缺省": Function((None, None), NUMBER, default, lifted=True),
    "区划": Function((TEXT,), TEXT, region_of),
    "字数": Function((TEXT,), NUMBER, text_length),
    "包含": Function((TEXT, None), BOOL, holds_word),
    "开头": Function((TEXT, None), BOOL, starts_with),
    "命中数": Function((TEXT, _WORDS), NUMBER, hits),
    "同名": Function((TEXT, TEXT), BOOL, same_name, lifted=True),
    "近名": Function((TEXT, TEXT), BOOL, alike_name),
    "列名": Function((TEXT, _WORDS), BOOL, named_in, lifted=True),
    "包含于": Function((_ANY_LIST, _ANY_LIST), BOOL, subset, lifted=True),
    "有交集": Function((_ANY_LIST, _ANY_LIST), BOOL, overlap, lifted=True),
    "distinct": Function((_ANY_LIST,), _ANY_LIST, distinct, lifted=True),
    "代码有效": Function((TEXT,), BOOL, uscc.is_valid),
    "证件有效": Function((TEXT,), BOOL, resident_id.is_valid),
    "连续覆盖": Function((_ANY_LIST, DATE, DATE), BOOL, coverage.covers, lifted=True),
    "取整": Function((MONEY,), NUMBER, lambda amount: int(amount)),
}
