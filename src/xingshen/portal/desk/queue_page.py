"""The queue: dossiers before the office."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xingshen.portal.access import actor_of, only
from xingshen.review.policy import Role
from xingshen.store import examination_lists

PER_PAGE = 25


@only(Role.REVIEWER, Role.PANEL, Role.OFFICE)
def queue(request: HttpRequest) -> HttpResponse:
    """What this person may see, oldest first."""
    rows = examination_lists.visible_to(actor_of(request))
    return render(request, "desk/queue.html", {"page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))})
