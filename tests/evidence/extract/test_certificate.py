"""Certificates, permits, recognitions, registrations, proofs of meetings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from plain_papers import paper_of

from xingshen.evidence.extract.certificate import certificate_facts
from xingshen.evidence.fact import FactValue


def read(text: str) -> dict[str, FactValue | None]:
    return {name: fact.value for name, fact in certificate_facts(paper_of(text)).facts.items()}


def told(text: str) -> dict[str, FactValue | None]:
    return {name: value for name, value in read(text).items() if value is not None and name != "file"}


def test_patent_certificate() -> None:
    assert told(
        "证书号第1234567号\n发明专利证书\n"
        "发明名称：一种连铸结晶器液面控制方法\n发明人：张明远;李文\n专利号：ZL 2023 1 0123456.7\n"
        "专利申请日：2023年02月10日\n专利权人：河北云岭智能装备有限公司\n"
        "授权公告日：2024年08月06日   授权公告号：CN 116000000 B\n"
        "国家知识产权局依照中华人民共和国专利法进行审查，决定授予专利权。"
    ) == {
        "name": "一种连铸结晶器液面控制方法",
        "owner": "河北云岭智能装备有限公司",
        "number": "ZL 2023 1 0123456.7",
        "kind": "发明专利证书",
        "issuer": "国家知识产权局",
        "issued_on": date(2024, 8, 6),
        "is_receipt": False,
    }


def test_a_scanned_certificate_with_characters_that_look_alike() -> None:
    text = (
        "发 明 专 利 证 书\n发明名称：一种连铸结晶器液面控制方法\n专 利 号：ZL 2O23 l 0123456.7\n"
        "专利权人：河北云岭智能装备有限公司\n授权公告日：2O24年O8月\nO6日"
    )
    paper = paper_of(text)
    scan = replace(paper, pages=tuple(replace(page, method="ocr") for page in paper.pages))
    facts = certificate_facts(scan).facts
    assert [facts[name].value for name in ("kind", "number", "owner", "issued_on")] == [
        "发明专利证书",
        "ZL 2023 1 0123456.7",
        "河北云岭智能装备有限公司",
        date(2024, 8, 6),
    ]


def test_hightech_certificate_lasts_three_years_from_its_issue() -> None:
    facts = read(
        "高新技术企业证书\n企业名称：河北云岭智能装备有限公司\n证书编号：GR202413000123\n"
        "发证时间：2024年11月11日\n有效期：三年\n批准机关：河北省科学技术厅"
    )
    assert [facts[name] for name in ("entity", "number", "issued_on", "valid_until", "issuer")] == [
        "河北云岭智能装备有限公司",
        "GR202413000123",
        date(2024, 11, 11),
        date(2027, 11, 10),
        "河北省科学技术厅",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "有效期至2028年6月30日",
        "有效期：2026年7月1日至2028年6月30日",
        "有效期限：2026.7.1-2028.6.30",
        "Valid until 30 June 2028",
        "有效期限自2026年7月1日起至2028年6月30日止",
    ],
)
def test_stated_last_day(text: str) -> None:
    assert read(f"伦理审查批件\n{text}")["valid_until"] == date(2028, 6, 30)


def test_length_without_a_day_of_issue_gives_no_last_day() -> None:
    assert read("高新技术企业证书\n有效期：三年")["valid_until"] is None


@pytest.mark.parametrize(
    ("text", "receipt"),
    [
        ("专利申请受理通知书\n申请号：202310123456.7", True),
        ("行政许可受理通知书", True),
        ("发明专利证书\n专利申请已于2023年受理。", False),
    ],
)
def test_receipts_are_told_from_certificates(text: str, receipt: bool) -> None:
    assert read(text)["is_receipt"] is receipt


@pytest.mark.parametrize(
    "text",
    [
        "认定河北云岭智能装备有限公司为“河北省智能装备国际科技合作基地”。\n依托单位：河北云岭智能装备有限公司",
        "基地名称：河北省智能装备国际科技合作基地\n依托单位：河北云岭智能装备有限公司",
        "序号   基地名称   依托单位\n1   河北省智能装备国际科技合作基地   河北云岭智能装备有限公司",
    ],
)
def test_recognition_of_a_base(text: str) -> None:
    facts = read(f"关于认定河北省国际科技合作基地的通知\n{text}\n河北省科学技术厅\n2024年10月9日")
    assert [facts[name] for name in ("name", "host", "level", "issuer")] == [
        "河北省智能装备国际科技合作基地",
        "河北云岭智能装备有限公司",
        "省级",
        "河北省科学技术厅",
    ]


@pytest.mark.parametrize(
    ("text", "entity", "shareholders"),
    [
        (
            (
                "The Registrar certifies that VOLGA TECH LIMITED is this day incorporated.\nShareholders: "
                "Harbor Ltd (60%), Ivan Petrov (40%)"
            ),
            "VOLGA TECH LIMITED",
            ("Harbor Ltd", "Ivan Petrov"),
        ),
        (
            "Name   Nordlicht Robotik GmbH\nShareholder   Feldmann KG (100 %)",
            "Nordlicht Robotik GmbH",
            ("Feldmann KG",),
        ),
        (
            "公司名称：香江应用科技有限公司\n股东：云岭控股有限公司（持股60%）、王某（持股40%）",
            "香江应用科技有限公司",
            ("云岭控股有限公司", "王某"),
        ),
        ("公司名稱：香江應用科技有限公司", "香江應用科技有限公司", None),
    ],
)
def test_registration_of_a_partner(text: str, entity: str, shareholders: tuple[str, ...] | None) -> None:
    facts = read(f"Certificate of Incorporation\n{text}")
    assert (facts["entity"], facts["shareholders"]) == (entity, shareholders)


@pytest.mark.parametrize(
    ("text", "editions"),
    [
        ("第三届国际智能装备论坛\n第一届、第二届论坛已成功举办", ("1", "2", "3")),
        ("The 4th International Conference on Casting", ("4",)),
        ("会议通知", None),
    ],
)
def test_editions_of_a_meeting(text: str, editions: tuple[str, ...] | None) -> None:
    assert read(text)["meeting_editions"] == editions
