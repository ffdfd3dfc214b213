"""Tokens: made and shown once by whoever proved a moment ago who they are; what ends them; who may see them."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from tests.portal.api.scene import NOWHERE, Program, token_of
from tests.portal.conftest import make_user, signed_in
from xingshen.review.policy import Role
from xingshen.store.api import api_tokens
from xingshen.store.models import ApiToken, Event, Membership, User
from xingshen.store.people import people

pytestmark = pytest.mark.django_db
FORM = {"name": "单位内部系统", "scopes": ["check", "read:dossiers"], "days": "30"}


def proved(user: User) -> Client:
    """Signed in with a password a moment ago."""
    client = signed_in(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time()}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.save()
    return client


def test_a_new_token_is_shown_once_and_only_its_digest_is_kept() -> None:
    user = make_user(Role.APPLICANT)
    client = proved(user)
    answer = client.post("/api/tokens/new/", FORM)
    secret = answer.context["made"].secret
    row = ApiToken.objects.get()
    kept = [str(value) for value in ApiToken.objects.values_list().get()]
    assert (answer.status_code, secret in answer.text, answer.headers["Cache-Control"]) == (200, True, "no-store")
    assert [value for value in kept if secret in value] == []
    assert (row.name, row.scopes, secret.startswith(row.hint)) == ("单位内部系统", ["check", "read:dossiers"], True)
    assert secret not in client.get("/api/tokens/").text
    assert Program(secret).get("/token").json()["scopes"] == ["read:dossiers", "check"]


def test_making_and_revoking_are_events_without_the_secret() -> None:
    user = make_user(Role.APPLICANT)
    client = proved(user)
    secret = client.post("/api/tokens/new/", FORM).context["made"].secret
    client.post(f"/api/tokens/{ApiToken.objects.get().pk}/revoke/")
    made, revoked = Event.objects.filter(subject_type="token").order_by("seq")
    assert (made.kind, revoked.kind, made.after["scopes"]) == (
        "token.made",
        "token.revoked",
        ["check", "read:dossiers"],
    )
    assert secret not in made.subject_label + str(made.after)
    assert Program(secret).get("/token").status_code == 401


def test_who_signed_in_long_ago_proves_again_who_they_are() -> None:
    answer = signed_in(make_user(Role.APPLICANT)).get("/api/tokens/new/")
    assert (answer.status_code, answer.headers["Location"].startswith("/accounts/reauthenticate/")) == (302, True)


def test_scopes_beyond_ones_roles_are_not_offered_and_not_taken() -> None:
    client = proved(make_user(Role.APPLICANT))
    offered = [value for value, _ in client.get("/api/tokens/new/").context["form"]["scopes"].field.choices]
    answer = client.post("/api/tokens/new/", {**FORM, "scopes": ["write:decisions"]})
    assert offered == ["read:dossiers", "read:findings", "read:decisions", "check", "export"]
    assert (answer.status_code, ApiToken.objects.count()) == (200, 0)


def test_a_person_without_fitting_roles_is_told_so() -> None:
    answer = proved(make_user(Role.SECURITY_ADMIN)).get("/api/tokens/new/")
    assert "您的角色没有可以给程序使用的权限" in answer.text


@pytest.mark.parametrize(
    "end",
    [
        lambda token: ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1)),
        lambda token: ApiToken.objects.update(revoked_at=timezone.now()),
        lambda token: User.objects.filter(pk=token.user_id).update(is_active=False),
        lambda token: User.objects.filter(pk=token.user_id).update(must_change_password=True),
    ],
    ids=["expired", "revoked", "person deactivated", "password to be changed"],
)
def test_an_ended_token_opens_nothing(end: Any) -> None:
    secret = token_of(make_user(Role.APPLICANT))
    assert Program(secret).get("/token").status_code == 200
    end(ApiToken.objects.get())
    answer = Program(secret).get("/token")
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="xingshen"')


def test_a_token_of_an_officer_needs_the_officers_second_factor() -> None:
    secret = token_of(make_user(Role.REVIEWER))
    assert Program(secret).get("/token").status_code == 200
    Authenticator.objects.all().delete()
    assert Program(secret).get("/token").status_code == 401


def test_a_role_that_was_taken_away_takes_the_scope_along() -> None:
    user = make_user(Role.OFFICE)
    program = Program(token_of(user))
    assert program.get("/events").status_code == 200
    Membership.objects.filter(user=user).delete()
    assert (program.get("/events").status_code, program.get("/token").json()["scopes"]) == (403, [])


def test_use_is_remembered() -> None:
    secret = token_of(make_user(Role.APPLICANT))
    Program(secret).get("/token")
    first = ApiToken.objects.get().used_at
    Program(secret).get("/token")
    assert first is not None
    assert ApiToken.objects.get().used_at == first


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer xs_", "Basic xs_abc", "Bearer 令牌", "Bearer a b"])
def test_what_is_no_token_is_refused(header: str) -> None:
    answer = Client().get("/api/v1/token", headers={"Authorization": header})
    assert (answer.status_code, answer.headers["Content-Type"]) == (401, "application/problem+json")


def test_nobody_has_more_than_twenty_living_tokens() -> None:
    user = make_user(Role.APPLICANT)
    for _ in range(api_tokens.MOST_LIVING):
        token_of(user)
    answer = proved(user).post("/api/tokens/new/", FORM)
    assert (answer.status_code, ApiToken.objects.count()) == (200, api_tokens.MOST_LIVING)
    assert "令牌已达 20 个" in answer.text


def test_the_system_administrator_sees_and_revokes_all_of_them_with_a_reason() -> None:
    token = api_tokens.make(people.actor(make_user(Role.APPLICANT).pk), "外部系统", ["check"], None, NOWHERE).token
    client = signed_in(make_user(Role.SYSTEM_ADMIN))
    assert "外部系统" in client.get("/api/tokens/all/").text
    assert client.post(f"/api/tokens/{token.pk}/revoke/", {"reason": ""}).status_code == 200
    answer = client.post(f"/api/tokens/{token.pk}/revoke/", {"reason": "来历不明"})
    assert (answer.status_code, Event.objects.get(kind="token.revoked").reason) == (302, "来历不明")
    assert ApiToken.objects.get().revoked_at is not None


@pytest.mark.parametrize(("number", "queries"), [(1, 9), (3, 9)])
def test_the_list_of_tokens_asks_the_database_as_often_for_many(
    number: int, queries: int, django_assert_num_queries: Any
) -> None:
    user = make_user(Role.APPLICANT)
    for _ in range(number):
        token_of(user)
    client = signed_in(user)
    with django_assert_num_queries(queries):
        client.get("/api/tokens/")
