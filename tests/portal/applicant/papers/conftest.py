"""An application with its owner signed in."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.store.scenes.applying import actor_for, make_application, make_call, make_person, make_unit
from xingshen.store.models import Application, User


@pytest.fixture
def owner(db: None) -> User:
    return make_person(make_unit())


@pytest.fixture
def application(owner: User) -> Application:
    return make_application(make_call(), actor_for(owner), form__category="重点产业")


@pytest.fixture
def own_client(client: Client, owner: User) -> Client:
    client.force_login(owner)
    return client
