"""A person of a unit, signed in, with a draft in an open call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from tests.store.scenes.applying import actor_for, make_application, make_call, make_person, make_unit
from xingshen.review.policy import Actor
from xingshen.store.applying import applications
from xingshen.store.models import Application, Call, Unit, User


@dataclass
class Desk:
    """Whose draft it is, and a browser of theirs."""

    unit: Unit
    call: Call
    user: User
    actor: Actor
    draft: Application
    client: Client

    def now(self) -> Application:
        """The draft as it is stored."""
        return applications.get(self.draft.pk)

    def tree(self) -> dict[str, Any]:
        """Its answers."""
        return applications.tree(self.now())

    def url(self, rest: str = "") -> str:
        """A page of the draft."""
        return f"/apply/{self.draft.pk}/{rest}"


def signed_in(user: User) -> Client:
    """A browser of this person."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def desk(db: None) -> Desk:
    unit = make_unit()
    user = make_person(unit)
    call = make_call()
    draft = make_application(call, actor_for(user), project__title="柔性焊接机器人", applicant__name=unit.name)
    return Desk(unit, call, user, actor_for(user), draft, signed_in(user))
