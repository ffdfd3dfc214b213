"""What OCR makes of print, and what scans of papers from other regions say: text-level, as read from pictures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from plain_papers import paper_of

from xingshen.evidence.extract.agreement import agreement_facts
from xingshen.evidence.extract.audit_report import audit_report_facts
from xingshen.evidence.extract.certificate import certificate_facts
from xingshen.evidence.extract.dates import find_dates
from xingshen.evidence.fact import Fact
from xingshen.evidence.page import Paper, Seal

FROM, TO, SIGNED = date(2026, 7, 1), date(2028, 6, 30), date(2026, 5, 18)
SURE = 0.8
HEAD = "合作协议\n甲方：燕北理工大学\n乙方：多瑙材料研究所\n"
TAIL = "\n甲方（盖章）：\n签订日期：2026年5月18日\n乙方（盖章）：\n签订日期：2026年5月18日\n"
TRADITIONAL = (
    "技術合作協議書\n甲方：燕北理工大學\n乙方：香港濱海材料科技有限公司\n"
    "茲就「薄壁鋁合金鑄件低壓鑄造技術」計畫之合作研究，雙方同意如下：\n"
    "四、協議期間：{term}\n立協議書人\n甲方：燕北理工大學（蓋章）\n代表人：\n乙方：香港濱海材料科技有限公司（蓋章）\n代表人：\n"
    "{signed}\n"
)


def scanned(text: str) -> Paper:
    paper = paper_of(text)
    return replace(paper, pages=tuple(replace(page, method="ocr") for page in paper.pages))


def agreement(text: str) -> dict[str, Fact]:
    return dict(agreement_facts(scanned(text)).facts)


def sure_period(facts: dict[str, Fact]) -> tuple[object, object]:
    """First and last day, as far as they are read with certainty."""
    ends = (facts["effective_from"], facts["effective_to"])
    first, last = (fact.value if fact.confidence >= SURE else None for fact in ends)
    return first, last


@pytest.mark.parametrize(
    "term",
    [
        "第四条 双方商定如下：本协议自二〇二六年七月一日起正式生效，至二〇二八年六月三\n十日届满。",
        "本协议执行期与项目执行期一致，项目执行期为2026年7月1日至2028年6月30日。",
        "本协议自二○二六年七月一日起生效，至二○二八年六月三○日止。",
        "协议有效期：二〇二六年七月一日一二〇二八年\n六月三十日",
        "协议有效期：2026年7月1日一2028年6月30日",
        "协议有效期：2026.07.01一2028.06.30",
        "合作期限   起: 2026年7月1日   止   2028年6月30日",
        "第四条 协议期限\n双方合作自2026年7月1日开始，2028年6月30日结束。",
    ],
)
def test_period(term: str) -> None:
    assert sure_period(agreement(HEAD + term + TAIL)) == (FROM, TO)


def test_a_condition_is_no_period() -> None:
    term = "如双方于2026年7月1日至2028年6月30日期间续签，另行约定。"
    assert sure_period(agreement(HEAD + term + TAIL)) == (None, None)


@pytest.mark.parametrize(
    ("term", "signed"),
    [
        ("自民國115年7月1日起至民國117年6月30日止。", "中華民國115年5月18日"),
        ("自民國一一五年七月一日起至一一七年六月三十日止。", "中華民國一一五年五月十八日"),
        ("自中華民國115年7月1日起至117年6月30日止。", "中華民國一百一十五年五月十八日"),
        ("自西元2026年7月1日起至2028年6月30日止。", "西元2026年5月18日"),
    ],
)
def test_agreement_in_traditional_characters(term: str, signed: str) -> None:
    facts = agreement(TRADITIONAL.format(term=term, signed=signed))
    assert sure_period(facts) == (FROM, TO)
    assert (facts["signed_on"].value, facts["parties"].value, facts["project_title"].value) == (
        SIGNED,
        ("燕北理工大學", "香港濱海材料科技有限公司"),
        "薄壁鋁合金鑄件低壓鑄造技術",
    )


@pytest.mark.parametrize("text", ["实施期115年7月1日", "第115年7月1日", "公元115年7月1日"])
def test_years_of_three_digits_count_from_1912_only_beside_such_a_year(text: str) -> None:
    assert [found.value for found in find_dates(text)] == []


@pytest.mark.parametrize(
    ("term", "sure"),
    [
        ("本协议自二 二六年七月一日起生效，至二 二八年六月三十日止。", True),
        ("本协议自二〇二六年七月一日起生效，至二〇二八年六月三十十日止。", False),
    ],
)
def test_numerals_that_ocr_loses_or_doubles(term: str, sure: bool) -> None:
    assert sure_period(agreement(HEAD + term + TAIL)) == ((FROM, TO) if sure else (FROM, None))


def test_a_law_is_no_signing_date() -> None:
    law = "本协议依据2021年1月1日起施行的《民法典》订立。"
    assert agreement(HEAD + law)["signed_on"].value is None


@pytest.mark.parametrize(
    "text", ["20265月18日", "2026 5月18日", "2026 05 月 18 日", "日期：026年5月18日", "26年5月18日"]
)
def test_a_hidden_sign_or_digit_of_the_year_makes_a_doubtful_day(text: str) -> None:
    assert [(found.value, found.confidence < SURE) for found in find_dates(text)] == [(SIGNED, True)]


def test_a_clear_date_beside_the_other_signature_confirms_a_doubtful_one() -> None:
    fact = agreement(HEAD + TAIL.replace("2026年5", "20265", 1))["signed_on"]
    assert (fact.value, fact.confidence >= SURE) == (SIGNED, True)


@pytest.mark.parametrize(
    ("days", "method", "sure"),
    [
        (("2026年5月18日", "　年　月　日"), "ocr", False),
        (("2026年5月18日", "　年　月　日"), "text-layer", True),
        (("2026年5月18日", "2026年5月18日"), "ocr", True),
        (("2026年5月16日", "2026年5月18日"), "ocr", False),
    ],
)
def test_a_day_under_a_seal_needs_another_that_says_the_same(days: tuple[str, str], method: str, sure: bool) -> None:
    tail = f"\n甲方（盖章）：\n签订日期：{days[0]}\n乙方（盖章）：\n签订日期：{days[1]}\n"
    paper = scanned(HEAD + tail)
    sealed = replace(paper.pages[0], method=method, seals=(Seal(box=(70.0, 100.0, 200.0, 300.0), shape="round"),))
    fact = agreement_facts(replace(paper, pages=(sealed,))).facts["signed_on"]
    assert (fact.value, fact.confidence >= SURE) == (SIGNED, sure)


CONTROL = "{title}\n砺行机器人有限公司全体股东：\n{scope}\n管理层负责设计、执行和维护必要的\n内部控制。\n"
WHOLE = "我们审计了砺行机器人有限公司财务报表，包括2025年12月31日的资产负债表，2025年度的利润表。"
RESEARCH = "我们接受委托，审计了贵公司2025年度研究开发费用结构明细表。"


@pytest.mark.parametrize(
    ("title", "scope", "special"),
    [
        ("审计报告", WHOLE, False),
        ("研究开发费用专项审计报告", RESEARCH, True),
        ("审计报告", RESEARCH, True),
        ("内部控制审计报告", WHOLE, True),
    ],
)
def test_special_audit_by_title_or_object(title: str, scope: str, special: bool) -> None:
    facts = audit_report_facts(scanned(CONTROL.format(title=title, scope=scope))).facts
    assert facts["is_special"].value is special


@pytest.mark.parametrize(
    ("period", "sure"),
    [
        ("2O25年度", True),
        ("二0二五年度", True),
        ("二 二五年度", True),
        ("20 25年度", True),
        ("2025年度、2025年1月1日至2025年12月31日止期间", True),
        ("2025年度、2025年1月至12月止", True),
        ("2025年度、2025年4月1日至2025年12月31日止期间", False),
        ("2025年度、2025年1-9月", False),
    ],
)
def test_audited_year(period: str, sure: bool) -> None:
    scope = f"我们审计了砺行机器人有限公司财务报表，包括{period}的利润表。"
    fact = audit_report_facts(scanned(CONTROL.format(title="审计报告", scope=scope))).facts["fiscal_year"]
    assert (fact.value, fact.confidence >= SURE) == (2025, sure)


def test_a_day_may_follow_a_name_that_ends_like_a_number() -> None:
    assert [found.value for found in find_dates("注册会计师:张三2026年5月18日")] == [SIGNED]


def test_software_is_known_by_its_registration_number() -> None:
    text = "计算机软件著作权登记证书\n证书号：软著登字第12345678号\n软件名称：充型仿真系统\n登记号：2025SR0123456"
    assert certificate_facts(scanned(text)).facts["number"].value == "2025SR0123456"
