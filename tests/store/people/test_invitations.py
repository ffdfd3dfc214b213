"""Invitations in the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.portal.conftest import make_unit, make_user
from xingshen.review.policy import Actor, Role
from xingshen.store.models import Invitation, Unit, User
from xingshen.store.people import invitations
from xingshen.store.record.audit import Origin

pytestmark = pytest.mark.django_db
BY = Actor(name="赵")


def invite(
    unit: Unit | None = None, email: str = "Qian@Example.cn", role: Role = Role.APPLICANT
) -> tuple[Invitation, str]:
    return invitations.create(email, role, BY, unit_id=(unit or make_unit()).pk, origin=Origin())


def test_a_token_finds_its_open_invitation_only() -> None:
    invitation, token = invite()
    assert invitations.by_token(token) == invitation
    assert invitations.by_token(token[:-1]) is None
    assert (invitation.email, len(invitation.token_digest)) == ("qian@example.cn", 64)


@pytest.mark.parametrize("column", ["accepted_at", "withdrawn_at", "expires_at"])
def test_a_used_withdrawn_or_old_invitation_is_not_found(column: str) -> None:
    invitation, token = invite()
    Invitation.objects.filter(pk=invitation.pk).update(**{column: timezone.now() - timedelta(seconds=1)})
    assert invitations.by_token(token) is None


def test_two_people_with_the_same_link_get_one_account() -> None:
    invitation, token = invite()
    same = invitations.by_token(token)
    assert same is not None
    invitations.accept_as_new(invitation, "钱", "shen-bao-ren-1", Origin())
    with pytest.raises(invitations.CannotAcceptError):
        invitations.accept_as_new(same, "钱", "shen-bao-ren-1", Origin())
    assert User.objects.filter(email="qian@example.cn").count() == 1


def test_an_address_that_got_an_account_meanwhile_keeps_the_invitation_open() -> None:
    invitation, token = invite()
    User.objects.create_user("qian@example.cn", "x", name="钱")
    with pytest.raises(invitations.CannotAcceptError):
        invitations.accept_as_new(invitation, "钱", "shen-bao-ren-1", Origin())
    assert invitations.by_token(token) == invitation


def test_a_refused_acceptance_leaves_the_invitation_open() -> None:
    somebody = make_user(Role.APPLICANT)
    invitation, token = invite(email=somebody.email)
    with pytest.raises(invitations.CannotAcceptError):
        invitations.accept_as(somebody, invitation, Origin())
    assert invitations.by_token(token) == invitation


def test_a_member_does_not_become_one_twice() -> None:
    unit = make_unit()
    admin = make_user(Role.UNIT_ADMIN, unit=unit)
    invitation, _ = invite(unit, admin.email)
    with pytest.raises(invitations.CannotAcceptError, match="已经是该单位的成员"):
        invitations.accept_as(admin, invitation, Origin())
    assert list(admin.memberships.values_list("role", flat=True)) == ["unit_admin"]


def test_open_invitations_of_units_and_of_the_programme_are_listed_apart() -> None:
    unit = make_unit()
    of_unit, _ = invite(unit)
    of_programme, _ = invitations.create("wu@example.cn", Role.OFFICE, BY, origin=Origin())
    assert list(invitations.of_unit(unit.pk)) == [of_unit]
    assert list(invitations.of_the_programme()) == [of_programme]
    invitations.withdraw(of_unit, BY, Origin())
    assert list(invitations.of_unit(unit.pk)) == []
