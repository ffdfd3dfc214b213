"""What tokens may be good for, who may end them, and who is told of what."""

from __future__ import annotations

import pytest

from xingshen.review.api_policy import (
    APPLICANTS_KINDS,
    OFFICES_KINDS,
    SCOPE_WORDS,
    Scope,
    Side,
    TokenFacts,
    conclusion_is_told,
    kinds_for,
    may_be_told,
    may_make,
    may_revoke,
    scopes_for,
    within,
)
from xingshen.review.examination_events import EVENT_TYPES
from xingshen.review.examination_state import Examination
from xingshen.review.examination_values import LetterKind
from xingshen.review.policy import Actor, Role


def actor(*roles: Role, user_id: int = 1) -> Actor:
    return Actor(user_id, "某人", frozenset(roles))


@pytest.mark.parametrize(
    ("role", "scopes"),
    [
        (Role.APPLICANT, "read:dossiers read:findings read:decisions check export"),
        (Role.UNIT_ADMIN, "read:dossiers read:findings read:decisions check export"),
        (Role.DEPARTMENT, "read:dossiers read:findings"),
        (Role.REVIEWER, "read:dossiers read:findings read:decisions write:decisions check"),
        (Role.PANEL, "read:dossiers read:findings read:decisions check"),
        (Role.OFFICE, "read:dossiers read:findings read:decisions read:events check export"),
        (Role.SYSTEM_ADMIN, ""),
        (Role.SECURITY_ADMIN, ""),
        (Role.AUDIT_ADMIN, "read:events"),
    ],
)
def test_a_role_can_give_these_scopes(role: Role, scopes: str) -> None:
    assert [scope.value for scope in scopes_for(actor(role))] == scopes.split()


def test_every_scope_has_a_word() -> None:
    assert set(SCOPE_WORDS) == set(Scope)


def test_a_token_wants_a_scope_and_none_beyond_the_roles() -> None:
    assert may_make(actor(Role.APPLICANT), []).reason == "请至少选择一项权限。"
    assert may_make(actor(Role.APPLICANT), ["write:decisions"]).reason == "所选权限超出了您的角色。"
    assert may_make(actor(Role.APPLICANT), ["nothing"]).reason == "所选权限超出了您的角色。"
    assert may_make(actor(Role.APPLICANT), ["check"]).allowed


def test_an_operation_wants_the_scope_in_the_token_and_the_role_in_the_person() -> None:
    token = TokenFacts(1, frozenset({"check"}))
    assert within(Scope.CHECK)(actor(Role.APPLICANT), token).allowed
    assert within(Scope.CHECK)(actor(), token).reason == "此令牌所属账号的角色已不允许此项操作。"
    assert within(Scope.EXPORT)(actor(Role.APPLICANT), token).reason.startswith("此令牌没有“导出提交内容")


def test_tokens_are_revoked_by_their_owner_and_system_administrators() -> None:
    token = TokenFacts(1)
    revoking = [role for role in Role if may_revoke(actor(role, user_id=2), token)]
    assert (may_revoke(actor(), token).allowed, revoking) == (True, [Role.SYSTEM_ADMIN])


def test_nothing_from_inside_the_office_is_told_outside() -> None:
    inside = {each.kind for each in EVENT_TYPES if each.kind.partition(".")[0] in ("point", "panel", "refusal")}
    assert inside & APPLICANTS_KINDS == set()
    assert OFFICES_KINDS >= APPLICANTS_KINDS
    assert "panel.opinion_given" not in OFFICES_KINDS


def test_who_is_on_several_sides_is_told_what_any_of_them_is() -> None:
    assert not may_be_told("letter.issued", [Side.DEPARTMENT])
    assert may_be_told("letter.issued", [Side.DEPARTMENT, Side.APPLICANT])
    assert not may_be_told("point.confirmed", [Side.APPLICANT])
    assert may_be_told("point.confirmed", [Side.OFFICER])
    assert not may_be_told("filing.submitted", [])


def test_administrators_are_told_of_no_dossier() -> None:
    assert [role for role in Role if not kinds_for(actor(role))] == [
        Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN,
    ]  # fmt: skip


def test_a_conclusion_is_told_by_its_letter_and_not_by_one_for_correction() -> None:
    assert not conclusion_is_told(Examination(letters=frozenset({LetterKind.CORRECTION})))
    assert conclusion_is_told(Examination(letters=frozenset({LetterKind.REFUSAL})))
