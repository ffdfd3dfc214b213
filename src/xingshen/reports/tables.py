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
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xingshen.reports.spreadsheet import harmless

Cell = str | int | float | None
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_000
_LONGEST_NAME = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, how wide the column is (in characters), whether long texts wrap, whether numbers are shares of one."""

    name: str
    width: int = 14
    wraps: bool = False
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named table; ``above``: lines over the headings of a workbook, the first one set as a title."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    above: Sequence[str] = ()


def write_xlsx(target: Path | IO[bytes], sheets: Iterable[Sheet], *, title: str, made_at: datetime) -> None:
    """The workbook; rows are written as they come, so that many need no memory."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options) as book:
        book.set_properties({"title": title, "author": "形审", "created": made_at.replace(tzinfo=None)})
        shapes = _Shapes(book)
        taken: set[str] = set()
        for sheet in sheets:
            _write_sheet(book.add_worksheet(_name(sheet.name, taken)), sheet, shapes)


class _Shapes:
    """How cells look, made once for each workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.head = book.add_format(
            {"bold": True, "bg_color": "#E8EEF4", "border": 1, "text_wrap": True, "valign": "top"}
        )
        self.plain = book.add_format({"valign": "top"})
        self._wrapped = book.add_format({"valign": "top", "text_wrap": True})
        self._percent = book.add_format({"valign": "top", "num_format": "0.0%"})

    def of(self, column: Column) -> Format:
        return self._percent if column.percent else self._wrapped if column.wraps else self.plain


def _write_sheet(page: Worksheet, sheet: Sheet, shapes: _Shapes) -> None:
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
    for line, text in enumerate(sheet.above):
        page.write_string(line, 0, _text(text), shapes.plain if line else shapes.title)
    top = len(sheet.above)
    page.freeze_panes(top + 1, 1)
    page.repeat_rows(top)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    for at, column in enumerate(sheet.columns):
        page.write_string(top, at, column.name, shapes.head)
    last = top
    for last, row in enumerate(sheet.rows, top + 1):
        for at, cell in enumerate(row):
            _write(page, last, at, cell, shapes.of(sheet.columns[at]))
    page.autofilter(top, 0, last, len(sheet.columns) - 1)


def _write(page: Worksheet, row: int, column: int, cell: Cell, shape: Format) -> None:
    if isinstance(cell, str):
        page.write_string(row, column, _text(cell), shape)
    elif cell is not None:
        page.write_number(row, column, cell, shape)


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
