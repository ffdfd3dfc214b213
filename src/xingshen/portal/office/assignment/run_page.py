"""How far the giving of many dossiers has come, and what could not be given."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from xingshen.portal.access import only
from xingshen.review.policy import Role
from xingshen.store.examination import assignment_runs


@only(Role.OFFICE)
def run(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Progress; a page with htmx asks for the part that changes."""
    try:
        batch = assignment_runs.get(batch_id)
    except assignment_runs.NOT_THERE:
        raise Http404 from None
    problems = assignment_runs.problems_of(batch)
    context = {
        "batch": batch,
        "finished": batch.finished_at is not None,
        "problems": problems,
        "given": batch.done - len(problems),
    }
    part = "HX-Request" in request.headers
    return render(request, "office/assignment/_progress.html" if part else "office/assignment/run.html", context)
