"""Writes audit reports: opinion pages with the firm's letterhead, and the statements behind them.

Amounts are in 元, invented from the unit's name and the year. Knows nothing of which years a guide wants.
"""

from __future__ import annotations

from examples.generate.blocks import (
    Block,
    Paper,
    chinese_date,
    heading,
    letterhead,
    page_break,
    para,
    plain,
    signatures,
    signer,
    subtitle,
    table,
    title,
)
from examples.generate.cast import Unit
from examples.generate.identifiers import digits

FIRM = "河北衡正会计师事务所（普通合伙）"
_ACCOUNTANTS = ("卢秉衡", "汤以慎")


def audit_report(unit: Unit, year: int, *, file: str = "", kind: str = "审计报告") -> Paper:
    """The audit report of ``unit`` for the fiscal year ``year``, issued in the following spring."""
    name = f"{year}年度审计报告"
    content = {
        "name": name,
        "author": [FIRM],
        "size": 12,
        "header": f"{unit.name}　{year}年度财务报表审计",
        "blocks": [*_opinion(unit, year), page_break(), *_balance_sheet(unit, year), *_income(unit, year)],
    }
    return Paper(file=file or f"07-{name}.pdf", kind=kind, title=name, content=content, fiscal_year=year)


def _opinion(unit: Unit, year: int) -> list[Block]:
    issued = chinese_date(f"{year + 1}-04-{10 + int(digits(unit.name, 1)):02d}")
    code = f"冀{str(year + 1)[2:]}" + digits(unit.name + str(year), 8)
    return [
        letterhead(FIRM, "石家庄市桥西区中正路1号　电话：0311-85000000", "blue"),
        plain(f"报告编码：{code}　（可在注册会计师行业统一监管平台查验）"),
        title("审 计 报 告"),
        subtitle(f"衡正审字〔{year + 1}〕第{digits(unit.name, 4)}号"),
        plain(f"{unit.name}全体股东："),
        heading("一、审计意见"),
        para(
            f"我们审计了{unit.name}（以下简称贵公司）财务报表，包括{year}年12月31日的资产负债表，"
            f"{year}年度的利润表、现金流量表以及相关财务报表附注。我们认为，后附的财务报表在所有重大方面按照企业会计准则的规定编制，"
            f"公允反映了贵公司{year}年12月31日的财务状况以及{year}年度的经营成果和现金流量。"
        ),
        heading("二、形成审计意见的基础"),
        para(
            "我们按照中国注册会计师审计准则的规定执行了审计工作，独立于贵公司。我们相信，获取的审计证据是充分、适当的，为发表审计意见提供了基础。"
        ),
        heading("三、管理层和治理层的责任"),
        para("管理层负责编制财务报表并使其公允反映，治理层负责监督贵公司的财务报告过程。"),
        heading("四、注册会计师的责任"),
        para("我们的目标是对财务报表整体是否不存在重大错报获取合理保证，并出具包含审计意见的审计报告。"),
        signatures([_signer(_ACCOUNTANTS[0], issued, FIRM), _signer(_ACCOUNTANTS[1], issued, "")]),
    ]


def _signer(name: str, issued: str, seal: str) -> Block:
    lines = [FIRM] if seal else ["　"]
    return signer(lines, name, f"报告日期：{issued}", label="中国注册会计师：", seal=seal or None)


def _balance_sheet(unit: Unit, year: int) -> list[Block]:
    base = 1000 + int(digits(unit.name, 3)) + 90 * (year - 2023)
    assets = [("货币资金", base * 0.22), ("应收账款", base * 0.18), ("存货", base * 0.15), ("固定资产", base * 0.45)]
    claims = [("应付账款", base * 0.2), ("长期借款", base * 0.1), ("实收资本", base * 0.4), ("未分配利润", base * 0.3)]
    rows = [("资产", "期末余额", "负债和所有者权益", "期末余额")]
    rows += [(a, _yuan(x), b, _yuan(y)) for (a, x), (b, y) in zip(assets, claims, strict=True)]
    rows.append(("资产总计", _yuan(base), "负债和权益总计", _yuan(base)))
    caption = f"编制单位：{unit.name}　{year}年12月31日　单位：元"
    return [title("资产负债表", 14), subtitle(caption), table((3, 3, 4, 3), rows, header=True)]


def _income(unit: Unit, year: int) -> list[Block]:
    sales = 1500 + int(digits(unit.name, 3)) + 110 * (year - 2023)
    parts = (("营业收入", 1), ("营业成本", 0.71), ("研发费用", 0.06), ("利润总额", 0.12), ("净利润", 0.1))
    rows = [("项目", "本年金额", "上年金额")]
    rows += [(label, _yuan(sales * share), _yuan(sales * share * 0.94)) for label, share in parts]
    caption = f"编制单位：{unit.name}　{year}年度　单位：元"
    return [title("利润表", 14), subtitle(caption), table((3, 3, 3), rows, header=True, numbers=True)]


def _yuan(ten_thousands: float) -> str:
    return f"{ten_thousands * 10000:,.2f}"
