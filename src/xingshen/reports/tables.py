"""Result tables for spreadsheets: sheets with Chinese headings, frozen heads and filters, as xlsx; one sheet as CSV.

Every text is made harmless, so that nothing that a person typed is run as a formula. Knows columns and cells only.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

import xlsxwriter

from xingshen.reports.spreadsheet import harmless

Cell = str | int | float
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_000
_LONGEST_NAME = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, how wide the column is (in characters), and whether long texts wrap."""

    name: str
    width: int = 14
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named table."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


def write_xlsx(target: Path, sheets: Iterable[Sheet], *, title: str, made_at: datetime) -> None:
    """The workbook; rows are written as they come, so that many need no memory."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(target), options) as book:
        book.set_properties({"title": title, "author": "形审", "created": made_at.replace(tzinfo=None)})
        head = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"valign": "top"})
        wrapped = book.add_format({"valign": "top", "text_wrap": True})
        taken: set[str] = set()
        for sheet in sheets:
            page = book.add_worksheet(_name(sheet.name, taken))
            page.freeze_panes(1, 1)
            page.repeat_rows(0)
            page.set_landscape()
            page.fit_to_pages(1, 0)
            for at, column in enumerate(sheet.columns):
                page.set_column(at, at, column.width)
                page.write_string(0, at, column.name, head)
            last = 0
            for last, row in enumerate(sheet.rows, 1):
                for at, cell in enumerate(row):
                    _write(page, last, at, cell, wrapped if sheet.columns[at].wraps else plain)
            page.autofilter(0, 0, last, len(sheet.columns) - 1)


def _write(page: object, row: int, column: int, cell: Cell, shape: object) -> None:
    if isinstance(cell, str):
        page.write_string(row, column, _text(cell), shape)  # type: ignore[attr-defined]
    else:
        page.write_number(row, column, cell, shape)  # type: ignore[attr-defined]


def write_csv(target: IO[str], sheet: Sheet) -> None:
    """One sheet as CSV that a spreadsheet opens as UTF-8."""
    target.write(_BOM)
    writer = csv.writer(target)
    writer.writerow([column.name for column in sheet.columns])
    writer.writerows([_text(cell) if isinstance(cell, str) else cell for cell in row] for row in sheet.rows)


def _text(cell: str) -> str:
    seen = "".join(each for each in cell if each.isprintable() or each in "\n\t")
    return harmless(seen[:LONGEST_CELL])


def _name(wanted: str, taken: set[str]) -> str:
    """A name that a sheet may have: short, without forbidden signs, not used twice."""
    base = (wanted.translate(_FORBIDDEN).strip() or "表")[:_LONGEST_NAME]
    for name in _numbered(base):
        if name.casefold() not in taken:
            taken.add(name.casefold())
            return name
    raise AssertionError("names do not run out")


def _numbered(base: str) -> Iterator[str]:
    yield base
    number = 2
    while True:
        tail = f" {number}"
        yield base[: _LONGEST_NAME - len(tail)] + tail
        number += 1
