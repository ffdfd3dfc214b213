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
from xingshen.dossier.dossier import Dossier
from xingshen.dossier.form_asking import FieldGroup, SectionSpec
from xingshen.dossier.form_spec import FieldSpec, FieldType
from xingshen.dossier.showing import mask
from xingshen.guide.form_words import CHINESE_FORM, FormWords
from xingshen.kernel.knowledge import Listing, Unknown

NOTHING = "—"
_YES_NO = {True: "是", False: "否"}
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


def sections_of(dossier: Dossier, *, masked: bool = False, words: FormWords = CHINESE_FORM) -> tuple[Section, ...]:
    """Every section in which anything is said. ``masked``: private values starred; ``words``: what things are called.

    A field that is asked only under a condition and was not answered is left out; others show a dash.
    """
    sheet = _Sheet(dossier, masked, words)
    found = (
        Section(words.section(section), tuple(each for each in sheet.groups(section) if each.parts))
        for section in dossier.schema.sections
    )
    return tuple(section for section in found if section.groups)


@dataclass(frozen=True, slots=True)
class _Sheet:
    dossier: Dossier
    masked: bool
    words: FormWords

    def groups(self, section: SectionSpec) -> Iterator[Group]:
        for group in section.groups:
            yield Group(self.words.group(section.id, group.title), tuple(self.members(group)))

    def members(self, group: FieldGroup) -> Iterator[Part]:
        specs = (self.dossier.schema.by_id[field_id] for field_id in group.fields)
        for spec in specs:
            yield from self.parts(spec, conditional=bool(group.shown or spec.shown))

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
                yield Line(self.words.name(spec), text, wide, spec.id)

    def rows(self, spec: FieldSpec, value: object, conditional: bool) -> Iterator[Part]:
        rows = [row for row in value.items if isinstance(row, Mapping)] if isinstance(value, Listing) else []
        if not rows:
            if not conditional:
                yield Line(self.words.name(spec), NOTHING, field_id=spec.id)
            return
        used = [item for item in spec.items if any(self.text(item, row.get(item.name)) != NOTHING for row in rows)]
        fits = len(used) <= _WIDEST_TABLE and not any(item.is_record_list for item in used)
        if fits:
            numbers = frozenset(at for at, item in enumerate(used) if item.type in _FIGURES)
            cells = tuple(tuple(self.text(item, row.get(item.name)) for item in used) for row in rows)
            yield Table(self.words.name(spec), tuple(self.head(item) for item in used), cells, numbers)
            return
        for at, row in enumerate(rows, 1):
            lines = [Line(self.words.name(item), self.text(item, row.get(item.name))) for item in used]
            yield Card(f"{self.words.name(spec)} {at}", tuple(line for line in lines if line.text != NOTHING))

    def papers(self, spec: FieldSpec) -> Iterator[Part]:
        found = self.dossier.attachments
        rows = tuple(
            (str(at), each.file, self.words.kind(_said(each.kind)), _said(each.title))
            for at, each in enumerate(found, 1)
        )
        if rows:
            yield Table(self.words.name(spec), self.words.paper_heads, rows, frozenset({0}))
        else:
            yield Line(self.words.name(spec), NOTHING)

    def text(self, spec: FieldSpec, value: object, path: str = "") -> str:
        """A value as it is printed; what was written where it could not be understood."""
        if value is None or (isinstance(value, Unknown) and value.not_filled):
            return NOTHING
        if isinstance(value, Unknown):
            spot = self.dossier.spots.get(path)
            return spot.shown if spot and spot.shown else self.words.unclear
        if isinstance(value, Listing):
            return self.words.joint.join(self.one(spec, item) for item in value.items) or NOTHING
        return self.one(spec, value)

    def one(self, spec: FieldSpec, value: object) -> str:
        if isinstance(value, Mapping):
            names = {item.name: item for item in spec.items}
            told = [self.text(names[name], each) for name, each in value.items() if name in names]
            return " ".join(text for text in told if text != NOTHING)
        text = self.scalar(spec, value)
        return mask(text) if self.masked and spec.private else text

    def head(self, item: FieldSpec) -> str:
        name, unit = self.words.name(item), self.words.unit(item) if item.unit else ""
        return self.words.bracketed(name, unit) if unit and item.type is not FieldType.MONEY else name

    def scalar(self, spec: FieldSpec, value: object) -> str:
        kind = spec.item_type if spec.type is FieldType.LIST else spec.type
        if isinstance(value, bool):
            return self.words.flag(_YES_NO[value])
        if kind is FieldType.COUNTRY:
            return self.words.country(str(value))
        if kind is FieldType.MONEY and isinstance(value, Decimal | int):
            return self.words.with_unit(f"{Decimal(value):,.2f}" if _fine(value) else str(value), spec)
        if kind is FieldType.PERCENT and isinstance(value, Decimal):
            return self.words.with_unit(f"{(value * 100).normalize():f}", spec)
        if isinstance(value, Decimal):
            return self.words.with_unit(f"{value.normalize():f}", spec)
        if isinstance(value, date | time):
            return value.isoformat()
        return self.words.with_unit(str(value), spec) if kind in _FIGURES else self.words.written(spec, str(value))


_FIGURES = frozenset({FieldType.INTEGER, FieldType.NUMBER, FieldType.MONEY, FieldType.PERCENT})


def _fine(value: Decimal | int) -> bool:
    """Whether two decimals show all of it."""
    return Decimal(value) == round(Decimal(value), 2)


def _said(value: object) -> str:
    return value if isinstance(value, str) else NOTHING
