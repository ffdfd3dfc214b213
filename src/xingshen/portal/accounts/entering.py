"""Signs a person in who has just proved who they are by choosing their password here."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponseBase


def enter(request: HttpRequest, user: Any, to: str) -> HttpResponseBase:
    """Through all stages of a login, then to the address ``to``."""
    record_authentication(request, user, "password", email=user.email)
    response: HttpResponseBase = perform_login(request, user, email_verification="none", redirect_url=to)
    return response
