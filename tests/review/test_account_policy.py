"""Who may give roles and look after accounts; the three administrators are three people."""

from __future__ import annotations

import itertools

import pytest

from xingshen.review.account_policy import (
    GRANTED_BY_SYSTEM,
    AccountFacts,
    apart,
    may_grant,
    may_secure,
    may_switch_off,
    may_withdraw,
)
from xingshen.review.policy import ADMINISTRATORS, ALLOWED, Actor, Role

SYSTEM = Actor(1, "李", frozenset({Role.SYSTEM_ADMIN}))
SECURITY = Actor(2, "周", frozenset({Role.SECURITY_ADMIN}))
SOMEBODY = AccountFacts(9, frozenset({Role.REVIEWER}))
NOT_SYSTEM = [Actor(8, "某", frozenset({role})) for role in Role if role is not Role.SYSTEM_ADMIN]
NOT_SECURITY = [Actor(8, "某", frozenset({role})) for role in Role if role is not Role.SECURITY_ADMIN]


@pytest.mark.parametrize(("held", "asked"), list(itertools.permutations(sorted(ADMINISTRATORS), 2)))
def test_no_two_of_the_three_administrators_in_one_person(held: Role, asked: Role) -> None:
    assert apart(frozenset({held}), asked).allowed is False
    assert apart(frozenset({held, Role.OFFICE}), held) == ALLOWED


def test_other_roles_stand_beside_each_other() -> None:
    assert [bool(apart(frozenset({Role.SYSTEM_ADMIN}), role)) for role in (Role.OFFICE, Role.REVIEWER)] == [True, True]


@pytest.mark.parametrize("role", list(Role))
def test_the_system_administrator_gives_all_roles_but_those_of_units(role: Role) -> None:
    assert bool(may_grant(SYSTEM, SOMEBODY, role)) is (role in GRANTED_BY_SYSTEM)


def test_nobody_else_gives_or_takes_roles() -> None:
    answers = {
        (bool(may_grant(actor, SOMEBODY, Role.OFFICE)), bool(may_withdraw(actor, SOMEBODY, Role.OFFICE)))
        for actor in NOT_SYSTEM
    }
    assert answers == {(False, False)}


def test_nobody_gives_roles_to_themselves() -> None:
    assert may_grant(SYSTEM, AccountFacts(1), Role.OFFICE).allowed is False


def test_the_last_holder_of_an_administrators_role_keeps_it() -> None:
    last = AccountFacts(9, frozenset({Role.AUDIT_ADMIN}), holders=1)
    second = AccountFacts(9, frozenset({Role.AUDIT_ADMIN}), holders=2)
    gone = AccountFacts(9, frozenset({Role.AUDIT_ADMIN}), is_active=False, holders=1)
    assert [bool(may_withdraw(SYSTEM, each, Role.AUDIT_ADMIN)) for each in (last, second, gone)] == [False, True, True]
    assert [bool(may_switch_off(SECURITY, each)) for each in (last, second, gone)] == [False, True, True]


def test_accounts_are_secured_by_the_security_administrator_and_not_their_own() -> None:
    assert may_secure(SECURITY, SOMEBODY) == ALLOWED
    assert may_secure(SECURITY, AccountFacts(2)).reason == "自己的账号请在“我的账号”中办理。"
    assert {bool(may_secure(actor, SOMEBODY)) for actor in NOT_SECURITY} == {False}
    assert {bool(may_switch_off(actor, SOMEBODY)) for actor in NOT_SECURITY} == {False}
