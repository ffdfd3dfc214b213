"""Parameters and tables as a guide prints them."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from xingshen.guide.parameters import read_list, read_parameter
from xingshen.guide.tables import column, read_csv, read_markdown_table
from xingshen.kernel.knowledge import Listing
from xingshen.language.kleene import WAIVED
from xingshen.language.types import Kind


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("3:1", Kind.NUMBER, Decimal(3)),
        ("0.6:1", Kind.NUMBER, Decimal("0.6")),
        ("20%", Kind.PERCENT, Decimal("0.2")),
        ("50万元", Kind.MONEY, Decimal(50)),
        ("400000元", Kind.MONEY, Decimal(40)),
        ("24个月", Kind.NUMBER, 24),
        ("2026-07-13", Kind.DATE, date(2026, 7, 13)),
        ("17:00点", Kind.TIME, time(17)),
        ("企业", Kind.TEXT, "企业"),
    ],
)
def test_a_parameter_is_read_as_it_is_printed(text: str, kind: Kind, value: object) -> None:
    constant = read_parameter(text)
    assert (constant.type.kind, constant.value, constant.text) == (kind, value, text)


@pytest.mark.parametrize("text", ["3:0", "2026-02-30", "25:00点"])
def test_an_impossible_value_is_refused_in_chinese(text: str) -> None:
    with pytest.raises(ValueError, match="不是有效的"):
        read_parameter(text)


def test_a_list_has_one_type() -> None:
    assert read_list(["1项", "2项"]).value == frozenset({1, 2})
    with pytest.raises(ValueError, match="类型不同"):
        read_list(["1项", "企业"])


def test_a_decision_table_has_typed_cells() -> None:
    rows = ("| 类 | 额度 | 主体 |", "|---|---|---|", "| 甲 | 50万元 | 企业、高校 |", "| 乙 | 不作要求 | 企业 |")
    assert read_markdown_table("\n".join(rows)).rows == {
        "甲": {"额度": Decimal(50), "主体": Listing(("企业", "高校"))},
        "乙": {"额度": WAIVED, "主体": Listing(("企业",))},
    }


@pytest.mark.parametrize(
    ("body", "words"), [("| 类 | 额 |\n| 甲 |", "列数相同"), ("| 类 | 额 |\n| 甲 | 1 |\n| 甲 | 2 |", "重复的键")]
)
def test_a_ragged_or_ambiguous_table_is_refused(body: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_markdown_table(body)


def test_a_column_of_a_list_with_its_stamp(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("名,类,source,as_of\n甲,一,书,2026-01-01\n乙,二,书,2026-02-01\n", encoding="utf-8")
    rows, stamp = read_csv(path)
    assert stamp.as_of == "2026-02-01"
    assert column(rows, "名", {"类": "一"}).value == frozenset({"甲"})
    with pytest.raises(ValueError, match="没有“号”一列"):
        column(rows, "号", {})
    with pytest.raises(ValueError, match="取不到任何一行"):
        column(rows, "名", {"类": "三"})


@pytest.mark.parametrize(
    ("raw", "words"), [("名\n甲\n".encode(), "source"), ("名,source,as_of\n甲".encode("gbk"), "UTF-8")]
)
def test_a_list_without_source_or_in_another_encoding_is_refused(tmp_path: Path, raw: bytes, words: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(raw)
    with pytest.raises(ValueError, match=words):
        read_csv(path)
