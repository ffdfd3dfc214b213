"""What single change of a form value or one more paper would make a rule pass: a hint for people, never a decision.

Tries alternatives of each value that the rule read, one at a time, on the same rule; says nothing where none helps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from xingshen.guide.pack import Guide
from xingshen.kernel.knowledge import Listing, Unknown
from xingshen.kernel.outcome import Outcome
from xingshen.language.frame import Frame
from xingshen.language.types import Kind, Type
from xingshen.rules.compiled import CompiledGuide, CompiledRule
from xingshen.rules.judge import decide, own_outcome
from xingshen.rules.wording import write_value

PAPERS = "已有材料"
_CENT = Decimal("0.01")
_STEPS = tuple(Decimal(10) ** power for power in range(-2, 7))
_DAYS = (1, 7, 31, 92, 366, 1100)


def what_would_pass(
    whole: CompiledGuide, compiled: CompiledRule, values: Sequence[object], read: Mapping[str, object]
) -> tuple[str, ...]:
    """Sentences such as “若“自筹资金”改为 300 万元（现为 299.99），本条通过。”; empty where no single change helps.

    A change that would make another rule fail is not told.
    """
    guide, failing = whole.guide, _failing(whole, values)
    sums: Mapping[str, str] = {}
    hints = []
    known = [
        value for value in read.values() if isinstance(value, int | Decimal | date) and not isinstance(value, bool)
    ]
    for name in dict.fromkeys(path.partition("[")[0].partition(".")[0] for path in read):
        slot, of = guide.scope.slots.get(name), guide.scope.fields.get(name)
        if slot is None or of is None:
            continue
        for other in _alternatives(guide, of, values[slot], known):
            if _passes(compiled, values, slot, other, sums):
                nearest = _tightened(compiled, values, slot, other, sums)
                if _failing(whole, _with(values, slot, nearest)) <= failing:
                    hints.append(_sentence(name, of, values[slot], nearest))
                break
    return tuple(hints)


def _passes(
    compiled: CompiledRule, values: Sequence[object], slot: int, other: object, sums: Mapping[str, str]
) -> bool:
    return own_outcome(compiled, Frame(_with(values, slot, other), outcomes=sums)) is Outcome.PASS


def _with(values: Sequence[object], slot: int, other: object) -> list[object]:
    changed = [*values]
    changed[slot] = other
    return changed


def _failing(whole: CompiledGuide, values: Sequence[object]) -> frozenset[str]:
    """The ids of the rules that fail for ``values``."""
    outcomes = zip(whole.rules, decide(whole, values), strict=True)
    return frozenset(item.rule.id for item, outcome in outcomes if outcome is Outcome.FAIL)


def _alternatives(guide: Guide, of: Type, value: object, known: Sequence[object]) -> Iterator[object]:
    """Other values worth trying, the smallest change first."""
    match of.kind:
        case Kind.BOOL:
            yield from (item for item in (True, False) if item is not value)
        case Kind.OPTION:
            yield from (word for word in of.options if word != value)
        case Kind.MONEY | Kind.NUMBER | Kind.PERCENT:
            yield from (item for item in known if isinstance(item, int | Decimal) and item != value)
            if isinstance(value, int | Decimal):
                yield from (moved for step in _STEPS for moved in (value + step, value - step) if moved >= 0)
        case Kind.DATE:
            if isinstance(value, date):
                yield from (value + sign * timedelta(days=days) for days in _DAYS for sign in (1, -1))
        case Kind.LIST if isinstance(value, Listing) and _holds_kinds(guide, value):
            missing = [kind.name for kind in guide.form.kinds if kind.name not in value.items]
            yield from (Listing((*value.items, name), value.complete) for name in missing)


def _holds_kinds(guide: Guide, value: Listing) -> bool:
    names = {kind.name for kind in guide.form.kinds}
    return bool(value.items) and all(isinstance(item, str) and item in names for item in value.items)


def _tightened(
    compiled: CompiledRule, values: Sequence[object], slot: int, other: object, sums: Mapping[str, str]
) -> object:
    """The passing value nearest to the present one: by cents for numbers, by days for dates."""
    current = values[slot]
    if isinstance(other, date) and isinstance(current, date):
        return _nearest_day(compiled, values, slot, other, sums)
    if not isinstance(other, int | Decimal) or not isinstance(current, int | Decimal) or isinstance(other, bool):
        return other
    far, near = Decimal(other), Decimal(current)
    while abs(far - near) > _CENT:
        middle = ((far + near) / 2).quantize(_CENT)
        if middle in (far, near):
            break
        if _passes(compiled, values, slot, middle, sums):
            far = middle
        else:
            near = middle
    return far


def _nearest_day(
    compiled: CompiledRule, values: Sequence[object], slot: int, other: date, sums: Mapping[str, str]
) -> date:
    far, near = other, values[slot]
    assert isinstance(near, date)
    while abs((far - near).days) > 1:
        middle = near + timedelta(days=(far - near).days // 2)
        if _passes(compiled, values, slot, middle, sums):
            far = middle
        else:
            near = middle
    return far


def _sentence(name: str, of: Type, value: object, other: object) -> str:
    if isinstance(other, Listing) and isinstance(value, Listing):
        return f"若补充“{other.items[-1]}”，本条通过。"
    unit = "万元" if of.kind is Kind.MONEY else ""
    now = "未填或未知" if isinstance(value, Unknown) else f"现为 {write_value(value, of)}{unit}"
    return f"若“{name}”改为 {write_value(other, of)}{unit}（{now}），本条通过。"
