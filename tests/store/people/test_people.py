"""Actors, members and roles in the database."""

from __future__ import annotations

from typing import Any

import pytest

from tests.portal.conftest import make_department, make_unit, make_user
from xingshen.review.policy import Actor, Role
from xingshen.store.models import Event, Membership
from xingshen.store.people import people
from xingshen.store.record.audit import Origin

pytestmark = pytest.mark.django_db


def test_an_actor_acts_for_their_unit_and_department() -> None:
    unit, department = make_unit(), make_department()
    user = make_user(Role.APPLICANT, Role.DEPARTMENT, unit=unit, department=department, name="钱")
    roles = frozenset({Role.APPLICANT, Role.DEPARTMENT})
    assert people.actor(user.pk) == Actor(user.pk, "钱", roles, unit.pk, department.pk)


@pytest.mark.parametrize("state", ["pending", "rejected", "suspended"])
def test_roles_for_a_unit_that_is_not_approved_do_not_count(state: str) -> None:
    user = make_user(Role.UNIT_ADMIN, unit=make_unit(state=state))
    assert people.actor(user.pk).roles == frozenset()


def test_an_actor_is_read_in_two_queries(django_assert_num_queries: Any) -> None:
    user = make_user(Role.APPLICANT, Role.REVIEWER, Role.OFFICE)
    with django_assert_num_queries(2):
        people.actor(user.pk)


def test_changing_the_role_of_a_member_leaves_one_membership_of_the_unit() -> None:
    unit = make_unit()
    user = make_user(Role.APPLICANT, Role.UNIT_ADMIN, Role.REVIEWER, unit=unit)
    member = people.find_member(unit.pk, user.pk)
    assert member is not None
    people.change_member_role(member, Role.APPLICANT, Actor(1, "赵"), Origin())
    assert sorted(user.memberships.values_list("role", flat=True)) == ["applicant", "reviewer"]
    event = Event.objects.get()
    assert (event.before, event.after) == ({"role": "unit_admin"}, {"role": "applicant", "unit": unit.pk})


def test_a_role_is_given_once() -> None:
    user = make_user()
    answers = [people.grant(user, Role.OFFICE, Actor(name="李"), origin=Origin()) for _ in range(2)]
    assert (answers, Membership.objects.count(), Event.objects.count()) == ([True, False], 1, 1)


def test_holders_of_a_role_are_counted_among_active_accounts() -> None:
    first, second = make_user(Role.AUDIT_ADMIN), make_user(Role.AUDIT_ADMIN)
    assert people.account_facts(first).holders == 2
    second.is_active = False
    second.save()
    assert people.account_facts(first, Role.AUDIT_ADMIN).holders == 1


def test_nothing_changed_in_a_profile_is_no_event() -> None:
    user = make_user(name="钱")
    people.change_profile(user, {"name": "钱"}, Actor(user.pk, "钱"), Origin())
    assert Event.objects.count() == 0
