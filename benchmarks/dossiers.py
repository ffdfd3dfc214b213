"""Synthetic dossiers for the benchmarks: the base dossier of the guide with random variations, values ready.

The seed is fixed, so every run judges the same dossiers. All values are invented.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from xingshen.authoring.values import case_values
from xingshen.guide.pack import Guide

CATEGORIES = ("重点产业", "一带一路", "基地示范", "港澳台")
_CODES = ("91130100MA0TEXT040", "12130000MB0TEXT08E", "11130000MA0TEXT39M", "91130100MA0TEXT041")
_PAPERS = ("申报书", "签章页", "单位承诺书", "负责人承诺书", "合作协议", "审计报告", "知识产权", "营业执照")
_COUNTRIES = ("HU", "DE", "HK", "TW", "BR", "US", "KZ", "CN", "BM")
Raw = dict[str, object]


def make_values(guide: Guide, count: int, seed: int = 2026) -> list[list[object]]:
    """``count`` dossiers in which every fact is known or known to be absent, by slot of ``guide.scope``."""
    chance = random.Random(seed)
    return [case_values(guide, _variation(chance, guide.base)) for _ in range(count)]


def make_doubtful_values(guide: Guide, count: int, seed: int = 2027) -> list[list[object]]:
    """The same with a tenth of all facts not known, as dossiers with poor scans have them."""
    chance = random.Random(seed)
    dossiers = []
    for _ in range(count):
        variation = _variation(chance, guide.base)
        lost = [name for name in guide.scope.fields if chance.random() < 0.1]
        dossiers.append(case_values(guide, variation | dict.fromkeys(lost, "未知")))
    return dossiers


def _variation(chance: random.Random, base: Mapping[str, object]) -> Raw:
    category = chance.choice(CATEGORIES)
    grant = Decimal(100 if category == "重点产业" else 50) + chance.choice((0, 0, 0, 0, Decimal("0.01"), -10))
    own = grant * 3 + chance.choice((0, 0, 50, Decimal("-0.01"), -60))
    start = date(2026, 7, 1) + timedelta(days=chance.choice((0, 0, 0, 31)))
    return {
        "类别": category,
        "申报年度": chance.choice(("2026", "2026", "2026", "2025")),
        "申报单位代码": chance.choice(_CODES),
        "主体类型": chance.choice(("企业", "高校", "科研院所", "机关", "")),
        "独立法人": chance.choice(("是", "是", "否", "")),
        "申请财政资金": str(grant),
        "自筹资金": str(own),
        "来源合计": str(grant + own + chance.choice((20, 20, 20, 21))),
        "执行期起": start.isoformat(),
        "执行期止": chance.choice(("2028-06-30", "2028-07-01", "2028-07-31", "2028-12-31")),
        "活动类型": chance.sample(["联合研发", "联合攻关", "人文交流", "会议", "平台建设"], chance.randint(0, 3)),
        "项目类型": chance.choice((["技术转移转化类"], ["科学研究类"], ["技术转移转化类", "科学研究类"], [])),
        "报告篇数": chance.choice(("0", "1", "2", "")),
        "实施方案": chance.choice(("成立联合管理委员会", "成立联合管理委员会", "")),
        "非涉密声明": chance.choice(("是", "是", "是", "否")),
        "合作方独立性声明": chance.choice(("是", "是", "否")),
        "已有材料": [paper for paper in _PAPERS if chance.random() < 0.9],
        "本单位申报类别": chance.sample(CATEGORIES, chance.choice((1, 1, 1, 2))),
        "材料问题": [{"问题": word} for word in ("缺失", "空白", "无文字层") if chance.random() < 0.08],
        "密级标志": [{}] if chance.random() < 0.05 else [],
        "境外合作机构": [_partner(chance, at) for at in range(chance.randint(1, 3))],
        "境内合作单位": [_unit(chance, at) for at in range(chance.randint(0, 2))],
        "合作协议": [_agreement(chance) for _ in range(chance.randint(0, 2))],
        "交流活动": [_event(chance) for _ in range(chance.randint(0, 2))],
        "审计报告": [{"审计年度": str(chance.choice((2023, 2024, 2025)))} for _ in range(chance.randint(0, 3))],
        "成果清单": [{"应用场景": chance.choice(("沿海桥梁防护", ""))} for _ in range(chance.randint(0, 2))],
        "标志性成果清单": [_discovery(chance) for _ in range(chance.randint(0, 2))],
    }


def _partner(chance: random.Random, at: int) -> Raw:
    return {
        "机构名称": ("多瑙材料研究所", "北海重型机械集团", "珠江口岸大学")[at],
        "机构原文名称": ("Duna Institute", "Nordsee Maschinenbau", "Estuary University")[at],
        "机构所在地": chance.choice(_COUNTRIES),
        "机构类型": chance.choice(("企业", "高校", "科研院所", "国际组织")),
        "主要合作机构": chance.choice(("是", "否", "")),
        "申报单位持股": chance.choice(("0%", "0%", "0%", "30%", "51%", "")),
    }


def _unit(chance: random.Random, at: int) -> Raw:
    return {
        "境内单位名称": ("燕北大学", "石门精密铸造有限公司")[at],
        "境内单位代码": chance.choice(("12130000MB0TEXT08E", "91130100MA0TEXT041", "91130100MA0TEXT040")),
        "境内单位类型": chance.choice(("高校", "企业", "")),
    }


def _agreement(chance: random.Random) -> Raw:
    return {
        "协议性质": chance.choice(("协议", "协议", "备忘录")),
        "签署日": chance.choice(("2026-05-10", "2026-06-20", "2026-06-21")),
        "起始日": chance.choice(("2026-05-10", "2026-07-01", "2026-07-02")),
        "截止日": chance.choice(("2028-06-29", "2028-06-30", "2028-12-31")),
        "外文": chance.choice(("是", "否")),
        "有译件": chance.choice(("是", "否")),
        "译件一致": chance.choice(("是", "否")),
    }


def _discovery(chance: random.Random) -> Raw:
    return {"标志性成果类型": chance.choice(("新机制", "新方法"))}


def _event(chance: random.Random) -> Raw:
    return {
        "活动日期": chance.choice(("2026-05-01", "2026-07-01", "2027-05-20", "2029-01-01")),
        "联合举办": chance.choice(("是", "否")),
        "主办方": ["华研新材料有限公司", chance.choice(("多瑙材料研究所", "海东大学"))],
    }
