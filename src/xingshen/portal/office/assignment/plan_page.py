"""What waits for a reviewer and how the office's rules would give it: adjusted by hand, given by page or all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xingshen.portal.access import actor_of, only
from xingshen.portal.office.assignment import showing
from xingshen.portal.origin import origin_of
from xingshen.review.policy import Role
from xingshen.store.examination import assignment_runs, assignments, call_settings
from xingshen.store.examination.assignments import Proposal


@only(Role.OFFICE)
@require_http_methods(["GET", "POST"])
def assignment(request: HttpRequest) -> HttpResponse:
    """The plan for one call; ``id``: for the chosen dossiers only."""
    waiting = assignments.waiting_by_call()
    calls = [(call, waiting[call.pk]) for call in call_settings.all_calls() if waiting.get(call.pk)]
    call = _call(request, [call for call, _number in calls])
    if call is None:
        return render(request, "office/assignment/nothing.html", {"calls": call_settings.all_calls()})
    chosen = showing.only(request)
    proposal = assignments.propose(call, chosen)
    page = Paginator(proposal.rows, showing.PER_PAGE).get_page(request.GET.get("page"))
    if request.method == "POST":
        return _give(request, call, proposal, page)
    context = {
        "call": call,
        "calls": calls,
        "proposal": proposal,
        "page": page,
        "offers": showing.offers(proposal, list(page.object_list), assignments.reviewers()),
        "loads": showing.loads(proposal),
        "unplaced": len(proposal.plan.unplaced),
        "chosen": chosen,
    }
    return render(request, "office/assignment/plan.html", context)


@only(Role.OFFICE)
def assign_one(request: HttpRequest, application_id: int) -> HttpResponse:
    """The plan for this one dossier; where it is given already, the way to give it to somebody else."""
    calls = assignments.calls_of([application_id])
    if not calls:
        raise Http404
    page = "office:assignment" if assignments.waits(application_id) else "office:reassignment"
    return redirect(f"{reverse(page)}?id={application_id}")


def _give(request: HttpRequest, call: Any, proposal: Proposal, page: Page[Any]) -> HttpResponse:
    rows = proposal.rows if request.POST.get("give") == "all" else list(page.object_list)
    wishes = showing.wishes(proposal, rows, request.POST)
    if not wishes:
        messages.error(request, _("没有选出审查员，什么都没有分派。"))
        return redirect(request.get_full_path())
    batch = assignment_runs.begin(call.pk, wishes, actor_of(request), origin_of(request))
    return redirect("office:assignment_run", batch.pk)


def _call(request: HttpRequest, calls: list[Any]) -> Any:
    """The call asked for, else the first in which something waits; None: nothing waits anywhere."""
    wanted = showing.number(request.GET.get("call") or request.POST.get("call"))
    if wanted is None:
        chosen = showing.only(request)
        mine = assignments.calls_of(chosen) if chosen else set()
        return next((call for call in calls if not mine or call.pk in mine), None)
    found = next((call for call in call_settings.all_calls() if call.pk == wanted), None)
    if found is None:
        raise Http404
    return found
