"""Writes sign-ins, failures, sign-outs, passwords and second factors into the chain of events."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from xingshen.portal.accounts.lockout import login_name
from xingshen.portal.origin import origin_of
from xingshen.review.policy import NOBODY
from xingshen.store.people import accounts, people


def connect() -> None:
    """Listen to what Django, allauth and axes tell; once, at start."""
    user_logged_in.connect(_signed_in, dispatch_uid="xs-signed-in")
    user_logged_out.connect(_signed_out, dispatch_uid="xs-signed-out")
    user_login_failed.connect(_failed, dispatch_uid="xs-failed")
    user_locked_out.connect(_locked, dispatch_uid="xs-locked")
    for chosen in (password_changed, password_reset):
        chosen.connect(_password_chosen, dispatch_uid="xs-password")
    authenticator_added.connect(_factor_added, dispatch_uid="xs-factor-added")
    authenticator_removed.connect(_factor_removed, dispatch_uid="xs-factor-removed")
    authenticator_reset.connect(_factor_added, dispatch_uid="xs-factor-renewed")


def _signed_in(request: HttpRequest, user: Any, **_: Any) -> None:
    accounts.note("login.succeeded", user, origin_of(request))


def _signed_out(request: HttpRequest, user: Any, **_: Any) -> None:
    if user is not None and user.is_authenticated:
        accounts.note("logout", user, origin_of(request))


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    if request is None or getattr(request, "axes_locked_out", False):
        return
    user = people.find_by_email(login_name(request, credentials))
    if user is not None:
        accounts.note("login.failed", user, origin_of(request), NOBODY)


def _locked(request: HttpRequest, username: str, **_: Any) -> None:
    failures = getattr(request, "axes_failures_since_start", None)
    if failures is not None:
        accounts.note_lock(username or "", origin_of(request))


def _password_chosen(request: HttpRequest, user: Any, **_: Any) -> None:
    accounts.password_was_chosen(user, origin_of(request))


def _factor_added(request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    accounts.note("second_factor.added", user, origin_of(request), reason=str(authenticator.type))


def _factor_removed(request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    accounts.note("second_factor.removed", user, origin_of(request), reason=str(authenticator.type))
