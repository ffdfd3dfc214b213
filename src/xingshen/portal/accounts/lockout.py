"""What a person sees after too many failed attempts to sign in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
    """429 with the time after which the next attempt counts."""
    return render(request, "accounts/locked.html", {"minutes": 15}, status=429)
