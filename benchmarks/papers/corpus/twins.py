"""Changes one character of a name, as a forger or a careless engraver would. Knows characters, not seals."""

from __future__ import annotations

import random

from benchmarks.papers.corpus.words import draw_person

_ALIKE = (
    "河何可",
    "北此",
    "科料斜",
    "技枝",
    "工土",
    "限银恨",
    "公分",
    "司同",
    "大太犬",
    "学字",
    "研妍",
    "院皖完",
    "材村林",
    "机杌",
    "械诫",
    "石右",
    "庄压",
    "城诚成",
    "清请情",
    "州洲",
    "津律",
    "新薪",
    "江汪",
    "能熊",
    "源原",
    "气汽",
    "化花华",
    "电申由",
    "子于",
    "天夫",
    "人入",
    "木本",
    "力刀",
    "业亚",
    "金全",
    "恒桓",
    "云去",
    "青责",
    "禾未",
    "泰秦",
    "宏宠",
    "川州",
    "安妥",
    "正止",
    "明朋",
    "环坏",
    "设没",
    "备各",
    "智暂",
    "装裂",
    "农衣",
    "特持",
    "铸祷",
    "信倌",
    "息恩",
    "光兆",
    "食良",
    "水永",
    "药约",
    "航般",
    "理埋",
    "医匠",
    "师帅",
    "交文",
    "通遒",
    "海悔",
    "洋样",
    "所斩",
    "社杜",
    "股般",
    "份忿",
    "有肴",
    "集隼",
    "团困",
    "精猜",
    "密蜜",
    "生主",
)


def forge(chance: random.Random, name: str, likeness: str) -> str:
    """``name`` with one character changed: to one that looks alike (``alike``) or to any other (``unlike``)."""
    twins = {char: group.replace(char, "") for group in _ALIKE for char in group}
    places = [at for at, char in enumerate(name) if char in twins] if likeness == "alike" else range(len(name))
    at = chance.choice(list(places) or list(range(len(name))))
    others = twins.get(name[at], "") if likeness == "alike" else ""
    return (
        name[:at] + chance.choice(others or [char for char in draw_person(chance) if char != name[at]]) + name[at + 1 :]
    )
