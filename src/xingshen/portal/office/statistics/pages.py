"""The statistics of one call: a topic as charts with their tables, and the same tables as a workbook."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from xingshen.portal.access import actor_of, only
from xingshen.portal.office.choosing import call_of
from xingshen.portal.office.statistics import tables
from xingshen.portal.office.statistics.tables import TOPICS, Table
from xingshen.portal.office.statistics.workbook import workbook
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import call_title, reads_english, word_of
from xingshen.reports.tables import XLSX_TYPE
from xingshen.review.policy import Role
from xingshen.store.calls import guides
from xingshen.store.figures import figures, overview
from xingshen.store.figures import statistics as live

_COUNTED = ("clauses", "rules")
"""Topics that are counted by the worker, not for the page."""


@only(Role.OFFICE)
def statistics(request: HttpRequest, call_id: int | None = None, topic: str = "progress") -> HttpResponse:
    """Without a call: the newest one."""
    calls = list(overview.calls())
    call = call_of(calls, call_id)
    if topic not in TOPICS:
        raise Http404
    if call is None:
        return render(request, "office/statistics/empty.html")
    kept = figures.of(call)
    context = {
        "call": call,
        "calls": calls,
        "topic": topic,
        "topics": TOPICS,
        "tables": _tables(call, topic, kept),
        "counted_at": kept.made_at if kept and topic in _COUNTED else None,
        "uncounted": kept is None and topic in _COUNTED,
    }
    return render(request, "office/statistics/page.html", context)


@only(Role.OFFICE)
def export(request: HttpRequest, call_id: int, topic: str) -> HttpResponse:
    """The tables of the topic as a workbook; that it was taken is recorded."""
    call = call_of(overview.calls(), call_id)
    if call is None or topic not in TOPICS:
        raise Http404
    live.record_export(call, f"statistics.{topic}", actor_of(request), origin_of(request))
    now = timezone.localtime()
    day = now.date().isoformat()
    made = workbook(_tables(call, topic, figures.of(call)), f"{call_title(call)} {day}", now)
    response = HttpResponse(made, content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{call.slug}-{topic}-{day}.xlsx"'
    return response


def _tables(call: Any, topic: str, kept: figures.Figures | None) -> list[Table]:
    if topic == "progress":
        return tables.progress(call.pk, lambda word: word_of(call, word))
    if topic == "work":
        return tables.work(call.pk)
    if kept is None:
        return []
    texts, titles = _words(call)
    return tables.clauses(kept, texts) if topic == "clauses" else tables.rules(kept, titles)


def _words(call: Any) -> tuple[dict[str, str], dict[str, str]]:
    """Clause → text, rule → title, in the language of the page; nothing where the guide is gone."""
    try:
        guide = guides.of_call(call, get_language() or "").guide
    except guides.GuideUnavailable:
        return {}, {}
    clauses = {clause.id: clause for pack in guide.packs for clause in pack.clauses.values()}
    texts = {each: (reads_english() and clause.rendering) or clause.text for each, clause in clauses.items()}
    return texts, {rule.id: rule.title for rule in guide.rules()}
