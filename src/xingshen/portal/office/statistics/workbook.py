"""Tables of the statistics as a workbook: a sheet per table, headings that stay, nothing that runs as a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO

import xlsxwriter

from xingshen.portal.office.statistics.tables import Cell, Column, Table
from xingshen.reports.spreadsheet import harmless

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\：]")
_LONGEST_NAME = 31
_WIDEST = 60


def workbook(tables: Iterable[Table], heading: str) -> bytes:
    """The file. ``heading`` stands above every table: call and day."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        styles = {
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "percent": book.add_format({"num_format": "0.0%"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "title": book.add_format({"bold": True, "font_size": 13}),
        }
        for table in tables:
            _sheet(book, styles, table, heading)
    return out.getvalue()


def _sheet(book: xlsxwriter.Workbook, styles: dict[str, object], table: Table, heading: str) -> None:
    sheet = book.add_worksheet(_NOT_IN_NAMES.sub(" ", table.title)[:_LONGEST_NAME])
    sheet.write_string(0, 0, table.title, styles["title"])
    sheet.write_string(1, 0, f"{heading} {table.note}".strip())
    for at, column in enumerate(table.columns):
        sheet.write_string(3, at, column.title, styles["head"])
        cells = [len(str(row[at] or "")) for row in table.rows]
        sheet.set_column(at, at, min(max([len(column.title) * 2, 8, *(2 * each for each in cells)]), _WIDEST))
    for line, row in enumerate(table.rows, 4):
        for at, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            _write(sheet, styles, line, at, column, cell)
    sheet.freeze_panes(4, 1)
    if table.rows:
        sheet.autofilter(3, 0, 3 + len(table.rows), len(table.columns) - 1)


def _write(sheet: object, styles: dict[str, object], line: int, at: int, column: Column, cell: Cell) -> None:
    if isinstance(cell, int | float):
        sheet.write_number(line, at, cell, styles["percent"] if column.percent else None)  # type: ignore[attr-defined]
    elif cell:
        sheet.write_string(line, at, harmless(cell), styles["text"])  # type: ignore[attr-defined]
