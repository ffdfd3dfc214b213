"""The public page of a call: what it is for, until when, what to do, and the extensions that were granted."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from xingshen.portal.access import actor_of, open_to_all
from xingshen.review.policy import Role
from xingshen.store.calls import call_editing, calls, guides
from xingshen.store.conclusions import public_lists
from xingshen.store.procedure import examination_log

_STEPS = ("applicant", "unit", "department")


@open_to_all
def call_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A published call."""
    call = published_call(slug)
    actor = actor_of(request)
    unit_id = actor.unit_id
    context = {
        "call": call,
        "windows": [(who, calls.window_of(call, who, unit_id)) for who in _STEPS],
        "applicant": calls.applicant_window(call, unit_id),
        "extensions": call_editing.extensions(call),
        "blocking": guides.of_call(call, get_language() or "").guide.form.blocking,
        "procedure": examination_log.procedure_of(call),
        "may_apply": actor.has(Role.APPLICANT, Role.UNIT_ADMIN),
        "guide_url": reverse("public:guide", args=[call.slug]),
        "lists": public_lists.public_of_call(call.pk),
    }
    return render(request, "public/call.html", context)


def published_call(slug: str) -> Any:
    """The call under this short name; Http404."""
    call = next((each for each in calls.published().filter(slug=slug)), None)
    if call is None:
        raise Http404
    return call
