"""The state of one's own registration: waiting, approved, sent back with the reason; correcting it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xingshen.portal.access import actor_of, demand, signed_in
from xingshen.portal.accounts.unit_forms import CorrectionForm
from xingshen.portal.accounts.unit_history import timeline
from xingshen.portal.origin import origin_of
from xingshen.review.unit_policy import CORRECT_REGISTRATION, SEE_REGISTRATION
from xingshen.store.people import units


@signed_in
def registration(request: HttpRequest) -> HttpResponse:
    """Where the registration stands and what happens next."""
    unit = _own_unit(request)
    facts = units.facts(unit)
    demand(SEE_REGISTRATION(actor_of(request), facts))
    shown = {
        "unit": unit,
        "papers": units.papers_of(unit.pk),
        "events": timeline(unit),
        "may_correct": bool(CORRECT_REGISTRATION(actor_of(request), facts)),
    }
    return render(request, "accounts/registration.html", shown)


@signed_in
def correct(request: HttpRequest) -> HttpResponse:
    """The data as they were handed in, to be corrected."""
    unit = _own_unit(request)
    demand(CORRECT_REGISTRATION(actor_of(request), units.facts(unit)))
    form = CorrectionForm(request.POST or None, request.FILES or None, initial=_initial(unit))
    if request.method == "POST" and form.is_valid():
        link = reverse("accounts:registration_review", args=[unit.pk])
        units.correct(unit, form.unit_data(), form.store_papers(), actor_of(request), link, origin_of(request))
        messages.success(request, _("已再次提交，等待归口管理部门审核。"))
        return redirect("accounts:registration_state")
    shown = {"form": form, "unit": unit, "papers": units.papers_of(unit.pk)}
    return render(request, "accounts/correct.html", shown)


def _own_unit(request: HttpRequest) -> units.Unit:
    unit = units.registration_of(actor_of(request).user_id or 0)
    if unit is None:
        raise Http404
    return unit


def _initial(unit: units.Unit) -> dict[str, object]:
    names = [name for name in CorrectionForm.base_fields if name != "papers"]
    return {name: getattr(unit, name) for name in names}
