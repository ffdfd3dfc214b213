"""Predicates answer with a reason and are composed."""

from __future__ import annotations

import pytest

from xingshen.review.policy import (
    ADMINISTRATORS,
    ALLOWED,
    NOBODY,
    OFFICERS,
    ROLE_WORDS,
    Actor,
    Predicate,
    Role,
    holds,
    refused,
)

YES: Predicate[str] = Predicate(lambda _, __: ALLOWED)
NO: Predicate[str] = Predicate(lambda _, thing: refused(f"{thing}不行"))
LATER: Predicate[str] = Predicate(lambda _, __: refused("以后再说"))


def test_every_role_has_a_word() -> None:
    assert set(ROLE_WORDS) == set(Role)


def test_officers_are_all_but_the_two_roles_of_units() -> None:
    assert set(Role) - OFFICERS == {Role.APPLICANT, Role.UNIT_ADMIN}
    assert {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN} == ADMINISTRATORS


@pytest.mark.parametrize(
    ("predicate", "decision"),
    [
        (YES & YES, ALLOWED),
        (YES & NO, refused("甲不行")),
        (NO & LATER, refused("甲不行")),
        (NO | YES, ALLOWED),
        (YES | NO, ALLOWED),
        (NO | LATER, refused("以后再说")),
    ],
)
def test_both_and_either_keep_the_reason(predicate: Predicate[str], decision: object) -> None:
    assert predicate(NOBODY, "甲") == decision


def test_holding_one_of_the_roles_is_enough_and_the_refusal_names_them() -> None:
    asked: Predicate[str] = holds(Role.OFFICE, Role.PANEL)
    assert asked(Actor(1, roles=frozenset({Role.PANEL, Role.APPLICANT})), "") == ALLOWED
    assert asked(Actor(1, roles=frozenset({Role.APPLICANT})), "") == refused("此操作由项目办公室、综合研判组办理。")
    assert bool(asked(NOBODY, "")) is False
