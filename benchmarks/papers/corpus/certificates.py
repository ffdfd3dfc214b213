"""Writes what others issue to a unit: patents, receipts, approvals, recognitions, high-tech certificates, licences.

Issuers and numbers are invented. Knows the cast only.
"""

from __future__ import annotations

import random
from datetime import date

from examples.generate.identifiers import digits

from benchmarks.papers.corpus.agreements import Written
from benchmarks.papers.corpus.days import chinese_day, draw_day, years_later
from benchmarks.papers.corpus.sheet import A4, A4_WIDE, Sheet, choose_face
from benchmarks.papers.corpus.words import Cast

RED, GREEN, BLUE = (196, 28, 34), (38, 96, 70), (36, 66, 128)


def write_licence(chance: random.Random, cast: Cast) -> Written:
    """营业执照 of an enterprise, 事业单位法人证书 of others."""
    unit = cast.unit
    firm = unit.kind == "企业"
    sheet = _framed(chance, "营业执照", RED)
    sheet.title("营 业 执 照" if firm else "事业单位法人证书", 30, "bold")
    sheet.centred("（副　本）")
    sheet.para(f"统一社会信用代码　{unit.uscc}", indent=0, size=13)
    founded, founded_style = unit.founded, chance.choice(("plain", "padded"))
    rows = [
        ("名　　称", unit.name),
        ("类　　型", "有限责任公司" if firm else "事业单位"),
        ("法定代表人", unit.rep),
        ("注册资本" if firm else "开办资金", chance.choice(("贰仟万元整", "伍佰万元整", "壹亿元整"))),
        ("成立日期", chinese_day(founded, founded_style)),
        ("住　　所", f"河北省{unit.city}高新区创新路{digits(unit.name, 2)}号"),
    ]
    _fields(sheet, rows, 13)
    sheet.para(
        f"经营范围　{cast.thing}技术开发、技术咨询、技术服务。" if firm else f"宗旨和业务范围　{cast.thing}研究。",
        indent=0,
    )
    _issued(chance, sheet, f"{unit.city}行政审批局", draw_day(chance, date(2020, 1, 1), date(2025, 12, 1)))
    return Written(sheet=sheet, kind="营业执照", facts={"entity": unit.name, "uscc": unit.uscc, "founded_on": founded})


def write_hightech(chance: random.Random, cast: Cast) -> Written:
    """高新技术企业证书, three years from the day of issue."""
    day = draw_day(chance, date(2023, 10, 1), date(2025, 12, 20))
    number = f"GR{day.year}1300{digits(cast.unit.name, 4)}"
    sheet = _framed(chance, "高企证书", RED)
    sheet.title("高新技术企业证书", 32, "bold", RED)
    sheet.space(26)
    rows = [
        ("企业名称：", cast.unit.name),
        ("证书编号：", number),
        ("发证时间：", chinese_day(day)),
        ("有 效 期：", "三年"),
    ]
    _fields(sheet, rows, 16)
    _issued(chance, sheet, "河北省认定机构办公室", day)
    facts = {"entity": cast.unit.name, "number": number, "valid_until": years_later(day, 3)}
    return Written(sheet=sheet, kind="高企证书", facts=facts)


def write_patent(chance: random.Random, cast: Cast) -> Written:
    """A patent certificate or one for software copyright."""
    day = draw_day(chance, date(2019, 1, 1), date(2026, 3, 1))
    sheet = _framed(chance, "知识产权", BLUE, wide=chance.random() < 0.3)
    if chance.random() < 0.3:
        number = f"{day.year}SR{digits(cast.title, 7)}"
        sheet.title("计算机软件著作权登记证书", 24, "bold")
        rows = [
            ("软件名称：", f"{cast.thing}监测管理系统V1.0"),
            ("著作权人：", cast.unit.name),
            ("登 记 号：", number),
            ("首次发表日期：", "未发表"),
        ]
    else:
        number = f"ZL 20{digits(cast.title, 2)} 1 {digits(cast.unit.name, 7)}.{digits(cast.leader, 1)}"
        name = chance.choice(("发明专利证书", "实用新型专利证书"))
        sheet.para(f"证书号第{digits(cast.number, 7)}号", indent=0, size=11)
        sheet.title(name, 28, "bold")
        rows = [
            ("发明名称：", f"一种{cast.thing}装置及方法"),
            ("发 明 人：", "；".join((cast.leader, *cast.team[:2]))),
            ("专 利 号：", number),
            ("专利权人：", cast.unit.name),
            ("授权公告日：", chinese_day(day)),
        ]
    sheet.space(20)
    _fields(sheet, rows, 13)
    sheet.para("根据有关法律的规定，经审查予以登记，颁发本证书，自授权公告之日起生效。")
    _issued(chance, sheet, "知识产权登记中心", day)
    return Written(sheet=sheet, kind="知识产权", facts={"number": number, "owner": cast.unit.name})


def write_receipt(chance: random.Random, cast: Cast) -> Written:
    """专利申请受理通知书: an application only, nothing granted."""
    sheet = Sheet(choose_face(chance), "知识产权", size=12)
    sheet.title("专利申请受理通知书", 22)
    number = f"2026{chance.choice('12')}0{digits(cast.title, 6)}.{digits(cast.leader, 1)}"
    sheet.para(f"申请号：{number}", indent=0)
    sheet.para("申请日：2026年2月24日", indent=0)
    sheet.para(f"申请人：{cast.unit.name}", indent=0)
    sheet.para(f"发明创造名称：一种{cast.thing}的制备方法", indent=0)
    sheet.para(
        "根据有关规定，申请人提出的专利申请已予受理。提请注意：收到本通知书后，对内容有异议的可在期限内请求更正。"
    )
    _issued(chance, sheet, "专利受理处", date(2026, 2, 25))
    return Written(sheet=sheet, kind="知识产权", facts={"is_receipt": True})


def write_approval(chance: random.Random, cast: Cast) -> Written:
    """伦理审查批件 with a validity."""
    day = draw_day(chance, date(2025, 6, 1), date(2026, 5, 1))
    until = years_later(day, chance.choice((1, 2, 3)))
    sheet = Sheet(choose_face(chance), "批件", size=12)
    sheet.letterhead(f"{cast.unit.name}伦理委员会", RED)
    sheet.title("伦理审查批件", 20)
    rows = [
        ("批件号", f"LS-{day.year}-{digits(cast.title, 3)}"),
        ("项目名称", cast.title),
        ("主要研究者", cast.leader),
        ("审查方式", "会议审查"),
        ("审查结论", "同意"),
        ("有效期至", chinese_day(until)),
    ]
    sheet.table((1, 3), rows)
    sheet.para("研究过程中的方案变更须提交修正案，经本委员会批准后方可实施。")
    _issued(chance, sheet, f"{cast.unit.name}伦理委员会", day)
    return Written(sheet=sheet, kind="批件", facts={"valid_until": until})


def write_base(chance: random.Random, cast: Cast) -> Written:
    """The notice that recognises a cooperation base, with a red letterhead."""
    sheet = Sheet(choose_face(chance), "基地认定", size=14)
    year = chance.randint(2017, 2024)
    sheet.letterhead("河北省科学技术厅文件", RED)
    sheet.centred(f"冀科外〔{year}〕{chance.randint(2, 40)}号")
    sheet.title("关于认定河北省国际科技合作基地的通知", 18)
    sheet.para("各市科技局，各有关单位：", indent=0)
    sheet.para("经组织申报、专家评审、现场考察和公示，决定认定下列单位为河北省国际科技合作基地：")
    base = f"{cast.thing}国际科技合作基地"
    sheet.table((1, 4, 4), [("序号", "基地名称", "依托单位"), ("1", base, cast.unit.name)])
    sheet.para("请各基地依托单位加强建设与管理，发挥示范带动作用。")
    _issued(chance, sheet, "河北省科学技术厅", date(year, 11, 8))
    return Written(sheet=sheet, kind="基地认定", facts={"name": base, "host": cast.unit.name})


def _framed(chance: random.Random, kind: str, colour: tuple[int, int, int], *, wide: bool = True) -> Sheet:
    """A certificate with an ornamental frame, and sometimes a red emblem that is no seal."""
    size = A4_WIDE if wide else A4
    sheet = Sheet(choose_face(chance), kind, size=13, page=size)
    sheet.fill("frame", (28, 28, size[0] - 28, size[1] - 28), colour)
    red, green, blue = (min(part + 90, 255) for part in colour)
    sheet.fill("frame", (36, 36, size[0] - 36, size[1] - 36), (red, green, blue))
    if chance.random() < 0.6:
        middle = size[0] / 2
        sheet.fill("disc", (middle - 22, 44, middle + 22, 88), chance.choice((RED, (214, 160, 40))))
        sheet.space(20)
    return sheet


def _fields(sheet: Sheet, rows: list[tuple[str, str]], size: float) -> None:
    for label, value in rows:
        end = sheet.at(label, sheet.left + 30, manner="hei", size=size)
        sheet.at(value, end + 12, size=size)
        sheet.space(size * 2)


def _issued(chance: random.Random, sheet: Sheet, issuer: str, day: date) -> None:
    sheet.space(sheet.size)
    sheet.room(sheet.size * 5)
    x = sheet.right - max(sheet.width(issuer, sheet.size, "song"), 130) - 20
    sheet.at(issuer, x)
    sheet.seal(x + 70, sheet.y + sheet.size * chance.uniform(0, 2), issuer)
    sheet.space(sheet.size * 2)
    sheet.at(chinese_day(day, chance.choice(("plain", "numerals"))), x + 10)
    sheet.space(sheet.size * 2)
