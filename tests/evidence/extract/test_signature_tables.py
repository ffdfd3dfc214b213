"""Signature blocks as tables and grids: parties as heads of columns, two languages beside each other."""

from __future__ import annotations

import pytest
import typst

from xingshen.evidence.extract.agreement import agreement_facts
from xingshen.evidence.extract.columns import column_spans, text_in
from xingshen.evidence.limits import DEFAULT_LIMITS
from xingshen.evidence.page import Line, Page, Paper
from xingshen.evidence.pdf_text import read_pdf

HEAD = (
    '#set page("a4")\n#set text(font: "Noto Serif CJK SC", size: 12pt, lang: "zh")\n'
    "= 合作协议\n甲方：河北云岭智能装备有限公司\\\n乙方：伏尔加应用物理研究所\n\n"
    "本协议有效期自2026年7月1日至2028年6月30日，双方签字盖章后生效。\n\n"
)
ROWS_AND_HEADS = (
    "#table(columns: (3cm, 6cm, 6cm), inset: 8pt, [], [甲方], [乙方], [单位名称], [河北云岭智能装备有限公司],"
    " [伏尔加应用物理研究所], [授权代表签字], [{0}], [{1}], [日期], [], [])"
)
HEADS = (
    "#table(columns: (7cm, 7cm), inset: 8pt, [甲方], [乙方], [单位（盖章）：], [单位（盖章）：],"
    " [签字：{0}], [签字：{1}], [日期：], [日期：])"
)
TWO_LANGUAGES = (
    "#grid(columns: (1fr, 1fr), row-gutter: 14pt, [甲方 Party A（盖章）：], [乙方 Party B（盖章）：],"
    " [授权代表签字 Signature：{0}], [授权代表签字 Signature：{1}], [日期 Date：], [日期 Date：])"
)


@pytest.mark.parametrize("layout", [ROWS_AND_HEADS, HEADS, TWO_LANGUAGES])
def test_each_party_has_its_own_place_to_sign(layout: str) -> None:
    signed = []
    for names in (("张明远", "I. Petrov"), ("张明远", ""), ("", "")):
        pages, _ = read_pdf(typst.compile((HEAD + layout.format(*names)).encode()), DEFAULT_LIMITS)
        signed.append(agreement_facts(Paper("协议.pdf", "", "application/pdf", pages)).facts["signed"].value)
    assert signed == [True, False, False]


def test_columns_reach_half_way_to_the_next_head() -> None:
    heads = [(200.0, 0.0, 240.0, 12.0), (400.0, 0.0, 440.0, 12.0)]
    assert column_spans((50.0, 20.0, 100.0, 32.0), heads, 595.0) == [(150.0, 320.0), (320.0, 595.0)]


def test_text_of_a_column_is_that_of_its_row() -> None:
    lines = (
        Line("签字张明远", (50.0, 20.0, 260.0, 32.0), (50.0, 62.0, 74.0, 200.0, 220.0, 260.0)),
        Line("日期", (200.0, 50.0, 224.0, 62.0), (200.0, 212.0, 224.0)),
    )
    assert text_in(Page(1, 595.0, 842.0, lines), (50.0, 20.0, 74.0, 32.0), (150.0, 320.0)) == "明远"
