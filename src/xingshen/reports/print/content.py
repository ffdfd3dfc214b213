"""What a form says, in the order of its sections, as texts: for the printed form and for pages that only show it.

Knows the form and the values; decides nothing about them and draws nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import TypeAlias

from xingshen.dossier.attachments import ATTACHMENTS_ID
from xingshen.dossier.countries import country_name
from xingshen.dossier.dossier import Dossier
from xingshen.dossier.form_asking import FieldGroup
from xingshen.dossier.form_spec import FieldSpec, FieldType
from xingshen.dossier.showing import mask
from xingshen.kernel.knowledge import Listing, Unknown

NOTHING = "—"
_YES_NO = {True: "是", False: "否"}
_BETWEEN = "；"
_WIDEST_TABLE = 8
"""Columns; lists with more are shown row by row."""


@dataclass(frozen=True, slots=True)
class Line:
    """One field: name and value. ``wide``: running text that wants the whole width."""

    label: str
    text: str
    wide: bool = False
    field_id: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A list whose rows fit into columns; ``numbers`` are the positions of columns with figures."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Card:
    """One row of a list that is too wide for a table."""

    title: str
    lines: tuple[Line, ...]


Part: TypeAlias = Line | Table | Card


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that stand together under a sub-heading ("": none)."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the form with its groups."""

    title: str
    groups: tuple[Group, ...]


def sections_of(dossier: Dossier, *, masked: bool = False) -> tuple[Section, ...]:
    """Every section in which anything is said. ``masked``: private values starred.

    A field that is asked only under a condition and was not answered is left out; others show a dash.
    """
    sheet = _Sheet(dossier, masked)
    found = (
        Section(section.title, tuple(group for each in section.groups if (group := sheet.group(each)).parts))
        for section in dossier.schema.sections
    )
    return tuple(section for section in found if section.groups)


@dataclass(frozen=True, slots=True)
class _Sheet:
    dossier: Dossier
    masked: bool

    def group(self, group: FieldGroup) -> Group:
        specs = (self.dossier.schema.by_id[field_id] for field_id in group.fields)
        parts = (part for spec in specs for part in self.parts(spec, conditional=bool(group.shown or spec.shown)))
        return Group(group.title, tuple(parts))

    def parts(self, spec: FieldSpec, *, conditional: bool) -> Iterator[Part]:
        value = self.dossier.values.get(spec.name)
        if spec.id == ATTACHMENTS_ID:
            yield from self.papers(spec)
        elif spec.is_record_list:
            yield from self.rows(spec, value, conditional)
        else:
            text = self.text(spec, value, spec.name)
            if text != NOTHING or not conditional:
                wide = spec.type is FieldType.LONG_TEXT or len(text) > 40
                yield Line(spec.name, text, wide, spec.id)

    def rows(self, spec: FieldSpec, value: object, conditional: bool) -> Iterator[Part]:
        rows = [row for row in value.items if isinstance(row, Mapping)] if isinstance(value, Listing) else []
        if not rows:
            if not conditional:
                yield Line(spec.name, NOTHING, field_id=spec.id)
            return
        used = [item for item in spec.items if any(self.text(item, row.get(item.name)) != NOTHING for row in rows)]
        fits = len(used) <= _WIDEST_TABLE and not any(item.is_record_list for item in used)
        if fits:
            numbers = frozenset(at for at, item in enumerate(used) if item.type in _FIGURES)
            cells = tuple(tuple(self.text(item, row.get(item.name)) for item in used) for row in rows)
            yield Table(spec.name, tuple(_head(item) for item in used), cells, numbers)
            return
        for at, row in enumerate(rows, 1):
            lines = [Line(item.name, self.text(item, row.get(item.name))) for item in used]
            yield Card(f"{spec.name} {at}", tuple(line for line in lines if line.text != NOTHING))

    def papers(self, spec: FieldSpec) -> Iterator[Part]:
        found = self.dossier.attachments
        rows = tuple((str(at), each.file, _said(each.kind), _said(each.title)) for at, each in enumerate(found, 1))
        if rows:
            yield Table(spec.name, ("序号", "文件", "种类", "标题"), rows, frozenset({0}))
        else:
            yield Line(spec.name, NOTHING)

    def text(self, spec: FieldSpec, value: object, path: str = "") -> str:
        """A value as it is printed; what was written where it could not be understood."""
        if value is None or (isinstance(value, Unknown) and value.not_filled):
            return NOTHING
        if isinstance(value, Unknown):
            spot = self.dossier.spots.get(path)
            return spot.shown if spot and spot.shown else "（不明）"
        if isinstance(value, Listing):
            return _BETWEEN.join(self.one(spec, item) for item in value.items) or NOTHING
        return self.one(spec, value)

    def one(self, spec: FieldSpec, value: object) -> str:
        if isinstance(value, Mapping):
            names = {item.name: item for item in spec.items}
            told = [self.text(names[name], each) for name, each in value.items() if name in names]
            return " ".join(text for text in told if text != NOTHING)
        text = _scalar(spec, value)
        return mask(text) if self.masked and spec.private else text


_FIGURES = frozenset({FieldType.INTEGER, FieldType.NUMBER, FieldType.MONEY, FieldType.PERCENT})


def _head(item: FieldSpec) -> str:
    return f"{item.name}（{item.unit}）" if item.unit and item.type is not FieldType.MONEY else item.name


def _scalar(spec: FieldSpec, value: object) -> str:
    kind = spec.item_type if spec.type is FieldType.LIST else spec.type
    if isinstance(value, bool):
        return _YES_NO[value]
    if kind is FieldType.COUNTRY:
        return country_name(str(value))
    if kind is FieldType.MONEY and isinstance(value, Decimal | int):
        return f"{Decimal(value):,.2f} 万元" if _fine(value) else f"{value} 万元"
    if kind is FieldType.PERCENT and isinstance(value, Decimal):
        return f"{(value * 100).normalize():f} %"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}{spec.unit or ''}"
    if isinstance(value, date | time):
        return value.isoformat()
    return f"{value}{spec.unit or ''}" if kind in _FIGURES else str(value)


def _fine(value: Decimal | int) -> bool:
    """Whether two decimals show all of it."""
    return Decimal(value) == round(Decimal(value), 2)


def _said(value: object) -> str:
    return value if isinstance(value, str) else NOTHING
