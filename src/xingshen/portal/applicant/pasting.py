"""Rows from a spreadsheet: which pasted column is which field, and what would not be understood.

Takes the text that spreadsheet programs put on the clipboard (tab-separated, quoted where a cell has line breaks).
Knows the form and nothing of applications.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xingshen.dossier.form_spec import FieldSpec, FieldType, fold_word
from xingshen.dossier.formats import format_problem
from xingshen.dossier.refusal import Refused
from xingshen.dossier.scalars import is_blank, read_scalar, says_nothing
from xingshen.portal.applicant.fields import short_names

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class PastedCell:
    """One cell: where it goes (None: nowhere), what stands in it, what is wrong with it ("": nothing)."""

    field: FieldSpec | None
    text: str
    problem: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was pasted. ``columns``: the key of the field that each column goes to ("": left out)."""

    columns: tuple[str, ...]
    header: bool
    rows: tuple[tuple[PastedCell, ...], ...]
    cut: int = 0

    @property
    def problems(self) -> int:
        """How many cells would have to be looked at."""
        return sum(1 for row in self.rows for cell in row if cell.problem)

    def values(self) -> list[dict[str, Any]]:
        """The rows as they would be added."""
        filled = [{cell.field.key: cell.text for cell in row if cell.field and cell.text} for row in self.rows]
        return [row for row in filled if row]


def read_pasted(text: str, spec: FieldSpec, chosen: Sequence[str] | None = None) -> Pasted:
    """The table in ``text`` laid over the columns of ``spec``; ``chosen`` overrides where columns go."""
    table = _table(text)
    fields = {item.key: item for item in spec.items if not item.is_record_list}
    named = _by_header(table[0], spec, fields) if table else None
    body = table[1:] if named is not None else table
    width = max((len(row) for row in table), default=0)
    keys = tuple(chosen or named or tuple(fields)[:width])
    columns = tuple(key if key in fields else "" for key in (*keys, *[""] * width)[:width])
    rows = tuple(tuple(_cell(fields.get(key), each) for key, each in zip(columns, row, strict=False)) for row in body)
    return Pasted(columns, named is not None, rows[:MOST_ROWS], max(0, len(rows) - MOST_ROWS))


def _table(text: str) -> list[list[str]]:
    plain = text.replace("\r\n", "\n").strip("\n")
    separator = "\t" if "\t" in plain else "," if "," in plain and "\n" in plain else "\t"
    rows = csv.reader(io.StringIO(plain), delimiter=separator)
    try:
        return [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    except csv.Error:
        return [[cell.strip() for cell in line.split(separator)] for line in plain.split("\n") if line.strip()]


def _by_header(first: Sequence[str], spec: FieldSpec, fields: dict[str, FieldSpec]) -> tuple[str, ...] | None:
    """Where the columns go if the first row holds their names; None where it does not."""
    words: dict[str, str] = {}
    for item, short in zip(spec.items, short_names(spec), strict=True):
        if item.key in fields:
            words |= {fold_word(word): item.key for word in (item.key, item.name, short)}
    keys = tuple(words.get(fold_word(cell)) or _by_end(fold_word(cell), words) for cell in first)
    found = [key for key in keys if key]
    return keys if len(found) >= min(2, len(first)) and len(set(found)) == len(found) else None


def _by_end(word: str, words: dict[str, str]) -> str:
    """The only column whose name ends so (金额 for 自筹来源金额)."""
    keys = {key for name, key in words.items() if len(word) > 1 and name.endswith(word)}
    return keys.pop() if len(keys) == 1 else ""


def _cell(field: FieldSpec | None, text: str) -> PastedCell:
    return PastedCell(field, text, _problem(field, text) if field is not None else "")


def _problem(field: FieldSpec, text: str) -> str:
    kind = field.item_type or field.type
    if is_blank(text) or says_nothing(text, field, kind) or field.type is FieldType.LIST:
        return ""
    try:
        read_scalar(text, field, kind)
    except Refused as refusal:
        return refusal.message
    return format_problem(field.format, text) or "" if field.format else ""
