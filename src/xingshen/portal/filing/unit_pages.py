"""The unit's administrator: what people of the unit handed in, one by one or several at once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from xingshen.portal.access import actor_of, only
from xingshen.portal.filing import queues
from xingshen.portal.filing.opening import open_filing
from xingshen.portal.filing.review_pages import review
from xingshen.review.filing import Approve
from xingshen.review.filing_events import Stage
from xingshen.review.filing_policy import may_approve
from xingshen.review.policy import Role
from xingshen.store.filing import filings

_STAGES = (
    Stage.AT_UNIT, Stage.AT_DEPARTMENT, Stage.ACCEPTED, Stage.IN_CORRECTION, Stage.RETURNED, Stage.WITHDRAWN,
    Stage.DRAFT,
)  # fmt: skip


@only(Role.UNIT_ADMIN)
def unit_queue(request: HttpRequest) -> HttpResponse:
    """Without a word: those that wait for the unit."""
    unit_id = actor_of(request).unit_id or 0
    stage, text = queues.wanted_of(request, Stage.AT_UNIT)
    every = filings.unit_queue(unit_id)
    rows = filings.unit_queue(unit_id, stage="" if stage == "all" else stage, text=text)
    context = {
        "tabs": queues.tabs(filings.count_by_stage(every), _STAGES, stage),
        "stage": stage,
        "text": text,
        "page": queues.page_of(request, rows),
        "clocks": queues.clocks(filings.calls_of(every), unit_id, "unit"),
    }
    return render(request, "filing/unit_queue.html", context)


@only(Role.UNIT_ADMIN)
@require_http_methods(["GET", "POST"])
def unit_review(request: HttpRequest, application_id: int) -> HttpResponse:
    """One of them."""
    filing = open_filing(request, application_id, may_approve)
    return review(request, filing, Approve(), "filing:unit_queue", "filing/review.html")


@only(Role.UNIT_ADMIN)
@require_POST
def unit_batch(request: HttpRequest) -> HttpResponse:
    """Approve all that were ticked."""
    return queues.act_on_chosen(request, Approve(), _("已审核通过 %(count)d 份。"), "filing:unit_queue")
