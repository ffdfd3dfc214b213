"""The first page: what is open and until when; for somebody signed in, where their work waits."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xingshen.portal.access import actor_of, open_to_all
from xingshen.portal.menu import menu_for
from xingshen.review.policy import Role
from xingshen.store.calls import calls


@open_to_all
def home(request: HttpRequest) -> HttpResponse:
    """Open and coming calls, the nearest end first; then those that are over."""
    actor = actor_of(request)
    current = calls.open_calls(actor.unit_id)
    known = {call.pk for call, _ in current}
    over = [call for call in calls.published() if call.pk not in known]
    context = {
        "current": current,
        "over": over,
        "tasks": menu_for(actor, request.path),
        "may_apply": actor.has(Role.APPLICANT, Role.UNIT_ADMIN),
    }
    return render(request, "public/home.html", context)
