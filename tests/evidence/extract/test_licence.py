"""Business licences and certificates of public institutions."""

from __future__ import annotations

from datetime import date

import pytest
from plain_papers import paper_of

from xingshen.evidence.extract.licence import licence_facts
from xingshen.kernel.identifiers.uscc import complete

CODE = complete("91130100MA0ABCDE")


@pytest.mark.parametrize(
    "text",
    [
        f"营 业 执 照\n统一社会信用代码  {CODE}\n"
        "名    称  河北云岭智能装备有限公司      注册资本  伍仟万元整\n"
        "类    型  有限责任公司   成立日期  2015年03月12日\n"
        "法定代表人  张明远      住    所  河北省石家庄市高新区长江大道1号\n登记机关  石家庄市行政审批局",
        f"营业执照\n统一社会信用代码：{CODE}\n名称：河北云岭智能装备有限公司\n类型：有限责任公司\n"
        "住所：河北省石家庄市高新区长江大道1号\n法定代表人：张明远\n成立日期：2015年3月12日",
    ],
)
def test_licence(text: str) -> None:
    facts = {name: fact.value for name, fact in licence_facts(paper_of(text)).facts.items()}
    assert facts == {
        "entity": "河北云岭智能装备有限公司",
        "uscc": CODE,
        "address": "河北省石家庄市高新区长江大道1号",
        "founded_on": date(2015, 3, 12),
        "legal_representative": "张明远",
        "kind": "有限责任公司",
        "file": "附件/测试.pdf",
    }


def test_code_with_a_wrong_check_digit_is_a_candidate_only() -> None:
    wrong = CODE[:-1] + ("0" if CODE[-1] != "0" else "1")
    fact = licence_facts(paper_of(f"营业执照\n统一社会信用代码：{wrong}")).facts["uscc"]
    assert (fact.value, fact.confidence) == (wrong, 0.5)


def test_what_is_no_code_is_not_taken_for_one() -> None:
    assert licence_facts(paper_of("营业执照\n统一社会信用代码：\n编号 S12345678901234567")).facts["uscc"].value is None


def test_letters_that_no_code_has_are_read_as_digits() -> None:
    misread = CODE.replace("0", "O").replace("1", "l")
    fact = licence_facts(paper_of(f"营业执照\n统一社会信用代码：{misread}")).facts["uscc"]
    assert (fact.value, fact.confidence) == (CODE, 1.0)


def test_certificate_of_a_public_institution() -> None:
    facts = licence_facts(
        paper_of("事业单位法人证书\n名称：滹沱河大学\n住所：河北省保定市\n举办单位：河北省教育厅")
    ).facts
    assert [facts[name].value for name in ("entity", "kind", "address")] == ["滹沱河大学", "事业单位", "河北省保定市"]
