"""Too many failed attempts to sign in: how axes knows whose attempt it was, and what the person sees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def login_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The address somebody tries to sign in with; allauth and axes each call it by another name."""
    given = credentials or {}
    named = given.get("email") or given.get(settings.AXES_USERNAME_FORM_FIELD) or given.get("username")
    return str(named or request.POST.get(settings.AXES_USERNAME_FORM_FIELD, "")).strip().lower()


def locked_out(request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
    """429 with the time after which the next attempt counts."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "accounts/locked.html", {"minutes": minutes}, status=429)
