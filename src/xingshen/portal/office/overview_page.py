"""The office's overview of one call: numbers by stage, category and department, and the list of applications."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from xingshen.portal.access import only
from xingshen.portal.office.choosing import call_of
from xingshen.portal.ui.showing import STAGE_LOOKS
from xingshen.review.filing_events import STAGE_WORDS, Stage
from xingshen.review.policy import Role
from xingshen.store.figures import overview

PER_PAGE = 25
_OPEN_TO_OFFICE = frozenset({Stage.ACCEPTED, Stage.IN_CORRECTION})


@only(Role.OFFICE, Role.REVIEWER, Role.PANEL)
def overview_page(request: HttpRequest, call_id: int | None = None) -> HttpResponse:
    """Without a number: the newest call."""
    calls = list(overview.calls())
    call = call_of(calls, call_id)
    if call is None:
        return render(request, "office/overview_empty.html")
    cells = overview.by_stage_and_category(call.pk)
    stages, categories = Counter[str](), Counter[str]()
    for stage, category, number in cells:
        stages[stage] += number
        categories[category] += number
    wanted = {name: request.GET.get(name, "").strip() for name in ("text", "stage", "category")}
    page = Paginator(overview.applications(call.pk, **wanted), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "call": call,
        "calls": calls,
        "total": sum(stages.values()),
        "stages": [(stage, word, stages[stage]) for stage, word in STAGE_WORDS.items() if stages[stage]],
        "stage_words": STAGE_WORDS,
        "categories": sorted(categories.items()),
        "departments": overview.by_department(call.pk),
        "wanted": wanted,
        "page": page,
        "lines": [_line(row) for row in page.object_list],
    }
    return render(request, "office/overview.html", context)


def _line(row: Any) -> dict[str, Any]:
    """One application with its stage; a link where its stage lets the office look at it."""
    stage = Stage(row.stage)
    url = reverse("filing:timeline", args=[row.pk]) if stage in _OPEN_TO_OFFICE else ""
    return {"row": row, "word": STAGE_WORDS[stage], "look": STAGE_LOOKS[stage], "url": url}
