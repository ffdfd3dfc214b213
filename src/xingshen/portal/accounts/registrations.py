"""The registrations that a recommending department has to review: list with filters, one registration, decision."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xingshen.kernel.identifiers import uscc
from xingshen.portal.access import actor_of, demand, only
from xingshen.portal.accounts.decision_form import DecisionForm
from xingshen.portal.accounts.unit_history import timeline
from xingshen.portal.origin import origin_of
from xingshen.review.policy import Role
from xingshen.review.unit_policy import BY_DEPARTMENT, DECIDE_REGISTRATION
from xingshen.store.people import units

_PER_PAGE = 25


@only(Role.DEPARTMENT)
def registrations(request: HttpRequest) -> HttpResponse:
    """The queue; without a filter those that wait."""
    department = actor_of(request).department_id or 0
    state = request.GET.get("state", units.STATES.PENDING)
    search = request.GET.get("q", "").strip()
    page = Paginator(units.queue(department, state, search), _PER_PAGE).get_page(request.GET.get("page"))
    counts = units.counts_by_state(department)
    states = [(value, label, counts.get(value, 0)) for value, label in units.STATES.choices]
    shown = {"page": page, "state": state, "search": search, "states": states, "total": sum(counts.values())}
    return render(request, "accounts/registrations.html", shown)


@only(Role.DEPARTMENT)
def registration_review(request: HttpRequest, unit_id: int) -> HttpResponse:
    """One registration with its papers; approve it or send it back."""
    unit = units.find(unit_id)
    if unit is None:
        raise Http404
    actor, facts = actor_of(request), units.facts(unit)
    demand(BY_DEPARTMENT(actor, facts))
    form = DecisionForm(request.POST or None)
    if request.method == "POST":
        demand(DECIDE_REGISTRATION(actor, facts))
        if form.is_valid():
            return _decide(request, unit, form)
    shown = {
        "unit": unit,
        "form": form,
        "papers": units.papers_of(unit.pk),
        "events": timeline(unit),
        "code_class": uscc.unit_class(unit.uscc),
        "may_decide": bool(DECIDE_REGISTRATION(actor, facts)),
    }
    return render(request, "accounts/registration_review.html", shown)


def _decide(request: HttpRequest, unit: units.Unit, form: DecisionForm) -> HttpResponse:
    link = reverse("accounts:registration_state")
    approve = form.approves
    origin = origin_of(request, role=Role.DEPARTMENT, organisation=unit.department.name)
    if not units.decide(unit, approve, form.reason, actor_of(request), link, origin):
        messages.warning(request, _("这份登记刚刚已由同事审核，结果见下。"))
        return redirect("accounts:registration_review", unit.pk)
    said = _("已通过“%(unit)s”的登记。") if approve else _("已退回“%(unit)s”的登记，对方会收到消息。")
    messages.success(request, said % {"unit": unit.name})
    return redirect("accounts:registrations")
