"""Writes what else lies in a dossier, much of it red and none of it sealed: the negatives for the search for seals."""

from __future__ import annotations

import random

from benchmarks.papers.corpus.agreements import Written
from benchmarks.papers.corpus.certificates import RED
from benchmarks.papers.corpus.sheet import Sheet, choose_face
from benchmarks.papers.corpus.words import Cast


def write_sundry(chance: random.Random, cast: Cast) -> Written:
    """One of: a letter under a red head, a brochure with photos, a table with red figures, a chart, a news page."""
    writer = chance.choice((_letter, _brochure, _figures, _chart, _news, _invoice))
    sheet = Sheet(choose_face(chance), "其他", size=12)
    writer(chance, sheet, cast)
    return Written(sheet=sheet, kind="其他", facts={})


def _letter(chance: random.Random, sheet: Sheet, cast: Cast) -> None:
    sheet.letterhead(cast.unit.name, RED)
    sheet.title(f"关于推荐参加{cast.thing}展览的函", 18)
    sheet.para("各有关单位：", indent=0)
    for _ in range(4):
        sheet.para(
            f"为展示{cast.thing}方面的进展，拟组织代表团赴{cast.partner.country}{cast.partner.city_zh}参展，请各单位推荐展品并准备图文资料。"
        )
    sheet.right_aligned("2026年4月")
    low = sheet.page.size[1] - 70
    sheet.fill("bar", (sheet.left, low, sheet.right, low + 3), RED)


def _brochure(chance: random.Random, sheet: Sheet, cast: Cast) -> None:
    sheet.fill("bar", (0, 0, sheet.page.size[0], 46), chance.choice((RED, (30, 80, 160))))
    sheet.fill("disc", (sheet.left, 60, sheet.left + 46, 106), RED)
    sheet.fill("ring", (sheet.right - 60, 60, sheet.right, 120), RED)
    sheet.space(50)
    sheet.title(f"{cast.unit.name}简介", 18)
    sheet.para(
        f"单位成立于{cast.unit.founded.year}年，长期从事{cast.thing}研究与推广，拥有试验平台三处，与多国机构保持合作。"
    )
    top = sheet.y + 10
    sheet.fill("photo", (sheet.left, top, sheet.left + 210, top + 150), (180, 90, 70))
    sheet.fill("photo", (sheet.left + 230, top, sheet.right, top + 150), (110, 150, 120))
    sheet.space(180)
    for _ in range(3):
        sheet.para("实验室配备成套装备，承担多项联合研究任务，成果在多家企业得到应用，培养了一批技术骨干。")


def _figures(chance: random.Random, sheet: Sheet, cast: Cast) -> None:
    sheet.title(f"{cast.thing}试验数据汇总表", 16)
    rows = [("编号", "温度/℃", "时间/h", "得率/%", "备注")]
    rows += [
        (
            str(at),
            f"{chance.uniform(20, 90):.1f}",
            str(chance.randint(1, 48)),
            f"{chance.uniform(40, 99):.2f}",
            chance.choice(("", "复测", "异常")),
        )
        for at in range(1, 19)
    ]
    sheet.table((1, 2, 2, 2, 2), rows, size=10)
    for _ in range(5):
        x, y = chance.uniform(sheet.left, sheet.right - 60), chance.uniform(150, 600)
        sheet.fill("bar", (x, y, x + chance.uniform(20, 60), y + 2), RED)
    sheet.fill("frame", (sheet.left + 100, 300, sheet.left + 240, 330), RED)


def _chart(chance: random.Random, sheet: Sheet, cast: Cast) -> None:
    sheet.title(f"{cast.thing}年度对比图", 16)
    low = sheet.y + 260
    for at in range(8):
        x = sheet.left + 20 + at * 50
        sheet.fill(
            "bar", (x, low - chance.uniform(40, 230), x + 30, low), chance.choice((RED, (60, 110, 190), (230, 150, 40)))
        )
        sheet.fill("ring", (x, low + 30, x + 34, low + 64), RED if at % 2 else (60, 110, 190))
    sheet.space(360)
    sheet.para("图中数据来自两轮中试，柱高表示单位产量，圆圈表示抽样批次。")


def _news(chance: random.Random, sheet: Sheet, cast: Cast) -> None:
    sheet.title(f"{cast.thing}国际研讨会在{cast.unit.city}举行", 20, "bold", RED)
    sheet.fill("photo", (sheet.left + 60, sheet.y + 6, sheet.right - 60, sheet.y + 230), (190, 60, 60))
    sheet.space(250)
    for _ in range(4):
        sheet.para(
            f"来自{cast.partner.country}等国的专家与省内企业代表参加会议，围绕{cast.thing}的应用前景进行了交流，并参观了示范生产线。"
        )


def _invoice(chance: random.Random, sheet: Sheet, cast: Cast) -> None:
    sheet.title("仪器设备采购清单", 18)
    rows = [("名称", "规格", "数量", "单价（元）")]
    rows += [
        (
            name,
            f"{chance.choice('ABCD')}-{chance.randint(100, 900)}",
            str(chance.randint(1, 6)),
            f"{chance.uniform(800, 90000):,.2f}",
        )
        for name in ("离心机", "干燥箱", "电子天平", "恒温槽", "数据采集器", "真空泵")
    ]
    sheet.table((3, 2, 1, 2), rows)
    sheet.para(f"购货单位：{cast.unit.name}", indent=0)
    sheet.para(f"供货方开户行账号：6222 {chance.randint(1000, 9999)} {chance.randint(1000, 9999)}", indent=0)
