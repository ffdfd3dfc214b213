"""How often a program may ask: by token and by address, counted a minute in the database for all processes together."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

from xingshen.portal.api.problems import Problem
from xingshen.portal.origin import client_address
from xingshen.store.api import request_limits
from xingshen.store.api.request_limits import Counted

_BY_ADDRESS = 4
"""An address may ask as often as so many tokens."""
_FAILURES = 30
"""Wrong tokens of one address within a minute."""


def count_address(request: HttpRequest) -> None:
    """Count by address, before anything else is looked at. Raises Problem."""
    _demand(request_limits.count(f"address {client_address(request)}"), settings.XS.api_per_minute * _BY_ADDRESS)


def count_token(request: HttpRequest, token_id: int) -> None:
    """Count by token, and remember what the answer is to say about it. Raises Problem."""
    counted, most = request_limits.count(f"token {token_id}"), settings.XS.api_per_minute
    request.xs_limit = headers(counted, most)  # type: ignore[attr-defined]  # told by envelope.py
    _demand(counted, most)


def count_failure(request: HttpRequest) -> None:
    """Count a wrong token. Raises Problem after too many."""
    _demand(request_limits.count(f"failure {client_address(request)}"), _FAILURES)


def headers(counted: Counted, most: int) -> dict[str, str]:
    """``RateLimit-*`` for this minute."""
    return {
        "RateLimit-Limit": str(most),
        "RateLimit-Remaining": str(max(most - counted.number, 0)),
        "RateLimit-Reset": str(counted.seconds_left),
    }


def _demand(counted: Counted, most: int) -> None:
    if counted.number > most:
        detail = gettext("每分钟最多 %(most)d 次，请在 %(seconds)d 秒后再试。") % {
            "most": most,
            "seconds": counted.seconds_left,
        }
        raise Problem("too_many", detail, headers={"Retry-After": str(counted.seconds_left), **headers(counted, most)})
