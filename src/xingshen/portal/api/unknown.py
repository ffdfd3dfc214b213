"""Addresses under ``/api/v1/`` that lead to no operation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from xingshen.portal.api import problems
from xingshen.portal.api.problems import Problem


def unknown(_: HttpRequest, rest: str = "") -> HttpResponse:
    """404 as a problem."""
    return problems.answer(Problem("not_found"))
