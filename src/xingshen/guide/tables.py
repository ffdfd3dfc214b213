"""Tables of a pack: CSV lists with source and date, and decision tables written in Markdown."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from pathlib import Path

from xingshen.guide.pack import ListStamp
from xingshen.guide.parameters import read_list, read_parameter
from xingshen.kernel.knowledge import Listing
from xingshen.language.kleene import WAIVED
from xingshen.language.scope import Constant, Table
from xingshen.language.types import TEXT, Kind, Type, list_of

NOT_ASKED = "不作要求"
Row = Mapping[str, str]


def read_csv(path: Path) -> tuple[list[Row], ListStamp]:
    """The rows of a list and its stamp (latest as-of date, digest). Raises OSError, ValueError (Chinese)."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(f"名单 tables/{path.name} 不是 UTF-8 编码") from None
    rows: list[Row] = list(csv.DictReader(text.splitlines(keepends=True)))
    if not rows or "source" not in rows[0] or "as_of" not in rows[0]:
        raise ValueError("名单应有 source（来源）和 as_of（日期）两列，且不为空")
    as_of = max(row["as_of"] or "" for row in rows)
    return rows, ListStamp(f"tables/{path.name}", as_of, f"sha256:{hashlib.sha256(raw).hexdigest()}")


def column(rows: list[Row], name: str, where: Mapping[str, str]) -> Constant:
    """One column of the rows that satisfy ``where`` as a list parameter; raises ValueError for an unknown column."""
    for wanted in (name, *where):
        if wanted not in rows[0]:
            raise ValueError(f"名单中没有“{wanted}”一列")
    chosen = [row[name] for row in rows if all(row[key] == value for key, value in where.items()) and row[name]]
    if not chosen:
        raise ValueError("按所给条件取不到任何一行")
    constant = read_list(list(dict.fromkeys(chosen)))
    return Constant(constant.type, constant.value, f"{len(chosen)}项名单")


def read_markdown_table(body: str) -> Table:
    """A decision table: first column the key, cells typed by how they are printed; 、 separates a list.

    “不作要求” asks nothing. Raises ValueError (Chinese) for ragged rows or a repeated key.
    """
    rows = [_cells(line) for line in body.splitlines() if line.strip().startswith("|")]
    rows = [row for row in rows if not all(set(cell) <= {"-", ":"} for cell in row)]
    if len(rows) < 2 or len({len(row) for row in rows}) != 1 or len(rows[0]) < 2:
        raise ValueError("表格至少要有表头和一行，且各行列数相同")
    header, body_rows = rows[0], rows[1:]
    keys = [row[0] for row in body_rows]
    if len(set(keys)) != len(keys):
        raise ValueError("表格第一列有重复的键")
    columns = {name: _column_type([row[at] for row in body_rows]) for at, name in enumerate(header[1:], 1)}
    table = {row[0]: _row(header, row, columns) for row in body_rows}
    return Table((header[0],), columns, table)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _column_type(cells: list[str]) -> Type:
    asked = [cell for cell in cells if cell != NOT_ASKED]
    waivable = len(asked) < len(cells)
    if any("、" in cell for cell in asked):
        of = list_of(TEXT)
    else:
        types = {read_parameter(cell).type for cell in asked}
        of = types.pop() if len(types) == 1 else TEXT
    return Type(of.kind, item=of.item, waivable=waivable)


def _row(header: list[str], row: list[str], columns: Mapping[str, Type]) -> dict[str, object]:
    return {name: _cell(row[at], columns[name]) for at, name in enumerate(header[1:], 1)}


def _cell(text: str, of: Type) -> object:
    if text == NOT_ASKED:
        return WAIVED
    if of.kind is Kind.LIST:
        return Listing(tuple(text.split("、")))
    return text if of.kind is Kind.TEXT else read_parameter(text).value
