"""Facts read from real PDF and docx files: justified text, tables, running heads, page numbers, a page break."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from functools import cache

import docx
import pytest
import typst

from xingshen.evidence.extract import EXTRACTORS
from xingshen.evidence.fact import FactRow
from xingshen.evidence.limits import DEFAULT_LIMITS
from xingshen.evidence.readers import read_bytes

_SETUP = """
#set page(paper: "a4", header: align(center)[国际科技合作协议])
#set page(footer: align(center)[第 #context counter(page).display() 页])
#set text(font: "Noto Serif CJK SC", lang: "zh", size: 12pt)
#set par(justify: true, first-line-indent: 2em)
"""
_AGREEMENT = (
    _SETUP
    + """
#align(center, text(size: 20pt)[国 际 科 技 合 作 协 议])
甲方：河北云岭智能装备有限公司（以下简称“甲方”） \\
地址：河北省石家庄市高新区长江大道1号 \\
法定代表人：张明远 \\
乙方：伏尔加应用物理研究所（Volga Institute of Applied Physics，以下简称“乙方”） \\
地址：俄罗斯联邦下诺夫哥罗德市

鉴于双方曾于2024年5月6日签署谅解备忘录，现就“高强钢连铸结晶器智能控制关键技术与装备国际联合研发”项目开展合作，经友好协商，达成如下协议。

= 第一条 双方分工
甲方负责工程验证与产业化，乙方负责算法研究。#lorem(160)

= 第二条 经费
甲方自筹经费人民币叁佰万元整。甲方应于2026年9月1日前支付第一阶段费用。

= 第三条 知识产权
共同完成的成果由双方共有。#lorem(200)

= 第四条 协议的生效与期限
本协议经双方授权代表签字并加盖公章后生效，本协议的有效期为二十四个月，自二〇二六年七月一日起至二〇二八年六月三十日止。期满前如需延长，由双方另行签订补充协议。

（以下无正文）

#table(columns: (1fr, 1fr), stroke: none,
  [甲方（盖章）：河北云岭智能装备有限公司], [乙方（签字）：],
  [法定代表人或授权代表（签字）：SIGN], [授权代表（签字）：Ivan Petrov],
  [日期：2026年6月20日], [日期：2026年6月22日])
"""
)
_LICENCE = """
#set page(paper: "a4", flipped: true)
#set text(font: "Noto Serif CJK SC", size: 12pt)
#align(center, text(size: 28pt)[营 业 执 照])
统一社会信用代码 #h(1em) CODE
#grid(columns: (1fr, 1fr), row-gutter: 12pt,
  [名 #h(2em) 称 #h(1em) 河北云岭智能装备有限公司], [注册资本 #h(1em) 伍仟万元整],
  [类 #h(2em) 型 #h(1em) 有限责任公司(自然人投资或控股)], [成立日期 #h(1em) 2015年03月12日],
  [法定代表人 #h(1em) 张明远], [住 #h(2em) 所 #h(1em) 河北省石家庄市高新区长江大道1号])
"""
_FORM = """
#set page(paper: "a4")
#set text(font: "Noto Serif CJK SC", size: 12pt)
#align(center, text(size: 22pt)[2026年度河北省省级科技计划项目申报书])
#table(columns: (8em, 1fr),
  [项目名称], [高强钢连铸结晶器智能控制关键技术与装备国际联合研发],
  [申报单位], [河北云岭智能装备有限公司],
  [项目负责人], [张明远])
#align(right)[单位：万元]
#table(columns: (1fr, 1fr), [申请省财政资金], [100.00], [自筹资金], [300.00], [合计], [400.00])
"""


@cache
def _pdf(source: str) -> bytes:
    return bytes(typst.compile(source.encode()))


def _read(reader: str, data: bytes, name: str = "附件/文件.pdf") -> FactRow:
    return EXTRACTORS[reader](read_bytes(data, name, "sha256:0", DEFAULT_LIMITS))


def _values(row: FactRow, *names: str) -> list[object]:
    return [row.facts[name].value for name in names]


def test_agreement_as_pdf() -> None:
    row = _read("agreement", _pdf(_AGREEMENT.replace("SIGN", "张明远")))
    assert _values(row, "nature", "signed_on", "effective_from", "effective_to", "term", "signed") == [
        "协议",
        date(2026, 6, 22),
        date(2026, 7, 1),
        date(2028, 6, 30),
        "固定",
        True,
    ]
    assert row.facts["parties"].value == (
        "河北云岭智能装备有限公司",
        "伏尔加应用物理研究所",
        "Volga Institute of Applied Physics",
    )
    assert row.facts["project_title"].value == "高强钢连铸结晶器智能控制关键技术与装备国际联合研发"
    assert row.facts["effective_to"].evidence[0].page == 2


def test_blank_signature_line_in_a_pdf_is_seen() -> None:
    source = _AGREEMENT.replace("SIGN", "").replace("日期：2026年6月20日", "日期：#h(2em)年#h(1em)月#h(1em)日")
    row = _read("agreement", _pdf(source))
    assert _values(row, "signed", "signed_on") == [False, date(2026, 6, 22)]


@pytest.mark.parametrize("term", ["至项目验收之日止", "长期有效"])
def test_term_without_a_day_in_a_pdf(term: str) -> None:
    source = _AGREEMENT.replace("的有效期为二十四个月，自二〇二六年七月一日起至二〇二八年六月三十日止", f"有效期{term}")
    assert _read("agreement", _pdf(source)).facts["effective_to"].value is None


def test_agreement_as_docx() -> None:
    document = docx.Document()
    document.add_heading("国际科技合作协议", 0)
    for text in (
        "甲方：河北云岭智能装备有限公司",
        "乙方：伏尔加应用物理研究所",
        "项目名称：高强钢连铸智能控制关键技术联合研发",
        "第一条 本协议有效期自2026年7月1日至2028年6月30日。",
    ):
        document.add_paragraph(text)
    table = document.add_table(3, 2)
    cells = ["甲方（盖章）：", "乙方（盖章）：", "代表（签字）：张明远", "代表（签字）：I. Petrov"]
    cells += ["日期：2026年6月20日", "日期：2026年6月21日"]
    for cell, text in zip([c for row in table.rows for c in row.cells], cells, strict=True):
        cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    row = _read("agreement", buffer.getvalue(), "附件/协议.docx")
    assert _values(
        row, "nature", "parties", "project_title", "effective_from", "effective_to", "signed_on", "signed"
    ) == [
        "协议",
        ("河北云岭智能装备有限公司", "伏尔加应用物理研究所"),
        "高强钢连铸智能控制关键技术联合研发",
        date(2026, 7, 1),
        date(2028, 6, 30),
        date(2026, 6, 21),
        True,
    ]


def test_licence_as_pdf() -> None:
    row = _read("licence", _pdf(_LICENCE.replace("CODE", "91130100MA0ABCDE0U")))
    assert _values(row, "entity", "address", "founded_on", "legal_representative", "kind") == [
        "河北云岭智能装备有限公司",
        "河北省石家庄市高新区长江大道1号",
        date(2015, 3, 12),
        "张明远",
        "有限责任公司(自然人投资或控股)",
    ]


def test_form_as_pdf() -> None:
    row = _read("form_print", _pdf(_FORM))
    assert _values(row, "programme_year", "unit", "project_title", "leader", "requested_grant", "self_funding") == [
        2026,
        "河北云岭智能装备有限公司",
        "高强钢连铸结晶器智能控制关键技术与装备国际联合研发",
        "张明远",
        Decimal(100),
        Decimal(300),
    ]
