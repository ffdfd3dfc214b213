"""Fills in the application form for a profile: the content of ``application.json`` before its attachments.

Field ids are those of ``guides/hebei-intl-2026/form.yaml``; amounts in 万元. Knows nothing of papers or of faults.
"""

from __future__ import annotations

from typing import Any

from examples.generate.cast import Person, Profile, Unit
from examples.generate.wording import write_text

QUOTA = {"1": 100, "2": 50, "3": 50, "4": 50}
START, END = "2026-07-01", "2028-06-30"
FORM_DATE, SIGNED = "2026-06-20", "2026-05-18"
_LONG_TEXTS = (
    "basis_conditions",
    "channels",
    "plan",
    "track_record",
    "cooperation_history",
    "significance",
    "expected_effect",
    "benefit_economic",
    "benefit_social",
)


def fill_application(profile: Profile, category: str) -> dict[str, Any]:
    """The clean application of one profile in one category, without attachments."""
    return {
        "form": _form(profile, category),
        "project": {
            "title": profile.topic.title,
            "abstract": profile.topic.abstract,
            "start": START,
            "end": END,
        },
        "applicant": _applicant(profile),
        "leader": _leader(profile),
        "team": [_member(person) for person in profile.team],
        "partners_domestic": [_co_unit(profile.co)] if profile.co else [],
        "partner": [_partner(profile)],
        "agreement": [],
        "budget": budget(profile, QUOTA[category], _own_money(profile, category)),
    }


def budget(profile: Profile, grant: float, own: float) -> dict[str, Any]:
    """Sources and spending in 万元 for a grant and an amount of own money; they balance."""
    payer = profile.co or profile.unit
    total = round(grant + own, 2)
    equipment, labour, indirect = round(total * 0.3), round(total * 0.2), round(total * 0.05)
    return {
        "requested_grant": grant,
        "self_funding": own,
        "other_fiscal": 0,
        "foreign": 0,
        "loan": 0,
        "in_kind": 0,
        "sources": [{"name": "单位自有资金", "payer": payer.name, "nature": "自有资金", "amount": own}],
        "total_sources": total,
        "equipment": equipment,
        "operation": round(total - equipment - labour - indirect, 2),
        "labour": labour,
        "indirect": indirect,
        "total_spending": total,
    }


def _own_money(profile: Profile, category: str) -> int:
    if profile.unit.kind == "企业":
        return 3 * QUOTA[category] + (20 if category == "1" else 10)
    return QUOTA[category] if profile.co else 10


def _form(profile: Profile, category: str) -> dict[str, Any]:
    topic = profile.topic
    form: dict[str, Any] = {
        "programme_year": 2026,
        "category": category,
        "date": FORM_DATE,
        "field": topic.field,
        "activity_type": list(topic.activity),
        "content": topic.content,
        "technical_route": topic.route,
        **{name: write_text(name, profile) for name in _LONG_TEXTS},
        "targets": _targets(profile),
        "ip": [_patent(profile)] if profile.ip else [],
        "priority": {"joint_lab": False, "conference": False},
        "declaration": {"no_secret": True, "lawful": True, "partner_independent": True},
        "involves": dict.fromkeys(("human_subjects", "human_genetic", "animal", "biosafety", "export_control"), False),
    }
    if topic.subtype:
        form["subtype"] = list(topic.subtype)
    if "科学研究类" in topic.subtype:
        form["promotion"] = write_text("promotion", profile)
    if profile.base:
        form["base"] = {**profile.base, "year": int(profile.base["year"]), "host": profile.unit.name}
    return form


def _targets(profile: Profile) -> dict[str, Any]:
    topic, partner = profile.topic, profile.partner
    targets: dict[str, Any] = {"papers": 3}
    if topic.technology:
        note = f"围绕{topic.thing}由各方共同研发，形成自主技术。"
        targets["technologies"] = [{"name": topic.technology, "type": "联合攻关", "description": note}]
    if topic.product:
        targets["results"] = [{"name": topic.product, "type": "工艺", "application": topic.use}]
    if topic.finding:
        targets["findings"] = [{"name": topic.finding, "type": _finding_type(topic.finding)}]
        targets["reports"] = 1
    targets["exchange_events"] = [
        {
            "name": f"{topic.thing}国际技术交流会",
            "date": "2027-09-16",
            "place": f"河北省{profile.unit.city}",
            "organisers": [profile.unit.name, partner.name],
            "joint": True,
            "international": True,
        }
    ]
    return targets


def _finding_type(finding: str) -> str:
    return next(kind for kind in ("新机制", "新原理", "新观点", "新发现") if kind in finding)


def _patent(profile: Profile) -> dict[str, str]:
    return {
        "name": profile.ip["name"],
        "kind": "发明专利",
        "number": profile.ip["number"],
        "owner": profile.unit.name,
    }


def _applicant(profile: Profile) -> dict[str, Any]:
    unit = profile.unit
    applicant: dict[str, Any] = {
        "name": unit.name,
        "former_names": [],
        "uscc": unit.uscc,
        "type": unit.kind,
        "legal_person": True,
        "registered_place": f"河北省{unit.city}",
        "registered_on": unit.founded,
        "address": f"河北省{unit.address}",
        "legal_representative": unit.rep,
        "ultimate_controller": unit.holder,
        "shareholders": _shareholders(unit),
        "overseas_entities": [],
        "recommending_department": f"{unit.city}科学技术局",
        "contact": profile.team[-1].name,
        "phone": unit.phone,
    }
    if unit.kind == "企业":
        applicant |= {
            "tech_proof": "高新技术企业",
            "tech_proof_number": f"GR2024130{unit.uscc[-7:-2]}",
            "tech_proof_valid_until": "2027-11-10",
        }
    return applicant


def _shareholders(unit: Unit) -> list[dict[str, Any]]:
    if unit.kind != "企业":
        return [{"name": unit.holder, "share": 100}]
    if unit.holder != unit.rep:
        return [{"name": unit.holder, "share": 100}]
    return [{"name": unit.holder, "share": 72}, {"name": f"{unit.city[:2]}聚贤技术服务中心", "share": 28}]


def _leader(profile: Profile) -> dict[str, Any]:
    person = profile.leader
    return {
        "name": person.name,
        "sex": person.sex,
        "birth": person.birth,
        "id_type": "居民身份证",
        "id": person.id,
        "title": person.title,
        "degree": "博士",
        "employer": person.unit,
        "in_service": True,
        "civil_servant": False,
        "running_projects": 0,
        "nationality": "中国",
        "months": 8,
        "phone": profile.unit.phone[:-1] + "0",
        "email": f"leader@{profile.unit.uscc[-8:].lower()}.example.cn",
    }


def _member(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "birth": person.birth,
        "id_type": "居民身份证",
        "id": person.id,
        "unit": person.unit,
        "title": person.title,
        "specialty": person.specialty,
        "time": 50,
    }


def _co_unit(unit: Unit) -> dict[str, Any]:
    return {
        "name": unit.name,
        "uscc": unit.uscc,
        "type": unit.kind,
        "place": f"河北省{unit.city}",
        "task": unit.task,
        "self_funding": 50,
        "ultimate_controller": unit.holder,
    }


def _partner(profile: Profile) -> dict[str, Any]:
    partner = profile.partner
    return {
        "name": partner.name,
        "name_original": partner.original,
        "country": partner.country,
        "office_country": partner.country,
        "type": partner.kind,
        "is_main": True,
        "registration_no": f"{partner.since[:4]}-{len(partner.original):02d}{partner.staff:04d}",
        "incorporated_on": partner.since,
        "staff": partner.staff,
        "rd_proof": f"设有{profile.topic.thing}研究部门，近三年公开发表相关论文和技术报告。",
        "legal_representative": partner.contact,
        "contact": partner.contact,
        "founded_by_applicant": False,
        "applicant_share": 0,
        "applicant_share_indirect": False,
        "ultimate_controller": partner.holder,
        "shareholders": [{"name": partner.holder, "share": 100}],
        "contribution": f"负责{profile.topic.thing}的方案设计、联合试验与技术评价，派员参加交流活动。",
    }
