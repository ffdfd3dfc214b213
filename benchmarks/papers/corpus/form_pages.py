"""Writes the printed pages of an application: the form, the page to sign and seal, the two pledges."""

from __future__ import annotations

import random
from datetime import date

from benchmarks.papers.corpus.agreements import END, START, Written
from benchmarks.papers.corpus.days import chinese_day
from benchmarks.papers.corpus.sheet import Sheet, choose_face
from benchmarks.papers.corpus.words import Cast

FILED = date(2026, 6, 20)
_PROGRAMME = "2026年度国际科技合作/港澳台科技合作专项"


def write_form(chance: random.Random, cast: Cast) -> Written:
    """Cover, basic data with the team, and the contents of the application."""
    sheet = Sheet(choose_face(chance), "申报书", size=12)
    sheet.space(70)
    sheet.title(_PROGRAMME, 18)
    sheet.title("项 目 申 报 书", 26)
    sheet.space(60)
    rows = (
        ("项目名称", cast.title),
        ("申报单位", cast.unit.name),
        ("项目负责人", cast.leader),
        ("境外合作机构", cast.partner.name),
        ("填报日期", chinese_day(FILED)),
    )
    for label, value in rows:
        sheet.para(f"{label}：{value}", indent=2, size=14)
        sheet.space(12)
    sheet.turn_page()
    sheet.heading("一、基本信息")
    sheet.table((2, 5), _basics(cast))
    sheet.heading("二、项目组成员")
    posts = ("高级工程师", "研究员", "副教授", "工程师")
    team = [(name, cast.unit.name, chance.choice(posts)) for name in cast.team]
    sheet.table((2, 5, 2), [("姓名", "工作单位", "职称"), *team])
    sheet.heading("三、项目摘要")
    sheet.para(
        f"本项目与{cast.partner.country}{cast.partner.name}合作，面向我省产业需要开展{cast.thing}方面的联合研究，"
        "突破关键工艺，形成可复制的技术方案，并在省内企业示范应用，带动相关产业提质增效。"
    )
    sheet.number_pages("{here}")
    return Written(sheet=sheet, kind="申报书", facts={})


def _basics(cast: Cast) -> list[tuple[str, str]]:
    unit = cast.unit
    return [
        ("申报单位", unit.name),
        ("统一社会信用代码", unit.uscc),
        ("单位类型", unit.kind),
        ("登记地", f"河北省{unit.city}"),
        ("法定代表人", unit.rep),
        ("项目负责人", cast.leader),
        ("执行期", f"{chinese_day(START)}至{chinese_day(END)}"),
    ]


def write_sealed_page(chance: random.Random, cast: Cast) -> Written:
    """The page with opinions, signatures and the unit's seal."""
    sheet = Sheet(choose_face(chance), "签章页", size=chance.choice((12, 14)))
    sheet.title(chance.choice(("申报单位签字盖章页", "签字盖章页", "项目申报书签章页")), 20)
    sheet.centred(_PROGRAMME)
    sheet.table((1, 3), [("项目名称", cast.title), ("申报单位", cast.unit.name), ("项目负责人", cast.leader)])
    sheet.heading("项目负责人意见")
    sheet.para("本人承诺所填报内容真实、准确、完整，对申报材料负责，同意申报。")
    signed = chance.random() > 0.15
    sheet.sign("项目负责人（签字）：", sheet.left + 60, cast.leader if signed else "")
    sheet.space(sheet.size * 2.4)
    _day(chance, sheet, "filled" if signed else "")
    sheet.heading("申报单位意见")
    sheet.para("经审核，申报材料属实，不涉及国家秘密，同意申报，并落实自筹资金和各项条件。")
    _unit_field(chance, sheet, cast)
    return Written(sheet=sheet, kind="签章页", facts={})


def write_pledge(chance: random.Random, cast: Cast, whose: str) -> Written:
    """The pledge of the ``unit`` or of the ``leader``."""
    unit = whose == "unit"
    kind = "单位承诺书" if unit else "负责人承诺书"
    sheet = Sheet(choose_face(chance), kind, size=chance.choice((12, 14)))
    name = (
        chance.choice(("单位承诺书", "申报单位承诺书")) if unit else chance.choice(("项目负责人承诺书", "负责人承诺书"))
    )
    sheet.title(name, 22)
    who = "我单位" if unit else f"本人{cast.leader}"
    sheet.para(f"{who}申报2026年度国际科技合作专项“{cast.title}”项目，郑重承诺：")
    promises = [
        "所提交的申报材料真实、准确、完整，无弄虚作假和重复申报。",
        "遵守科研诚信和科研伦理有关规定，材料内容不涉及国家秘密。",
        "境外合作机构不是申报单位在境外设立的机构。" if unit else "按期投入足够时间，完成项目任务书约定的各项任务。",
        "按时足额落实自筹经费，专款专用，接受监督检查。" if unit else "无逾期未结题的省级项目。",
        "如有违反，愿意承担由此产生的一切责任。",
    ]
    for number, promise in zip("一二三四五", promises, strict=True):
        sheet.para(f"{number}、{promise}")
    sheet.space(30)
    if unit:
        _unit_field(chance, sheet, cast)
    else:
        signed = chance.random() > 0.15
        sheet.sign("承诺人（签字）：", sheet.left + 180, cast.leader if signed else "")
        sheet.space(sheet.size * 2.6)
        _day(chance, sheet, "filled" if signed else "")
    return Written(sheet=sheet, kind=kind, facts={})


def _unit_field(chance: random.Random, sheet: Sheet, cast: Cast) -> None:
    """Seal and legal representative; sometimes a name seal in place of the signature, sometimes nothing."""
    em = sheet.size
    sheet.room(em * 9)
    x = sheet.left + chance.uniform(120, 190)
    sheet.at(chance.choice(("申报单位（公章）：", "单位（盖章）：", "申报单位（盖章）")), x)
    if chance.random() > 0.1:
        sheet.seal(x + chance.uniform(60, 150), sheet.y + em * chance.uniform(0.5, 4), cast.unit.name)
    sheet.space(em * 2.6)
    way = chance.choices(("pen", "seal", "none"), (5, 3, 2))[0]
    sheet.sign("法定代表人（签字）：", x, cast.unit.rep if way == "pen" else "")
    if way == "seal" or (way == "pen" and chance.random() < 0.25):
        sheet.seal(x + (175 if way == "seal" else 265), sheet.y + em * 0.4, cast.unit.rep, "法定代表人名章")
    sheet.space(em * 2.6)
    _day(chance, sheet, "filled" if way != "none" else "")


def _day(chance: random.Random, sheet: Sheet, filled: str) -> None:
    x = sheet.right - 210
    if filled and chance.random() < 0.4:
        sheet.sign("日期：", x, "2026.6.20", width=130)
    elif filled:
        sheet.at(chinese_day(FILED), x)
    else:
        sheet.sign("日期：", x, "", width=130)
    sheet.space(sheet.size * 2.4)
