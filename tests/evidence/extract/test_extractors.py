"""All readers: their names, and that nothing a paper says can stop them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_papers import FILE, paper_of, scanned_paper

from xingshen.evidence.extract import EXTRACTORS
from xingshen.evidence.page import Paper

PIECES = [
    "合作协议",
    "补充协议",
    "甲方：",
    "乙方（盖章）：",
    "甲方",
    "（签字）：",
    "有效期",
    "自2026年7月1日",
    "起两年",
    "至2028年6月31日",
    "日期：",
    "年  月  日",
    "\n",
    "\f",
    "   ",
    "。",
    "，",
    "（",
    "）",
    "“",
    "”",
    "Party A",
    "Signature:",
    "By:",
    "from 1 July 2026",
    "until",
    "two (2) years",
    "审计了",
    "2025年度",
    "公允反映",
    "股东：",
    "名称",
    "住所",
    "单位：万元",
    "自筹资金",
    "100",
    "500,000元",
    "伍拾万元整",
    "项目名称：",
    "《",
    "》",
    "第3届",
    "有效期：三年",
    "发证时间：",
    "序号   基地名称   依托单位",
    "between X Ltd. and Y GmbH",
    "Shareholders:",
    "认定",
    "为“某基地”",
    "①",
    "㎡",
    "\u200b",
    "99999999999999999999",
    "万元",
    "零零元",
]


def test_names_of_the_readers() -> None:
    assert sorted(EXTRACTORS) == ["agreement", "audit_report", "certificate", "form_print", "licence"]


@pytest.mark.parametrize("name", sorted(EXTRACTORS))
@pytest.mark.parametrize("paper", [scanned_paper(), Paper(FILE, "sha256:0", "application/pdf", ())])
def test_unreadable_paper_gives_only_empty_facts(name: str, paper: Paper) -> None:
    facts = EXTRACTORS[name](paper).facts
    assert {fact.value for key, fact in facts.items() if key != "file"} == {None}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(EXTRACTORS)), st.lists(st.sampled_from(PIECES), max_size=30))
def test_no_text_stops_a_reader_and_every_fact_carries_its_name(name: str, pieces: list[str]) -> None:
    row = EXTRACTORS[name](paper_of("".join(pieces)))
    assert all(key == fact.name and 0 <= fact.confidence <= 1 for key, fact in row.facts.items())
