"""People, units and departments for tests of the portal."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from xingshen.kernel.identifiers import uscc
from xingshen.review.policy import Role
from xingshen.store.models import Department, Membership, Unit, User

PASSWORD = "xing-shen-2026"
_numbers = itertools.count(1)


def make_department(name: str = "") -> Department:
    """A recommending department."""
    n = next(_numbers)
    return Department.objects.create(code=f"D{n:03}", name=name or f"归口部门{n}")


def make_unit(department: Department | None = None, *, state: str = "approved", name: str = "") -> Unit:
    """A unit with a code of its own."""
    n = next(_numbers)
    return Unit.objects.create(
        uscc=uscc.complete(f"91130100MA{n:06}"),
        name=name or f"河北测试科技有限公司{n}",
        kind="企业",
        place="河北省石家庄市",
        address="中山路1号",
        legal_representative="王一",
        contact="李二",
        phone="0311-12345678",
        department=department or make_department(),
        state=state,
    )


def make_user(*roles: Role, name: str = "", unit: Unit | None = None, department: Department | None = None) -> User:
    """A person with roles; those of a unit or department for the given one or a new one. Officers have TOTP."""
    n = next(_numbers)
    user = User.objects.create_user(f"person{n}@example.cn", PASSWORD, name=name or f"测试{n}")
    for role in roles:
        of_unit, of_department = role in (Role.APPLICANT, Role.UNIT_ADMIN), role is Role.DEPARTMENT
        Membership.objects.create(
            user=user,
            role=role,
            unit=(unit or make_unit()) if of_unit else None,
            department=(department or make_department()) if of_department else None,
        )
    if set(roles) - {Role.APPLICANT, Role.UNIT_ADMIN}:
        give_second_factor(user)
    return user


def give_second_factor(user: User) -> User:
    """The person with TOTP, which officers need for every page."""
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return user


def signed_in(user: Any) -> Client:
    """A client in which this person is signed in."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def officer_client(actor: Any) -> Client:
    """A client in which this officer (an actor of a scene) is signed in, with the second factor."""
    return signed_in(give_second_factor(User.objects.get(pk=actor.user_id)))


@pytest.fixture
def person() -> Callable[..., User]:
    """``make_user``."""
    return make_user
