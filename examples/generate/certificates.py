"""Writes what others issued to a unit: licences, certificates, approvals, notices, proofs of registration.

Every issuer's document number is invented. Knows the profile only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from examples.generate.agreements import english_date
from examples.generate.blocks import (
    Block,
    Paper,
    chinese_date,
    heading,
    letterhead,
    para,
    plain,
    right,
    signatures,
    signer,
    subtitle,
    table,
    title,
)
from examples.generate.cast import Profile
from examples.generate.identifiers import digits


def licence(profile: Profile) -> Paper:
    """营业执照 for an enterprise, 事业单位法人证书 for an institution."""
    unit = profile.unit
    enterprise = unit.kind == "企业"
    name = "营业执照" if enterprise else "事业单位法人证书"
    content = {
        "name": name,
        "title": name,
        "under": "（副本）",
        "wide": True,
        "number": f"统一社会信用代码　{unit.uscc}",
        "bits": bin(int(digits(unit.name, 70) + digits(unit.rep, 70)))[2:443],
        "fields": [
            ("名　　称", unit.name),
            ("法定代表人", unit.rep),
            ("类　　型", "有限责任公司" if enterprise else "事业单位"),
            ("成立日期", chinese_date(unit.founded)),
            ("注册资本" if enterprise else "开办资金", "贰仟万元整"),
            ("营业期限" if enterprise else "举办单位", "长期" if enterprise else unit.holder),
            ("住　　所", f"河北省{unit.address}"),
            ("业务范围", f"{profile.topic.thing}技术研发、咨询与服务"),
        ],
        "issuer": f"{unit.city}{'市场监督管理局' if enterprise else '事业单位登记管理局'}",
        "date": "2023年3月15日",
    }
    return _certificate(content, "08-营业执照.pdf" if enterprise else "08-法人证书.pdf", "营业执照", seal=True)


def hightech_certificate(profile: Profile, number: str) -> Paper:
    """高新技术企业证书, valid for three years."""
    name = "高新技术企业证书"
    content = {
        "name": name,
        "title": name,
        "tint": "#a02020",
        "wide": True,
        "fields": [
            ("企业名称", profile.unit.name),
            ("证书编号", number),
            ("发证时间", "2024年11月11日"),
            ("有效期至", "2027年11月10日"),
        ],
        "statement": ["经认定，该企业为高新技术企业，有效期三年。"],
        "issuer": "河北省高新技术企业认定管理机构",
        "date": "2024年11月11日",
    }
    return _certificate(content, "09-高新技术企业证书.pdf", "高企证书", seal=True)


def patent(profile: Profile) -> Paper:
    """发明专利证书."""
    name = "发明专利证书"
    content = {
        "name": name,
        "title": name,
        "over": f"证书号第{digits(profile.slug, 7)}号",
        "tint": "#2b4c7e",
        "fields": [
            ("发明名称", profile.ip["name"]),
            ("发明人", f"{profile.leader.name}；{profile.team[0].name}"),
            ("专利号", profile.ip["number"]),
            ("专利申请日", "2023年3月21日"),
            ("专利权人", profile.unit.name),
            ("授权公告日", chinese_date(profile.ip["date"])),
        ],
        "statement": [
            "本发明经过审查，决定授予专利权，颁发专利证书并予以登记。",
            "专利权自授权公告之日起生效，专利权期限为二十年，自申请日起算。",
        ],
        "issuer": "专利登记机构",
        "date": chinese_date(profile.ip["date"]),
    }
    return _certificate(content, "07-发明专利证书.pdf", "知识产权", seal=True)


def base_notice(profile: Profile) -> Paper:
    """The notice by which a provincial cooperation base was recognised, in the manner of official documents."""
    base, unit = profile.base, profile.unit
    name = "关于认定河北省国际科技合作基地的通知"
    blocks = [
        letterhead("河北省科学技术厅文件", base["doc_no"]),
        title(name, 15),
        plain("各有关单位："),
        para("为推进对外科技合作，经单位申报、专家评审和公示，认定以下单位为河北省国际科技合作基地，现予公布。"),
        table((1, 5, 5), [("序号", "基地名称", "依托单位"), ("1", base["name"], unit.name)], header=True),
        para("各基地依托单位应完善管理制度，加强与国外机构的联合研发和技术转移，按年度报送工作总结。"),
        right("河北省科学技术厅"),
        right(f"{base['year']}年9月12日"),
    ]
    return _letter("10-基地认定通知.pdf", "基地认定", name, blocks)


def ethics_approval(profile: Profile) -> Paper:
    """The approval of an ethics committee."""
    name = "伦理委员会审查批件"
    unit = profile.unit
    rows = [
        ("项目名称", profile.topic.title),
        ("项目负责人", profile.leader.name),
        ("审查方式", "会议审查"),
        ("审查意见", "同意。研究方案和知情同意书符合伦理原则。"),
        ("批件号", f"LL-2026-{digits(profile.slug, 3)}"),
        ("有效期", "2026年4月20日至2029年4月19日"),
    ]
    blocks = [
        letterhead(f"{unit.name}伦理委员会", "伦理审查专用"),
        title(name),
        table((1, 4), rows),
        para("研究过程中如方案发生变更，应及时提交修正案审查；不得对外提供可识别个人身份的信息。"),
        signatures([signer(["主任委员"], "庄守仁", "2026年4月20日", seal=f"{unit.name}伦理委员会")], columns=1),
    ]
    return _letter("07-伦理审查批件.pdf", "批件", name, blocks)


def joint_lab_agreement(profile: Profile, lab: str) -> Paper:
    """联合共建协议 for an international joint laboratory."""
    unit, partner = profile.unit, profile.partner
    name = "联合共建协议"
    day = "签署日期：2024年6月6日"
    blocks = [
        title(f"{lab}\n{name}", 16),
        plain(f"甲方：{unit.name}"),
        plain(f"乙方：{partner.name}（{partner.original}）"),
        heading("第一条　共建内容"),
        para(f"双方共同建设{lab}，中方依托单位为{unit.name}。"),
        heading("第二条　组织机构"),
        para("设联合管理委员会，双方各委派三人；实验室主任由双方轮流担任，任期两年。"),
        heading("第三条　条件保障"),
        para("双方提供场地、设备和人员，运行经费各自承担，成果共享。"),
        heading("第四条　期限"),
        para("本协议自2024年6月6日至2030年6月5日有效。"),
        signatures(
            [
                signer([f"甲方（盖章）：{unit.name}"], unit.rep, day, seal=unit.name),
                signer([f"乙方：{partner.name}"], partner.contact, day),
            ]
        ),
    ]
    return _letter("09-联合共建协议.pdf", "共建协议", f"{lab}{name}", blocks)


def conference_proof(profile: Profile, conference: str) -> Paper:
    """The notice of a conference that the parties hold every year."""
    unit, partner = profile.unit, profile.partner
    name = f"{conference}通知"
    rows = [
        ("届次", "时间", "地点", "主办单位"),
        ("第一届", "2023年10月", f"河北省{unit.city}", f"{unit.name}、{partner.name}"),
        ("第二届", "2024年10月", partner.city_zh, f"{partner.name}、{unit.name}"),
        ("第三届", "2025年10月", f"河北省{unit.city}", f"{unit.name}、{partner.name}"),
    ]
    blocks = [
        letterhead(f"{conference}组委会", "会议通知第3号"),
        title(name, 15),
        plain("各有关单位："),
        para(
            f"{conference}由{unit.name}与{partner.name}每年轮流联合举办，第三届会议定于2025年10月召开，往届情况如下。"
        ),
        table((1.2, 2, 3, 5), rows, header=True),
        right("会议组委会"),
        right("2025年8月1日"),
    ]
    return _letter("08-会议通知.pdf", "会议证明", name, blocks)


def registration(profile: Profile) -> Paper:
    """The foreign partner's certificate of registration, in English."""
    partner = profile.partner
    content = {
        "name": "Certificate of Registration",
        "lang": "en",
        "title": "Certificate of Registration",
        "tint": "#1f5f4a",
        "over": f"Commercial Register of {partner.city}, {partner.country_en}",
        "fields": [
            ("Name", partner.original),
            ("Registered seat", f"{partner.city}, {partner.country_en}"),
            ("Date of registration", english_date(partner.since)),
            ("Managing director", partner.contact),
            ("Shareholder", f"{partner.holder} (100 %)"),
        ],
        "statement": ["It is hereby certified that the above entity is entered in the register and in good standing."],
        "issuer": "The Registrar",
        "date": english_date("2026-04-08"),
    }
    return _certificate(content, "10-Certificate of Registration.pdf", "机构注册证明", seal=False)


def translated_registration(profile: Profile) -> Paper:
    """The Chinese translation of :func:`registration`."""
    partner = profile.partner
    name = "注册证书（中文翻译件）"
    rows = [
        ("名称", f"{partner.name}（{partner.original}）"),
        ("注册地", f"{partner.country}{partner.city_zh}"),
        ("注册日期", chinese_date(partner.since)),
        ("总经理", partner.contact),
        ("股东", f"{partner.holder}（100%）"),
    ]
    blocks = [
        title(name),
        subtitle(f"{partner.country}{partner.city_zh}商业登记处"),
        table((1, 4), rows),
        para("兹证明上述机构已登记在册，状态正常。"),
        right("登记官　2026年4月8日"),
    ]
    paper = _letter("11-注册证书中文译件.pdf", "译件", name, blocks)
    paper.translation_of = "10-Certificate of Registration.pdf"
    return paper


def _certificate(content: Mapping[str, Any], file: str, kind: str, *, seal: bool) -> Paper:
    marks = {"seal": f"seal:{content['issuer']}"} if seal else {}
    return Paper(
        file=file, kind=kind, title=str(content["name"]), layout="certificate", content=dict(content), marks=marks
    )


def _letter(file: str, kind: str, name: str, blocks: list[Block]) -> Paper:
    return Paper(file=file, kind=kind, title=name, content={"name": name, "blocks": blocks, "size": 13})
