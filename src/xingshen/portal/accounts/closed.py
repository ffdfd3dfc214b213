"""Pages of allauth that this portal does not offer: they lead to the page that does what people come for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from xingshen.portal.access import open_to_all


@open_to_all
def to_registration(request: HttpRequest) -> HttpResponse:
    """Nobody signs up alone: a unit registers, people are invited."""
    return redirect("accounts:register")


@open_to_all
def to_profile(request: HttpRequest, **_: str) -> HttpResponse:
    """Addresses are not changed or confirmed by oneself; codes by mail are not used."""
    return redirect("accounts:profile")
