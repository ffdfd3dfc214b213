"""Audit reports: the audited year and not another, entity, firm, opinion."""

from __future__ import annotations

from datetime import date

import pytest
from plain_papers import paper_of

from xingshen.evidence.extract.audit_report import audit_report_facts
from xingshen.evidence.fact import Fact

SURE = 0.8
REPORT = """石家庄云岳会计师事务所（普通合伙）
审 计 报 告
云岳审字〔2026〕第0315号
河北云岭智能装备有限公司全体股东：
一、审计意见
我们审计了河北云岭智能装备有限公司（以下简称“云岭公司”）财务报表，包括2025年12月31日的资产
负债表，2025年度的利润表、现金流量表、所有者权益变动表以及相关财务报表附注。
我们认为，后附的财务报表在所有重大方面按照企业会计准则的规定编制，公允反映了云岭公司2025年12月31日的财务状况以及2025年度的经营成果和现金流量。
二、形成审计意见的基础
我们按照中国注册会计师审计准则的规定执行了审计工作。如果披露不充分，我们应当发表非无保留意见。
石家庄云岳会计师事务所（普通合伙）    中国注册会计师：李文
中国·石家庄    2026年3月20日
资产负债表
编制单位：河北云岭智能装备有限公司   单位：元
项目   2025年12月31日   2024年12月31日"""


def read(text: str) -> dict[str, Fact]:
    return dict(audit_report_facts(paper_of(text)).facts)


def test_standard_report() -> None:
    facts = read(REPORT)
    assert {name: fact.value for name, fact in facts.items()} == {
        "fiscal_year": 2025,
        "fiscal_years": ("2025",),
        "is_special": False,
        "entity": "河北云岭智能装备有限公司",
        "consolidated": False,
        "firm": "石家庄云岳会计师事务所(普通合伙)",
        "opinion": "无保留意见",
        "has_code": False,
        "issued_on": date(2026, 3, 20),
        "file": "附件/测试.pdf",
    }
    assert facts["fiscal_year"].confidence >= SURE


@pytest.mark.parametrize(
    ("text", "year", "years"),
    [
        (
            ("2025年度审计报告\n我们审计了某公司财务报表，包括2025年12月31日的资产负债表，2025年度的利润表。"),
            2025,
            ("2025",),
        ),
        (
            (
                "审计报告\n我们审计了某公司财务报表，包括2023年12月31日、2024年12月31日的资产负债表，"
                "2023年度、2024年度的利润表。"
            ),
            2024,
            ("2023", "2024"),
        ),
        (
            ("审计报告\n我们审计了某公司财务报表，包括二〇二五年十二月三十一日的资产负债表，二〇二五年度的利润表。"),
            2025,
            ("2025",),
        ),
        (
            (
                "We have audited the financial statements of Yunling Ltd. (the Company), for the year ended "
                "31 December 2025. Ok"
            ),
            2025,
            ("2025",),
        ),
        (
            (
                "We have audited the financial statements of Yunling Ltd. (the Company), for the years ended "
                "December 31, 2025 and 2024. Ok"
            ),
            2025,
            ("2024", "2025"),
        ),
        ("财务报表审计报告\n（2025年度）\n报告日期：2026年4月1日", 2025, ("2025",)),
    ],
)
def test_audited_years(text: str, year: int, years: tuple[str, ...]) -> None:
    facts = read(text)
    assert (facts["fiscal_year"].value, facts["fiscal_years"].value) == (year, years)
    assert facts["fiscal_year"].confidence >= SURE


@pytest.mark.parametrize(
    "text",
    [
        "审计报告\n资产负债表\n2025年12月31日",
        "2025年度审计报告\n我们审计了某公司财务报表，包括2024年12月31日的资产负债表，2024年度的利润表。",
        "We have audited the financial statements of Yunling Ltd. (the Company), for the year ended 30 June 2025. Ok",
        "审计报告\n我们审计了某公司财务报表，包括2025年6月30日的资产负债表，2025年1-6月及2024年度的利润表。",
    ],
)
def test_doubtful_year_is_only_a_candidate(text: str) -> None:
    fact = read(text)["fiscal_year"]
    assert (fact.value is not None, fact.confidence < SURE) == (True, True)


def test_a_report_without_a_year_has_none() -> None:
    assert read("审计报告\n报告日期：2026年4月1日")["fiscal_year"].value is None


@pytest.mark.parametrize(
    ("text", "opinion"),
    [
        ("一、保留意见\n除“形成保留意见的基础”部分所述事项产生的影响外，后附的财务报表公允反映了状况。", "保留意见"),
        ("二、形成保留意见的基础", "保留意见"),
        ("一、否定意见\n财务报表没有在所有重大方面公允反映状况。", "否定意见"),
        ("一、无法表示意见\n我们不对后附的财务报表发表审计意见。", "无法表示意见"),
        ("我们认为，财务报表公允反映了状况。\n三、强调事项\n我们提醒关注附注。", "无保留意见"),
        ("标准无保留意见", "无保留意见"),
        ("In our opinion the statements give a true and fair view.", "无保留意见"),
        ("Qualified Opinion\nexcept for the effects of the matter, the statements present fairly", "保留意见"),
        ("一、审计意见\n见附件。", None),
    ],
)
def test_kind_of_opinion(text: str, opinion: str | None) -> None:
    assert read(f"审计报告\n{text}")["opinion"].value == opinion


@pytest.mark.parametrize(
    ("title", "special"),
    [
        ("研发费用专项审计报告", True),
        ("验资报告", True),
        ("高新技术产品（服务）收入专项审计报告", True),
        ("内部控制审计报告", True),
        ("2025年度财务报表审计报告", False),
    ],
)
def test_special_audits_are_told_apart(title: str, special: bool) -> None:
    assert read(f"{title}\n某公司全体股东：")["is_special"].value is special


def test_consolidated_accounts_and_code() -> None:
    facts = read("审计报告\n报备号：13012026\n我们审计了某公司财务报表，包括2025年12月31日的合并及公司资产负债表。")
    assert (facts["consolidated"].value, facts["has_code"].value) == (True, True)
