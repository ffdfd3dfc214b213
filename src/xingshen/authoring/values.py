"""The values of a case: the base dossier with the case's overrides, typed by the scope.

``未知`` is not known, ``未读到`` is read and not found, an empty text is not filled in, ``未知`` for a list is an
incomplete list. Fields of a row that a case leaves out are taken from the first row of the base.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal

from xingshen.guide.pack import Guide
from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why
from xingshen.kernel.money import parse_money
from xingshen.language.frame import Record
from xingshen.language.scope import Scope
from xingshen.language.types import Kind, Type

UNKNOWN_WORD, NOT_FOUND_WORD = "未知", "未读到"
OUTCOME_KEYS = ("要点:", "结论:")


class CaseError(ValueError):
    """A case that cannot be read: a Chinese sentence."""


def case_values(guide: Guide, overrides: Mapping[str, object]) -> list[object]:
    """The values of a case by slot; raises :class:`CaseError`."""
    scope = guide.scope
    names = {name: value for name, value in overrides.items() if not name.startswith(OUTCOME_KEYS)}
    if lost := [name for name in names if name not in scope.fields]:
        raise CaseError(f"用例中有未知的名称“{lost[0]}”")
    return [_value(scope, guide.base, name, names) for name in scope.slots]


def case_outcomes(overrides: Mapping[str, object]) -> dict[str, str]:
    """The outcomes of other rules that a case supposes (``要点:3.*: 不通过``)."""
    return {name: str(value) for name, value in overrides.items() if name.startswith(OUTCOME_KEYS)}


def unknown_values(scope: Scope) -> list[object]:
    """Nothing is known: every field unknown, every list incomplete."""
    return [read_value(UNKNOWN_WORD, of, name, {}) for name, of in scope.fields.items()]


def _value(scope: Scope, base: Mapping[str, object], name: str, names: Mapping[str, object]) -> object:
    of = scope.fields[name]
    first = base.get(name)
    defaults = first[0] if isinstance(first, list) and first and isinstance(first[0], dict) else {}
    return read_value(names.get(name, first), of, name, defaults)


def read_value(raw: object, of: Type, path: str, defaults: Mapping[str, object]) -> object:
    """One value of type ``of`` as a case writes it; raises :class:`CaseError`."""
    if of.kind is Kind.LIST:
        return _list(raw, of, path, defaults)
    if raw is None or raw == "":
        return Unknown((Missing(path, Why.NOT_FILLED),))
    if raw in (UNKNOWN_WORD, NOT_FOUND_WORD):
        return Unknown((Missing(path, Why.NOT_STATED if raw == UNKNOWN_WORD else Why.NOT_FOUND),))
    try:
        return _scalar(str(raw), of)
    except (ValueError, ArithmeticError):
        raise CaseError(f"用例中“{path}”的值“{raw}”不是{of}") from None


def _list(raw: object, of: Type, path: str, defaults: Mapping[str, object]) -> object:
    if raw == UNKNOWN_WORD:
        return Listing((), complete=False)
    if raw == NOT_FOUND_WORD:
        return Unknown((Missing(path, Why.NOT_FOUND),))
    rows = raw if isinstance(raw, list) else [] if raw in (None, "") else [raw]
    item = of.item or Type(Kind.TEXT)
    return Listing(tuple(_item(row, item, f"{path}[{at}]", defaults) for at, row in enumerate(rows, 1)))


def _item(row: object, of: Type, path: str, defaults: Mapping[str, object]) -> object:
    if of.kind is not Kind.RECORD:
        return read_value(row, of, path, {})
    if not isinstance(row, dict):
        raise CaseError(f"用例中“{path}”应为“{{键: 值}}”")
    if lost := [name for name in row if of.field(name) is None]:
        raise CaseError(f"用例中“{path}”没有“{lost[0]}”")
    whole = {**defaults, **row}
    return Record({name: read_value(whole.get(name), inner, f"{path}.{name}", {}) for name, inner in of.fields}, path)


def _scalar(text: str, of: Type) -> object:
    match of.kind:
        case Kind.BOOL:
            return {"是": True, "否": False}[text] if text in ("是", "否") else _refuse()
        case Kind.MONEY:
            return parse_money(text)
        case Kind.PERCENT:
            return Decimal(text.rstrip("%")) / 100
        case Kind.NUMBER:
            number = Decimal(text)
            return int(number) if number == number.to_integral_value() else number
        case Kind.DATE:
            return date.fromisoformat(text)
        case Kind.TIME:
            return time.fromisoformat(text)
        case Kind.OPTION if of.options and not of.open and text not in of.options:
            return _refuse()
    return text


def _refuse() -> object:
    raise ValueError
