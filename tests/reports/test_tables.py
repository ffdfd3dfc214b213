"""Tables for spreadsheets: headings, frozen heads, filters; nothing that a person typed is a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from xingshen.reports.tables import Column, Sheet, write_csv, write_xlsx

COLUMNS = (Column("受理编号"), Column("项目名称", 40, True), Column("补正次数"))
ROWS = [("2026-2-0001", '=HYPERLINK("http://x")', 1), ("2026-2-0002", "正常", 0)]
AT = datetime(2026, 7, 20, tzinfo=UTC)


def parts(folder: Path, *sheets: Sheet) -> dict[str, str]:
    path = folder / "t.xlsx"
    write_xlsx(path, sheets, title="结果", made_at=AT)
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def test_a_sheet_has_its_head_frozen_and_a_filter_over_all_rows(tmp_path: Path) -> None:
    page = parts(tmp_path, Sheet("全部", COLUMNS, ROWS))["xl/worksheets/sheet1.xml"]
    assert '<pane xSplit="1" ySplit="1" topLeftCell="B2"' in page
    assert '<autoFilter ref="A1:C3"/>' in page


def test_numbers_are_numbers_and_texts_are_texts(tmp_path: Path) -> None:
    page = parts(tmp_path, Sheet("全部", COLUMNS, ROWS))["xl/worksheets/sheet1.xml"]
    assert re.search(r'<c r="C2"[^>]*><v>1</v></c>', page)
    assert "<f>" not in page


def test_lines_above_move_the_head_and_its_filter_down(tmp_path: Path) -> None:
    page = parts(tmp_path, Sheet("全部", COLUMNS, ROWS, above=("结果", "说明")))["xl/worksheets/sheet1.xml"]
    assert '<pane xSplit="1" ySplit="3" topLeftCell="B4"' in page
    assert '<autoFilter ref="A3:C5"/>' in page


def test_shares_have_a_format_of_their_own_and_what_is_missing_has_no_cell(tmp_path: Path) -> None:
    columns = (Column("条款"), Column("占比", percent=True))
    made = parts(tmp_path, Sheet("条款", columns, [("3.6.a", 0.375), ("4.2", None)]))
    assert 'formatCode="0.0%"' in made["xl/styles.xml"]
    page = made["xl/worksheets/sheet1.xml"]
    assert re.search(r'<c r="B2"[^>]*><v>0.375</v></c>', page)
    assert 'r="B3"' not in page


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(tmp_path: Path, start: str) -> None:
    page = parts(tmp_path, Sheet("全部", COLUMNS, [("1", f"{start}1+1", 0)]))["xl/worksheets/sheet1.xml"]
    assert "<f>" not in page
    text = io.StringIO()
    write_csv(text, Sheet("全部", COLUMNS, [("1", f"{start}cmd|' /C calc'!A0", 0)]))
    cell = list(csv.reader(io.StringIO(text.getvalue().removeprefix("\ufeff"), newline="")))[1][1]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_names_of_sheets_are_made_fit_and_different(tmp_path: Path) -> None:
    names = ["类别[1]:甲/乙", "类别_1__甲_乙", "一" * 40, ""]
    book = parts(tmp_path, *(Sheet(name, COLUMNS, []) for name in names))["xl/workbook.xml"]
    assert re.findall(r'<sheet name="([^"]*)"', book) == ["类别_1__甲_乙", "类别_1__甲_乙 2", "一" * 31, "表"]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("a.xlsx", "b.xlsx"):
        write_xlsx(tmp_path / name, [Sheet("全部", COLUMNS, ROWS)], title="结果", made_at=AT)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


def test_csv_begins_with_the_mark_that_spreadsheets_need() -> None:
    text = io.StringIO()
    write_csv(text, Sheet("全部", COLUMNS, ROWS))
    assert text.getvalue().splitlines()[0] == "\ufeff受理编号,项目名称,补正次数"
