"""Printed forms, sealed pages and pledges."""

from __future__ import annotations

from decimal import Decimal

import pytest
from plain_papers import paper_of

from xingshen.evidence.extract.form_print import form_print_facts
from xingshen.evidence.fact import Fact

SURE = 0.8


def read(text: str) -> dict[str, Fact]:
    return dict(form_print_facts(paper_of(text)).facts)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2026年度河北省省级科技计划项目申报书", 2026),
        ("二〇二六年度河北省科技计划项目申报书", 2026),
        ("河北省科技计划项目申报书\n申报年度：2026年", 2026),
        ("2025年度省级科技计划项目\n单位承诺书", 2025),
        ("承诺书\n本单位申报2026年度省级科技计划项目，承诺如下：材料真实。", 2026),
        ("承诺书\n本单位曾承担2024年度省级科技计划项目。", None),
        ("申报书\n2024年度公司营业收入达到两亿元，2023年度获得奖励。", None),
    ],
)
def test_year_of_the_programme(text: str, year: int | None) -> None:
    assert read(text)["programme_year"].value == year


@pytest.mark.parametrize(
    ("text", "grant", "own"),
    [
        ("申请省财政资金 100 万元，自筹资金3000000元。", "100", "300"),
        ("申请财政资金：50万元\n自筹经费：伍拾万元整", "50", "50"),
        ("单位：万元\n省财政资金   100.00\n自筹资金   300.00\n合计   400.00", "100", "300"),
        ("申请财政资金（万元）：100\n自筹资金（万元）：299.99", "100", "299.99"),
        ("金额单位：元\n申请省级财政资金   500,000.00\n自筹资金   500,000.00", "50", "50"),
    ],
)
def test_sums_in_wanyuan(text: str, grant: str, own: str) -> None:
    facts = read(f"申报书\n{text}")
    values = [(facts[name].value, facts[name].confidence >= SURE) for name in ("requested_grant", "self_funding")]
    assert values == [(Decimal(grant), True), (Decimal(own), True)]


@pytest.mark.parametrize(
    "text", ["自筹资金与省财政资金之比不低于3:1。", "自筹资金来源：企业自有。", "省财政资金管理办法（2025年）"]
)
def test_words_about_money_are_no_sums(text: str) -> None:
    facts = read(f"申报书\n{text}")
    assert [facts[name].value for name in ("requested_grant", "self_funding")] == [None, None]


def test_number_without_any_unit_is_only_a_candidate() -> None:
    assert read("申报书\n自筹资金：300")["self_funding"].confidence < SURE


@pytest.mark.parametrize(
    "text",
    [
        "申报单位：河北云岭智能装备有限公司（盖章）\n项目负责人：张明远（签字）",
        "申报单位   河北云岭智能装备有限公司（企业）\n项目负责人   张明远 正高级工程师",
        "申报单位（盖章）：河北云岭智能装备有限公司\n项目负责人：张明远    联系电话：0311-88880000",
    ],
)
def test_unit_and_leader(text: str) -> None:
    facts = read(f"申报书\n{text}")
    assert (facts["unit"].value, facts["leader"].value) == ("河北云岭智能装备有限公司", "张明远")


def test_a_name_that_a_seal_cuts_in_two_is_the_whole_name() -> None:
    paper = paper_of("申报单位：滹沱河精密机械有限公司\n申报单位（盖章）：滹沱河精密   机械有限公司")
    fact = form_print_facts(paper).facts["unit"]
    assert (fact.value, fact.confidence) == ("滹沱河精密机械有限公司", 1.0)
