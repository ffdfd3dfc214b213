"""Giving to somebody else: chosen dossiers, or everything that a person on leave has on hand; each with the reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xingshen.portal.access import actor_of, only
from xingshen.portal.office.assignment import showing
from xingshen.portal.origin import origin_of
from xingshen.review.policy import Role
from xingshen.store.examination import assignment_runs, assignments, call_settings
from xingshen.store.examination.assignments import Proposal
from xingshen.store.people import officer_profiles


@only(Role.OFFICE)
@require_http_methods(["GET", "POST"])
def reassignment(request: HttpRequest) -> HttpResponse:
    """``id``: these dossiers; ``from``: everything that this person has."""
    away, chosen = showing.number(request.GET.get("from") or request.POST.get("from")), showing.only(request)
    names = assignments.reviewers()
    call = _call(away, chosen)
    if call is None:
        people = [each for each in officer_profiles.everybody() if each.load]
        return render(request, "office/assignment/whose.html", {"people": people, "asked": bool(away or chosen)})
    proposal = assignments.propose_again(call, chosen, away=away)
    page = Paginator(proposal.rows, showing.PER_PAGE).get_page(request.GET.get("page"))
    reason = request.POST.get("reason", "").strip()
    if request.method == "POST" and reason:
        return _give(request, call, proposal, list(page.object_list), reason)
    context = {
        "call": call,
        "proposal": proposal,
        "page": page,
        "offers": showing.offers(proposal, list(page.object_list), names),
        "loads": showing.loads(proposal),
        "unplaced": len(proposal.plan.unplaced),
        "away": away,
        "name": names.get(away or 0, ""),
        "chosen": chosen,
        "lacks_reason": request.method == "POST",
    }
    return render(request, "office/assignment/again.html", context)


def _give(request: HttpRequest, call: Any, proposal: Proposal, page: list[Any], reason: str) -> HttpResponse:
    rows = proposal.rows if request.POST.get("give") == "all" else page
    wishes = {pk: (person, reason) for pk, (person, _why) in showing.wishes(proposal, rows, request.POST).items()}
    if not wishes:
        messages.error(request, _("没有选出审查员，什么都没有改派。"))
        return redirect(request.get_full_path())
    batch = assignment_runs.begin(call.pk, wishes, actor_of(request), origin_of(request))
    return redirect("office:assignment_run", batch.pk)


def _call(away: int | None, chosen: list[int]) -> Any:
    """The first call in which there is something to be given again; None: nowhere."""
    wanted = assignments.calls_of(chosen, away=away) if away or chosen else set()
    return next((call for call in call_settings.all_calls() if call.pk in wanted), None)
