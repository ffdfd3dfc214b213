"""The people of the demonstration: officers, departments with their accounts, units with administrator and applicant.

Everybody comes in as in real life: by invitation, units by registration and approval.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from xingshen.demo.cast import DEPARTMENTS, DOMAIN, OFFICERS, PASSWORD
from xingshen.kernel.identifiers.uscc import complete
from xingshen.review.policy import NOBODY, Actor, Role
from xingshen.store.people import invitations, officers, people, units
from xingshen.store.people.officers import Declaration
from xingshen.store.people.units import NewAdministrator, UnitData
from xingshen.store.record.audit import Origin

ORIGIN = Origin(organisation="演示")


@dataclass(frozen=True, slots=True)
class UnitCast:
    """A unit with the accounts that act for it and for its department."""

    unit_id: int
    name: str
    administrator: Actor
    applicant: Actor
    applicant_email: str
    administrator_email: str
    department: Actor


def build_officers() -> dict[Role, list[Actor]]:
    """The officers by role. Whoever reviews has declared to be tied to nobody."""
    found: dict[Role, list[Actor]] = {}
    for officer in OFFICERS:
        actor = _account(officer.email, officer.name, officer.role, NOBODY)
        if officer.role in officers.REVIEWING and actor.user_id is not None:
            officers.declare(actor.user_id, Declaration(ties=()), actor, ORIGIN)
        found.setdefault(officer.role, []).append(actor)
    return found


def build_departments(by: Actor) -> dict[str, Actor]:
    """Every department with one account: name → actor."""
    found = {}
    for code, name in DEPARTMENTS:
        department = units.add_department(code, name, by, ORIGIN)
        email = f"department-{code}@{DOMAIN}"
        found[name] = _account(email, f"{name[:-5]}科技局经办", Role.DEPARTMENT, by, department_id=department.pk)
    return found


def build_unit(form: Mapping[str, Any], key: str, departments: Mapping[str, Actor]) -> UnitCast:
    """The unit that an example's form speaks of, registered and approved, with administrator and applicant."""
    told = form["applicant"]
    department = departments[told["recommending_department"]]
    administrator_email, applicant_email = f"unit-{key}@{DOMAIN}", f"applicant-{key}@{DOMAIN}"
    data = UnitData(
        name=told["name"],
        kind=str(told.get("type", "其他")),
        place=told["registered_place"],
        address=told.get("address") or "",
        legal_representative=told.get("legal_representative") or "",
        registered_on=date.fromisoformat(told["registered_on"]) if told.get("registered_on") else None,
        contact=told.get("contact") or "",
        phone=told.get("phone") or "",
        department_id=department.department_id or 0,
    )
    first = NewAdministrator(administrator_email, told.get("contact") or "单位管理员", PASSWORD)
    unit, user = units.register(told["uscc"], data, (), first, _no_link, ORIGIN)
    units.decide(unit, True, "", department, "", ORIGIN)
    administrator = people.actor(user.pk)
    leader = form["leader"]["name"]
    applicant = _account(applicant_email, leader, Role.APPLICANT, administrator, unit_id=unit.pk)
    return UnitCast(unit.pk, unit.name, administrator, applicant, applicant_email, administrator_email, department)


def build_waiting_unit(departments: Mapping[str, Actor]) -> None:
    """A registration that still waits for its department."""
    data = UnitData(
        name="渤海湾海洋装备有限公司",
        kind="企业",
        place="河北省沧州市",
        address="河北省沧州市渤海新区临港路18号",
        legal_representative="海以宁",
        registered_on=date(2019, 3, 12),
        contact="潮信生",
        phone="0317-5550118",
        department_id=departments["沧州市科学技术局"].department_id or 0,
    )
    first = NewAdministrator(f"waiting@{DOMAIN}", "潮信生", PASSWORD)
    units.register(complete("91130900MA0BHW9X"), data, (), first, _no_link, ORIGIN)


def _account(
    email: str, name: str, role: Role, by: Actor, *, unit_id: int | None = None, department_id: int | None = None
) -> Actor:
    invitation, _ = invitations.create(
        email, role, by, name=name, unit_id=unit_id, department_id=department_id, origin=ORIGIN
    )
    return people.actor(invitations.accept_as_new(invitation, name, PASSWORD, ORIGIN).pk)


def _no_link(_: int) -> str:
    return ""
