"""The same rules as a programmer would write them in Python: the baseline of the speed ratio.

Written for dossiers in which everything is known (an empty field is None): no unknowns, no trace, no messages, and no
author's mistakes caught. Reads parameters from a mapping, so that both sides can be what-if'ed alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from xingshen.guide.pack import Guide
from xingshen.kernel.identifiers import uscc
from xingshen.kernel.knowledge import Listing, Unknown
from xingshen.kernel.names import Likeness, compare_names, same_core
from xingshen.kernel.outcome import Outcome
from xingshen.kernel.period import add_months, add_years

PASS, FAIL, HUMAN, NOT_APPLICABLE = Outcome.PASS, Outcome.FAIL, Outcome.HUMAN, Outcome.NOT_APPLICABLE
Facts = dict[str, Any]
Check = Callable[[Facts, Facts], Outcome]


def plain_facts(guide: Guide, values: list[object]) -> Facts:
    """A dossier as a dictionary of plain Python values; raises ValueError where something in it is not known."""
    facts = {name: _plain(value) for name, value in zip(guide.scope.slots, values, strict=True)}
    foreign = facts["境外合作机构"]
    marked = [row for row in foreign if row["主要合作机构"]]
    facts["主要机构"] = marked or foreign
    return facts


def _plain(value: object) -> Any:
    if isinstance(value, Unknown):
        if not value.not_filled:
            raise ValueError(value.missing[0].path)
        return None
    if isinstance(value, Listing):
        return [_plain(item) for item in value.items]
    return {name: _plain(part) for name, part in value.items()} if isinstance(value, dict) else value


def plain_parameters(guide: Guide) -> Facts:
    """The parameters of the guide as a dictionary of plain Python values, and the quota of each category."""
    parameters: Facts = {name: constant.value for name, constant in guide.scope.constants.items()}
    quotas = guide.scope.tables["类别表"].rows
    return parameters | {"额度": {category: row["额度"] for category, row in quotas.items()}}


def _same(left: str, right: str) -> bool:
    return compare_names(left, right) is Likeness.SAME


def _near(left: str, right: str) -> bool:
    return compare_names(left, right) is not Likeness.DIFFERENT or same_core(left, right)


def _enterprise(d: Facts) -> bool:
    return d["申报单位代码"].startswith("91")


def _year(d: Facts, p: Facts) -> Outcome:
    return PASS if d["申报年度"] == p["计划年度"] and d["类别"] is not None else FAIL


def _abroad(d: Facts, p: Facts) -> Outcome:
    main = d["主要机构"]
    return PASS if main and all(row["机构所在地"] != "CN" for row in main) else FAIL


def _office(d: Facts, p: Facts) -> Outcome:
    return FAIL if d["申报单位代码"].startswith("11") or d["主体类型"] == "机关" else PASS


def _activities(d: Facts, p: Facts) -> Outcome:
    return PASS if d["活动类型"] and all(word in p["五类活动"] for word in d["活动类型"]) else HUMAN


def _quota(category: str) -> Check:
    def check(d: Facts, p: Facts) -> Outcome:
        if d["类别"] != category:
            return NOT_APPLICABLE
        return PASS if d["申请财政资金"] == p["额度"][category] else FAIL

    return check


def _belt_road_partner(d: Facts, p: Facts) -> Outcome:
    if d["类别"] != "一带一路":
        return NOT_APPLICABLE
    main = d["主要机构"]
    if any(row["机构类型"] == "国际组织" for row in main):
        return HUMAN
    if all(row["机构所在地"] in p["非外国"] for row in main):
        return FAIL
    named, signed = p["指南点名国家"], p["共建国家"]
    places = [row["机构所在地"] for row in d["境外合作机构"]]
    return PASS if all(place in signed or place in named for place in places) else HUMAN


_BELT_ROAD_ACTIVITIES = ("技术研发", "联合研发", "联合攻关", "技术转移成果转化", "先进适用技术出海")


def _belt_road_activities(d: Facts, p: Facts) -> Outcome:
    if d["类别"] != "一带一路":
        return NOT_APPLICABLE
    if not d["活动类型"]:
        return FAIL
    return PASS if all(word in _BELT_ROAD_ACTIVITIES for word in d["活动类型"]) else HUMAN


def _usable(row: Facts) -> bool:
    used = "".join((row["应用场景"] or "").split())
    return bool(row["成果名称"] and len(used) >= 2 and row["成果形式"] != "论文")


def _transfer(d: Facts, p: Facts) -> Outcome:
    if d["类别"] != "一带一路" or (d["项目类型"] and "技术转移转化类" not in d["项目类型"]):
        return NOT_APPLICABLE
    if not d["项目类型"]:
        return HUMAN
    if sum(1 for row in d["成果清单"] if _usable(row)) >= p["成果最少项数"]:
        return PASS
    return HUMAN if len(d["成果清单"]) >= p["成果最少项数"] else FAIL


def _discoveries(d: Facts, p: Facts) -> Outcome:
    if d["类别"] != "一带一路" or (d["项目类型"] and "科学研究类" not in d["项目类型"]):
        return NOT_APPLICABLE
    if not d["项目类型"]:
        return HUMAN
    kinds, rows = ("新发现", "新观点", "新原理", "新机制"), d["标志性成果清单"]
    if sum(1 for row in rows if row["标志性成果名称"] and row["标志性成果类型"] in kinds) >= p["标志性成果最少项数"]:
        return PASS
    return HUMAN if len(rows) >= p["标志性成果最少项数"] else FAIL


def _reports(d: Facts, p: Facts) -> Outcome:
    if d["类别"] != "一带一路" or (d["项目类型"] and "科学研究类" not in d["项目类型"]):
        return NOT_APPLICABLE
    if not d["项目类型"]:
        return HUMAN
    if (d["报告篇数"] or 0) >= p["报告最少篇数"]:
        return PASS
    return HUMAN if (d["论文篇数"] or 0) >= 1 else FAIL


def _event_counts(row: Facts, d: Facts) -> bool:
    day = row["活动日期"]
    inside = d["执行期起"] <= day <= d["执行期止"] or any(
        agreement["起始日"] <= day <= agreement["截止日"] for agreement in d["合作协议"]
    )
    return inside and (row["联合举办"] or (row["联合举办"] is None and _hosted_by_both(row, d)))


def _hosted_by_both(row: Facts, d: Facts) -> bool:
    hosts = row["主办方"]
    return _listed(d["申报单位"], hosts) and any(
        _listed(partner["机构名称"], hosts) or _listed(partner["机构原文名称"], hosts) for partner in d["境外合作机构"]
    )


def _listed(name: str, names: list[str]) -> bool:
    return any(_same(name, other) for other in names)


def _events(d: Facts, p: Facts) -> Outcome:
    if d["类别"] != "一带一路":
        return NOT_APPLICABLE
    return PASS if sum(1 for row in d["交流活动"] if _event_counts(row, d)) >= p["活动最少次数"] else FAIL


def _list_age(d: Facts, p: Facts) -> Outcome:
    if d["类别"] != "一带一路":
        return NOT_APPLICABLE
    return PASS if d["申报日"] <= add_months(p["国别名单日期"], p["国别名单有效月数"]) else HUMAN


def _basis(d: Facts, p: Facts) -> Outcome:
    return PASS if d["合作渠道"] and d["项目组成员"] and d["来源合计"] > 0 else FAIL


def _plan(d: Facts, p: Facts) -> Outcome:
    return PASS if d["实施方案"] else FAIL


def _controlled(row: Facts, d: Facts, p: Facts) -> bool:
    own, line = d["申报单位"], p["控股线"]
    return bool(
        row["由申报单位设立"]
        or (row["申报单位持股"] is not None and row["申报单位持股"] > line)
        or any(holder["机构股东持股"] > line and _same(holder["机构股东名称"], own) for holder in row["机构股东"])
        or any(
            abroad["境外机构持股"] > line
            and (
                _same(abroad["境外机构名称"], row["机构名称"])
                or (row["机构原文名称"] and _same(abroad["境外机构名称"], row["机构原文名称"]))
            )
            for abroad in d["申报单位境外机构"]
        )
    )


def _linked(row: Facts, d: Facts) -> bool:
    own = d["申报单位"]
    return bool(
        row["由申报单位设立"]
        or (row["申报单位持股"] is not None and row["申报单位持股"] > 0)
        or row["申报单位间接持股"]
        or any(_near(holder["机构股东名称"], own) for holder in row["机构股东"])
        or any(
            _near(abroad["境外机构名称"], row["机构名称"])
            or (row["机构原文名称"] and _near(abroad["境外机构名称"], row["机构原文名称"]))
            for abroad in d["申报单位境外机构"]
        )
    )


def _alike(row: Facts, d: Facts) -> bool:
    head, own_head = row["机构法定代表人"], d["申报单位法定代表人"]
    return _near(row["机构名称"], d["申报单位"]) or bool(head and own_head and _same(head, own_head))


def _independence(d: Facts, p: Facts) -> Outcome:
    if any(_controlled(row, d, p) for row in d["主要机构"]):
        return FAIL
    if any(_linked(row, d) for row in d["境外合作机构"]) or any(_alike(row, d) for row in d["境外合作机构"]):
        return HUMAN
    if any(_near(holder, d["申报单位"]) for paper in d["注册证明"] for holder in paper["注册股东"]):
        return HUMAN
    return PASS if d["合作方独立性声明"] else HUMAN


def _havens(d: Facts, p: Facts) -> Outcome:
    partners = d["境外合作机构"]
    return PASS if partners and all(row["机构所在地"] not in p["避税信号地"] for row in partners) else HUMAN


def _agreement_present(d: Facts, p: Facts) -> Outcome:
    return PASS if "合作协议" in d["已有材料"] else FAIL


def _agreement_kind(d: Facts, p: Facts) -> Outcome:
    if "合作协议" not in d["已有材料"]:
        return NOT_APPLICABLE
    return PASS if any(row["协议性质"] == "协议" for row in d["合作协议"]) else HUMAN


def _agreement_signed(d: Facts, p: Facts) -> Outcome:
    if "合作协议" not in d["已有材料"]:
        return NOT_APPLICABLE
    return PASS if all(row["已签署"] and row["签署日"] <= d["申报日"] for row in d["合作协议"]) else HUMAN


def _translations(d: Facts, p: Facts) -> Outcome:
    if any(row["外文"] and not row["有译件"] for row in d["合作协议"]):
        return FAIL
    if any(not row["有中文译件"] for row in d["外文材料"]):
        return HUMAN
    return HUMAN if any(row["外文"] and not row["译件一致"] for row in d["合作协议"]) else PASS


def _secrecy(d: Facts, p: Facts) -> Outcome:
    if d["密级标志"]:
        return FAIL
    if d["敏感词"]:
        return HUMAN
    return PASS if d["非涉密声明"] else HUMAN


def _one_category(d: Facts, p: Facts) -> Outcome:
    return PASS if len(set(d["本单位申报类别"])) <= 1 else HUMAN


def _own_cash(d: Facts) -> Any:
    return d["自筹资金"] - sum(
        row["自筹来源金额"] for row in d["自筹来源"] if row["自筹性质"] and row["自筹性质"] != "自有资金"
    )


def _all_in(d: Facts) -> Any:
    return d["自筹资金"] + sum(d[name] or 0 for name in ("外方投入", "贷款", "实物投入", "其他财政资金"))


def _lead_matching(d: Facts, p: Facts) -> Outcome:
    if not _enterprise(d):
        return NOT_APPLICABLE
    wanted = p["牵头配套倍数"] * d["申请财政资金"]
    if _own_cash(d) >= wanted:
        return PASS
    return HUMAN if _all_in(d) >= wanted else FAIL


def _domestic_enterprises(d: Facts) -> int:
    return sum(
        1
        for row in d["境内合作单位"]
        if (row["境内单位代码"] and row["境内单位代码"].startswith("91")) or row["境内单位类型"] == "企业"
    )


def _partner_matching(d: Facts, p: Facts) -> Outcome:
    firms = _domestic_enterprises(d)
    taking_part = (
        firms
        or any(row["机构类型"] == "企业" for row in d["境外合作机构"])
        or any("公司" in row["成员单位"] for row in d["项目组成员"])
    )
    if _enterprise(d) or not taking_part:
        return NOT_APPLICABLE
    wanted = p["参与配套倍数"] * d["申请财政资金"]
    if _own_cash(d) >= wanted:
        return PASS
    return HUMAN if firms == 0 or _all_in(d) >= wanted else FAIL


def _term(d: Facts, p: Facts) -> Outcome:
    due: date = add_months(d["执行期起"], p["执行期月数"])
    end: date = d["执行期止"]
    if end in (due, due - timedelta(days=1)):
        return PASS
    return HUMAN if abs((end - due).days) <= p["执行期容差"] else FAIL


def _readable(d: Facts, p: Facts) -> Outcome:
    problems = [row["问题"] for row in d["材料问题"]]
    if any(word in ("空文件", "损坏", "加密", "空白") for word in problems):
        return FAIL
    partly = ("不支持的格式", "过大", "页数过多", "超时", "含活动内容")
    return HUMAN if any(word in partly for word in problems) else PASS


def _stamped(d: Facts, p: Facts) -> Outcome:
    return PASS if "签章页" in d["已有材料"] else FAIL


def _attached(d: Facts, p: Facts) -> Outcome:
    return FAIL if any(row["问题"] in ("缺失", "路径越界") for row in d["材料问题"]) else PASS


def _unit_codes(d: Facts, p: Facts) -> Outcome:
    units = d["境内合作单位"]
    if not units:
        return NOT_APPLICABLE
    return PASS if all(uscc.is_valid(row["境内单位代码"]) for row in units) else FAIL


_SOURCES = ("申请财政资金", "自筹资金", "其他财政资金", "外方投入", "贷款", "实物投入")
_SPENDING = ("设备费", "业务费", "劳务费", "间接费")


def _totals(d: Facts, p: Facts) -> Outcome:
    within, sources, spending = p["合计容差"], d["来源合计"], d["支出合计"]
    if abs(sources - spending) >= within or abs(sources - sum(d[name] or 0 for name in _SOURCES)) >= within:
        return FAIL
    if all(d[name] is None for name in _SPENDING):
        return PASS
    return PASS if abs(spending - sum(d[name] or 0 for name in _SPENDING)) < within else FAIL


def _members(d: Facts, p: Facts) -> Outcome:
    youngest = p["成员最小年龄"]
    return PASS if all(add_years(row["成员出生日期"], youngest) <= d["申报日"] for row in d["项目组成员"]) else HUMAN


CHECKS: Mapping[str, Check] = {
    "R-0.t": _year,
    "R-1.b": _abroad,
    "R-1.d-主体": _office,
    "R-1.d-活动": _activities,
    "R-2.1.n3b": _quota("重点产业"),
    "R-2.2.n3b": _quota("一带一路"),
    "R-2.3.n3b": _quota("基地示范"),
    "R-2.4.n3b": _quota("港澳台"),
    "R-2.2.s2": _belt_road_partner,
    "R-2.2.s3": _belt_road_activities,
    "R-2.2.n1a": _transfer,
    "R-2.2.n1c": _discoveries,
    "R-2.2.n1d": _reports,
    "R-2.2.n2": _events,
    "R-2.2.n3c": _list_age,
    "R-3.1.b": _basis,
    "R-3.1.c": _plan,
    "R-3.2.a": _independence,
    "R-3.2.c": _havens,
    "R-3.3.b-有": _agreement_present,
    "R-3.3.b-性质": _agreement_kind,
    "R-3.3.b-签署": _agreement_signed,
    "R-3.3.e": _translations,
    "R-3.4.a": _secrecy,
    "R-3.5": _one_category,
    "R-3.6.a": _lead_matching,
    "R-3.6.b": _partner_matching,
    "R-3.6.c": _term,
    "R-4.0": _readable,
    "R-4.2": _stamped,
    "R-4.6": _attached,
    "R-5.1.b-代码": _unit_codes,
    "R-5.2.a-合计": _totals,
    "R-5.2.a-年龄": _members,
}
"""Rule id → the same rule in plain Python."""


def judge_plain(checks: tuple[Check, ...], facts: Facts, parameters: Facts) -> list[Outcome]:
    """The outcome of every check for one dossier."""
    return [check(facts, parameters) for check in checks]
