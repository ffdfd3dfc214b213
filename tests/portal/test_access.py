"""Every route of the portal with every role and with none, on own and on foreign objects.

The routes come from the table of addresses itself: a new one is walked without being asked, and fails here until its
view declares who may open it and, where it has arguments, an own and a foreign object are known (``route_objects``).
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from tests.portal.conftest import make_user, signed_in
from tests.portal.route_objects import objects, open_routes
from xingshen.portal.access import declared_access, is_foreign
from xingshen.review.policy import OFFICERS, Role

pytestmark = pytest.mark.django_db
LIBRARY_ROUTES = {
    "account_change_password", "account_confirm_email", "account_confirm_login_code",
    "account_confirm_reauthentication_code", "account_email", "account_email_verification_sent", "account_inactive",
    "account_login", "account_logout", "account_reauthenticate", "account_request_reauthentication_code",
    "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "account_set_password", "account_signup", "mfa_activate_totp",
    "mfa_add_webauthn", "mfa_authenticate", "mfa_deactivate_totp", "mfa_download_recovery_codes", "mfa_edit_webauthn",
    "mfa_generate_recovery_codes", "mfa_index", "mfa_list_webauthn", "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_view_recovery_codes", "usersessions_list",
}  # fmt: skip
"""Routes of allauth, which guards them itself; a new one has to be looked at before it is added here."""
LIBRARY_FOR_VISITORS = {
    "account_confirm_email", "account_confirm_login_code", "account_email", "account_email_verification_sent",
    "account_inactive", "account_login", "account_logout", "account_request_reauthentication_code",
    "account_confirm_reauthentication_code", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_set_password",
    "account_signup", "mfa_authenticate",
}  # fmt: skip
BY_STATE = {"accounts:correct"}
"""Routes without arguments that speak of the person's own unit and are refused by the state it is in."""
SAMPLES = {"int": 999_999_999, "slug": "x", "str": "x", "path": "x", "uuid": "00000000-0000-4000-8000-000000000000"}


@dataclass(frozen=True)
class Route:
    """One row of the table of addresses."""

    name: str
    view: Any
    converters: tuple[tuple[str, str], ...]

    def address(self) -> str:
        """With arguments that name nothing."""
        known = open_routes().get(self.name)
        given = known or {key: SAMPLES[kind] for key, kind in self.converters}
        return reverse(self.name, kwargs=given)


def _walk(resolver: URLResolver, namespaces: tuple[str, ...] = (), kept: tuple[Any, ...] = ()) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        converters = (*kept, *((key, _kind(value)) for key, value in entry.pattern.converters.items()))
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry, inner, converters)
        else:
            assert isinstance(entry, URLPattern)
            groups = getattr(entry.pattern, "regex", None)
            named = groups.groupindex if groups is not None else {}
            extra = tuple((key, "str") for key in named if key not in dict(converters))
            yield Route(":".join([*namespaces, entry.name or ""]), entry.callback, (*converters, *extra))


def _kind(converter: Any) -> str:
    return type(converter).__name__.removesuffix("Converter").replace("String", "str").lower()


ROUTES = sorted(_walk(get_resolver()), key=lambda route: route.name)
OURS = [route for route in ROUTES if not is_foreign(route.view)]


def is_login(answer: Any) -> bool:
    """Sent to sign in."""
    return bool(answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/login/"))


def test_every_route_has_a_name_that_leads_to_it() -> None:
    assert [route.view for route in ROUTES if not route.name or route.name.endswith(":")] == []
    assert [route.name for route in ROUTES if not _reverses(route)] == []


def test_every_view_of_ours_declares_who_may_open_it() -> None:
    assert [route.name for route in OURS if declared_access(route.view) is None] == []


def test_the_routes_of_libraries_are_those_that_were_looked_at() -> None:
    assert {route.name for route in ROUTES if is_foreign(route.view)} == LIBRARY_ROUTES


def test_visitors_are_sent_to_sign_in_wherever_it_is_not_declared_otherwise() -> None:
    client, wrong = Client(), []
    for route in OURS:
        access = declared_access(route.view)
        assert access is not None
        if is_login(client.get(route.address())) is access.anybody:
            wrong.append(route.name)
    assert wrong == []


def test_visitors_see_of_the_library_only_what_leads_to_signing_in() -> None:
    client = Client()
    seen = set()
    for route in ROUTES:
        if is_foreign(route.view):
            answer = client.get(route.address())
            if not is_login(answer) or route.name in LIBRARY_FOR_VISITORS:
                seen.add(route.name)
    assert seen == LIBRARY_FOR_VISITORS


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role or "without a role")
def test_a_role_opens_what_is_declared_for_it_and_nothing_else(role: Role | None) -> None:
    client = signed_in(make_user(*([role] if role else [])))
    refused, failed = set(), {}
    for route in OURS:
        answer = client.get(route.address())
        if answer.status_code == 403:
            refused.add(route.name)
        if answer.status_code >= 500 or is_login(answer):
            failed[route.name] = answer.status_code
    declared = {route.name for route in OURS if not _declared_for(route, role)}
    plain = {route.name for route in OURS if not route.converters} - BY_STATE
    assert failed == {}
    assert declared - refused == set()
    assert (refused - declared) & plain == set()


def _declared_for(route: Route, role: Role | None) -> bool:
    access = declared_access(route.view)
    assert access is not None
    return access.anybody or access.roles is None or role in access.roles


@pytest.mark.parametrize("role", sorted(OFFICERS))
def test_officers_without_a_second_factor_open_nothing_that_needs_signing_in(role: Role) -> None:
    client = signed_in(make_user(role))
    Authenticator.objects.all().delete()
    opened = []
    for route in OURS:
        access = declared_access(route.view)
        assert access is not None
        if not access.anybody and _declared_for(route, role):
            answer = client.get(route.address())
            if answer.headers.get("Location") != "/accounts/2fa/":
                opened.append(route.name)
    assert opened == []


def test_every_route_with_arguments_has_an_own_and_a_foreign_object() -> None:
    known = objects().keys() | open_routes().keys()
    assert sorted({route.name for route in ROUTES if route.converters} - known) == []


def test_no_entry_speaks_of_a_route_that_is_gone() -> None:
    assert sorted((objects().keys() | open_routes().keys()) - {route.name for route in ROUTES}) == []


@pytest.mark.parametrize("name", sorted(objects()))
def test_a_person_opens_their_own_object_and_is_refused_a_foreign_one(name: str) -> None:
    given = objects()[name]()
    client = signed_in(given.person)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time()}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(given.person.pk)
    session.save()
    own, foreign = (
        getattr(client, given.method)(reverse(name, kwargs=dict(kwargs)), dict(given.data))
        for kwargs in (given.own, given.foreign)
    )
    if own.streaming:
        own.getvalue()
    assert (own.status_code in (200, 204, 302, 303), is_login(own)) == (True, False)
    assert foreign.status_code in (403, 404)


def test_django_finds_nothing_to_warn_of_in_a_deployment(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    environment = {
        **os.environ,
        "XS_DATA_DIR": str(tmp_path),
        "XS_HTTPS": "true",
        "XS_BASE_URL": "https://shenbao.example.cn",
        "XS_SECRET_KEY": "",
        "DJANGO_SETTINGS_MODULE": "xingshen.portal.settings",
    }
    command = [sys.executable, "-W", "error::DeprecationWarning:xingshen", "-m", "django", "check", "--deploy"]
    done = subprocess.run(
        [*command, "--fail-level", "WARNING"], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "WARNINGS" in done.stderr) == (0, False)
    assert done.stdout == "System check identified no issues (2 silenced).\n"


def _reverses(route: Route) -> bool:
    try:
        route.address()
    except NoReverseMatch:
        return False
    return True
