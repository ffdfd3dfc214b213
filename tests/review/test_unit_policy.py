"""Who may do what with a unit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xingshen.review.policy import ALLOWED, NOBODY, Actor, Decision, Role
from xingshen.review.unit_policy import (
    APPROVED,
    CORRECT_REGISTRATION,
    DECIDE_REGISTRATION,
    MANAGE_UNIT,
    PENDING,
    REJECTED,
    SEE_REGISTRATION,
    MemberFacts,
    UnitFacts,
    may_change_role,
    may_deactivate,
    may_invite_to_unit,
    may_reactivate,
)

UNIT = UnitFacts(unit_id=7, department_id=3, state=PENDING, administrators=frozenset({1, 2}))
ADMIN = Actor(1, "赵", frozenset({Role.UNIT_ADMIN}), unit_id=7)
WAITING = Actor(1, "赵")
"""The administrator of a unit that is not approved holds no role yet."""
OFFICER = Actor(5, "孙", frozenset({Role.DEPARTMENT}), department_id=3)
OTHER_OFFICER = replace(OFFICER, user_id=6, department_id=4)
STRANGER = Actor(9, "钱", frozenset({Role.UNIT_ADMIN}), unit_id=8)
EVERYBODY = {"admin": ADMIN, "waiting": WAITING, "officer": OFFICER, "other": OTHER_OFFICER, "stranger": STRANGER}


def allowed(predicate: object, unit: UnitFacts = UNIT) -> set[str]:
    return {name for name, actor in EVERYBODY.items() if predicate(actor, unit)}  # type: ignore[operator]


def test_a_registration_is_seen_by_its_department_and_its_administrators() -> None:
    assert allowed(SEE_REGISTRATION) == {"admin", "waiting", "officer"}
    assert SEE_REGISTRATION(NOBODY, UNIT) == Decision(False, "只有该单位的管理员可以办理。")


@pytest.mark.parametrize(("state", "who"), [(PENDING, {"officer"}), (APPROVED, set()), (REJECTED, set())])
def test_only_a_waiting_registration_is_decided(state: str, who: set[str]) -> None:
    assert allowed(DECIDE_REGISTRATION, replace(UNIT, state=state)) == who


@pytest.mark.parametrize(("state", "who"), [(PENDING, set()), (APPROVED, set()), (REJECTED, {"admin", "waiting"})])
def test_only_a_registration_that_was_sent_back_is_corrected(state: str, who: set[str]) -> None:
    assert allowed(CORRECT_REGISTRATION, replace(UNIT, state=state)) == who


@pytest.mark.parametrize(("state", "who"), [(PENDING, set()), (APPROVED, {"admin", "waiting"}), ("suspended", set())])
def test_an_approved_unit_is_managed_by_its_administrators(state: str, who: set[str]) -> None:
    assert allowed(MANAGE_UNIT, replace(UNIT, state=state)) == who


@pytest.mark.parametrize("role", list(Role))
def test_a_unit_gives_its_two_roles_and_no_other(role: Role) -> None:
    decision = may_invite_to_unit(ADMIN, replace(UNIT, state=APPROVED), role)
    assert bool(decision) is (role in {Role.APPLICANT, Role.UNIT_ADMIN})


MEMBER = MemberFacts(replace(UNIT, state=APPROVED), user_id=2, role=Role.UNIT_ADMIN, active_administrators=2)
LAST = replace(MEMBER, active_administrators=1)


def test_the_last_administrator_keeps_the_role_and_the_account() -> None:
    assert may_change_role(ADMIN, MEMBER, Role.APPLICANT) == ALLOWED
    assert may_change_role(ADMIN, LAST, Role.APPLICANT).reason.startswith("这是本单位唯一的管理员。")
    assert may_change_role(ADMIN, LAST, Role.UNIT_ADMIN) == ALLOWED
    assert may_deactivate(ADMIN, MEMBER) == ALLOWED
    assert may_deactivate(ADMIN, LAST).reason.startswith("这是本单位唯一的管理员，不能停用。")


def test_nobody_deactivates_themselves_or_somebody_with_roles_elsewhere() -> None:
    assert may_deactivate(ADMIN, replace(MEMBER, user_id=1)).reason == "不能停用自己的账号，请由另一位管理员办理。"
    officer = replace(MEMBER, has_other_roles=True)
    assert (bool(may_deactivate(ADMIN, officer)), bool(may_reactivate(ADMIN, officer))) == (False, False)


def test_a_deactivated_administrator_is_no_longer_the_last_one() -> None:
    assert may_change_role(ADMIN, replace(LAST, is_active=False), Role.APPLICANT) == ALLOWED


def test_roles_of_the_programme_are_not_given_by_a_unit() -> None:
    assert may_change_role(ADMIN, MEMBER, Role.OFFICE).allowed is False


def test_another_units_members_are_left_alone() -> None:
    answers = [
        may_change_role(STRANGER, MEMBER, Role.APPLICANT),
        may_deactivate(STRANGER, MEMBER),
        may_reactivate(STRANGER, MEMBER),
    ]
    assert [bool(each) for each in answers] == [False, False, False]
