"""Writes audit reports: cover and opinion of a firm, the year said in many ways, a statement behind them."""

from __future__ import annotations

import random
from datetime import date

from examples.generate.identifiers import digits

from benchmarks.papers.corpus.agreements import Written
from benchmarks.papers.corpus.days import chinese_day, draw_day, numerals
from benchmarks.papers.corpus.sheet import BLACK, Sheet, choose_face
from benchmarks.papers.corpus.words import Cast

_FIRMS = ("冀信", "同衡", "中嵘", "正穆", "华岱", "天屿", "永臻")
_FORMS = (
    "会计师事务所（普通合伙）",
    "会计师事务所（特殊普通合伙）",
    "会计师事务所有限责任公司",
    "会计师事务所有限公司",
)


def write_audit(chance: random.Random, cast: Cast, year: int) -> Written:
    """The report on the accounts of the cast's unit for ``year``, issued in the spring after."""
    firm = f"{chance.choice(('河北', '', '石家庄'))}{chance.choice(_FIRMS)}{chance.choice(_FORMS)}"
    issued = draw_day(chance, date(year + 1, 2, 1), date(year + 1, 5, 28))
    entity = cast.unit.name
    sheet = Sheet(choose_face(chance), "审计报告", size=chance.choice((10.5, 12, 12)))
    said = chance.choice((f"{year}年", f"{year}年", f"{numerals(year)}年"))
    if chance.random() < 0.5:
        _cover(chance, sheet, entity, said, firm)
    if chance.random() < 0.4:
        sheet.header = f"{entity}　{said}度财务报表审计报告"
    _opinion(chance, sheet, entity, said, firm, issued)
    _statement(chance, sheet, entity, year)
    return Written(sheet=sheet, kind="审计报告", facts={"fiscal_year": year, "entity": entity, "firm": firm})


def _cover(chance: random.Random, sheet: Sheet, entity: str, said: str, firm: str) -> None:
    sheet.space(120)
    sheet.title(entity, min(22, 440 / len(entity)))
    sheet.title(
        chance.choice((f"{said}度审计报告", f"{said}度财务报表\n审 计 报 告", f"审 计 报 告\n（{said}度）")), 24
    )
    sheet.space(300)
    sheet.title(firm, 15, "song")
    sheet.seal((sheet.left + sheet.right) / 2 + 40, sheet.y - 10, firm)
    sheet.turn_page()


def _opinion(chance: random.Random, sheet: Sheet, entity: str, said: str, firm: str, issued: date) -> None:
    if chance.random() < 0.5:
        sheet.letterhead(firm, chance.choice(((31, 56, 100), BLACK, (190, 30, 35))))
    if chance.random() < 0.6:
        sheet.para(f"报告编码：冀{issued.year % 100}{digits(entity, 8)}", indent=0, size=9)
    sheet.title("审　计　报　告", 20)
    sheet.centred(f"{firm[:2]}审字〔{issued.year}〕第{digits(firm + entity, 4)}号")
    sheet.para(f"{entity}{chance.choice(('全体股东', '股东会', '董事会'))}：", indent=0)
    sheet.heading("一、审计意见")
    body = (
        f"我们审计了{entity}（以下简称“贵公司”）财务报表，包括{said}12月31日的资产负债表，{said}度的利润表、现金流量表、"
        f"所有者权益变动表以及相关财务报表附注。"
    )
    if said.startswith("二"):
        body = body.replace("12月31日", "十二月三十一日")
    sheet.para(body)
    sheet.para(
        "我们认为，后附的财务报表在所有重大方面按照企业会计准则的规定编制，公允反映了贵公司"
        f"{said}{'十二月三十一日' if said.startswith('二') else '12月31日'}的财务状况以及{said}度的经营成果和现金流量。"
    )
    sheet.heading("二、形成审计意见的基础")
    sheet.para(
        "我们按照中国注册会计师审计准则的规定执行了审计工作。我们相信，我们获取的审计证据是充分、适当的，为发表审计意见提供了基础。"
    )
    sheet.heading("三、管理层和治理层对财务报表的责任")
    sheet.para("管理层负责按照企业会计准则的规定编制财务报表，使其实现公允反映，并设计、执行和维护必要的内部控制。")
    sheet.room(sheet.size * 11)
    sheet.space(sheet.size)
    middle = (sheet.left + sheet.right) / 2 + 20
    sheet.at(firm, sheet.left, size=min(sheet.size, 220 / len(firm)))
    sheet.seal(sheet.left + chance.uniform(70, 150), sheet.y + chance.uniform(0, 50), firm)
    for name in ("中国注册会计师：", "中国注册会计师："):
        sheet.sign(name, middle, chance.choice(("", cast_name(chance), cast_name(chance))))
        sheet.space(sheet.size * 2.6)
    sheet.at(f"中国·{chance.choice(('石家庄', '唐山', '保定'))}", sheet.left)
    sheet.at(chinese_day(issued, chance.choice(("plain", "numerals"))), middle)
    sheet.space(sheet.size * 2)


def cast_name(chance: random.Random) -> str:
    """A name to sign with."""
    return chance.choice("卢汤段雷贺倪") + "".join(chance.sample("秉衡以慎知行修文", 2))


def _statement(chance: random.Random, sheet: Sheet, entity: str, year: int) -> None:
    sheet.header = ""
    sheet.turn_page()
    sheet.title("资产负债表", 16)
    sheet.centred(f"编制单位：{entity}　　{year}年12月31日　　单位：元", 9)
    names = (
        "货币资金",
        "应收账款",
        "预付款项",
        "存货",
        "固定资产",
        "在建工程",
        "无形资产",
        "短期借款",
        "应付账款",
        "实收资本",
        "未分配利润",
    )
    rows = [("项目", "期末余额", "期初余额")]
    rows += [(name, *(f"{chance.uniform(1e5, 5e7):,.2f}" for _ in range(2))) for name in names]
    sheet.table((4, 3, 3), rows, size=9.5)
