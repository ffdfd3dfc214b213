"""Private values at rest."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from xingshen.store.models import User
from xingshen.store.sealing import seal, unseal


@pytest.mark.parametrize("value", ["13812345678", {"身份证号": "130102199003074514"}, [1, 2], 123456, True])
def test_what_is_sealed_is_unsealed_as_it_was(value: Any) -> None:
    sealed = seal(value)
    assert (unseal(sealed), str(value) in sealed) == (value, False)


@pytest.mark.parametrize("value", [None, "", {}, []])
def test_nothing_is_sealed_as_nothing(value: object) -> None:
    assert (seal(value), unseal("")) == ("", None)


def test_the_same_value_never_looks_the_same() -> None:
    assert seal("13812345678") != seal("13812345678")


def test_another_secret_opens_nothing(settings: Any) -> None:
    sealed = seal("13812345678")
    settings.SECRET_KEY = "another-secret-of-sufficient-length-0123456789"
    assert unseal(sealed) is None


@pytest.mark.parametrize("text", ["no token", "gAAAAA", "13812345678"])
def test_what_was_not_sealed_here_opens_as_nothing(text: str) -> None:
    assert unseal(text) is None


@pytest.mark.django_db
def test_a_field_is_sealed_in_the_database_and_open_in_the_program() -> None:
    user = User.objects.create_user("a@example.cn", "x", name="甲", phone="13812345678")
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM store_user")
        (kept,) = cursor.fetchone()
    assert ("13812345678" in kept, User.objects.get(pk=user.pk).phone) == (False, "13812345678")
