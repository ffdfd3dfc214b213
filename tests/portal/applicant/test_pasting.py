"""Rows pasted from a spreadsheet: what lands where, and what would not be understood."""

from __future__ import annotations

import pytest

from xingshen.dossier.form_spec import FieldSpec
from xingshen.guide.finding import find_guide
from xingshen.guide.loading import load_form
from xingshen.portal.applicant.pasting import read_pasted

FORM = load_form(find_guide("hebei-intl-2026"))
TEAM, SOURCES = FORM.by_id["team"], FORM.by_id["budget.sources"]


def values(text: str, spec: FieldSpec = TEAM, chosen: list[str] | None = None) -> list[dict[str, object]]:
    return read_pasted(text, spec, chosen).values()


def test_without_a_header_columns_go_in_the_order_of_the_form() -> None:
    assert values("甲\t1988-09-03\n乙\t1990-01-02") == [
        {"name": "甲", "birth": "1988-09-03"},
        {"name": "乙", "birth": "1990-01-02"},
    ]


@pytest.mark.parametrize("header", ["姓名\t单位", "成员姓名\t成员单位", "name\tunit"])
def test_a_header_says_where_columns_go(header: str) -> None:
    pasted = read_pasted(f"{header}\n甲\t某大学", TEAM)
    assert (pasted.header, pasted.columns, pasted.values()) == (
        True,
        ("name", "unit"),
        [{"name": "甲", "unit": "某大学"}],
    )


def test_an_unknown_column_is_left_out() -> None:
    assert values("姓名\t工号\t职称\n甲\t007\t工程师") == [{"name": "甲", "title": "工程师"}]


def test_the_person_may_say_where_columns_go() -> None:
    assert values("某大学\t甲", chosen=["unit", "name"]) == [{"unit": "某大学", "name": "甲"}]


def test_cells_that_cannot_be_read_are_told_and_kept() -> None:
    pasted = read_pasted("姓名\t出生日期\n甲\t199x", TEAM)
    assert pasted.problems == 1
    assert pasted.rows[0][1].problem == "“199x”无法读作一个日期；请写成 2026-07-01 的形式"
    assert pasted.values() == [{"name": "甲", "birth": "199x"}]


def test_amounts_are_read_as_the_form_reads_them() -> None:
    pasted = read_pasted("名称\t出资单位\t性质\t金额\n自有\t某公司\t自有资金\t150万元\n借款\t某行\t贷款\t若干", SOURCES)
    assert [cell.problem != "" for row in pasted.rows for cell in row] == [False] * 7 + [True]


def test_quoted_cells_may_hold_line_breaks_and_empty_rows_are_dropped() -> None:
    assert values('"甲\n（组长）"\t1988-09-03\n\t\n乙\t') == [
        {"name": "甲\n（组长）", "birth": "1988-09-03"},
        {"name": "乙"},
    ]


def test_more_rows_than_allowed_are_cut_and_told() -> None:
    pasted = read_pasted("\n".join(f"成员{at}\t" for at in range(205)), TEAM)
    assert (len(pasted.rows), pasted.cut) == (200, 5)


@pytest.mark.parametrize("text", ["", "\n\n", "\t\t"])
def test_nothing_pasted_gives_no_rows(text: str) -> None:
    assert values(text) == []
