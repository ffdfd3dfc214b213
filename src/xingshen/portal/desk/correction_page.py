"""Returning a dossier for correction: which points, what the applicant is told of each, what is opened, a look first.

Without a choice yet, a form; ``do`` = preview shows exactly what the applicant will see, ``do`` = send sends that.
While it is awaited, and afterwards, the page shows what was asked and what came of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xingshen.findings.finding import Finding
from xingshen.portal.access import only
from xingshen.portal.correction_items import Crop, OpenPlace, Said, ShownItem, Ways, shown_items
from xingshen.portal.desk import reasons
from xingshen.portal.desk.dossier_sheet import Sheet, open_sheet
from xingshen.portal.desk.follow_up import follow_up_of
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import form_words, tell
from xingshen.portal.ui.viewing import page_facts
from xingshen.review.correction import listable, narrowed
from xingshen.review.examination import STAGE_WORDS, Refusal, Stage, Why
from xingshen.review.examination_commands import RequestCorrection
from xingshen.review.examination_values import CorrectionItem, Opened
from xingshen.review.phrases import PHRASES, Occasion
from xingshen.review.points import Point
from xingshen.review.policy import Role
from xingshen.store.applying import saving
from xingshen.store.applying.answers import Answers
from xingshen.store.calls import guides
from xingshen.store.examination import corrections, examinations
from xingshen.store.results import told_findings

_MOST_CROPS = 2
_STAGE_REASONS = (Why.STAGE, Why.NOT_YOURS, Why.LIMIT, Why.UNCHECKED, Why.STALE)


@dataclass(frozen=True, slots=True)
class Choice:
    """One point that may be listed, with the item as edited; ``fields`` and ``papers`` with whether they are opened."""

    point: Point
    item: CorrectionItem
    shown: ShownItem
    outcome: str
    ticked: bool
    fields: tuple[tuple[OpenPlace, bool], ...]
    papers: tuple[tuple[OpenPlace, bool], ...]


@only(Role.REVIEWER, Role.PANEL, Role.OFFICE)
@require_http_methods(["GET", "POST"])
def correction(request: HttpRequest, application_id: int) -> HttpResponse:
    """POST ``pick`` (marks), and per mark ``cure:``, ``question:``, their phrases, ``field:``, ``paper:``; ``do``."""
    sheet = open_sheet(request, application_id)
    items = _offered(sheet)
    refusal = None
    if request.method == "POST" and request.POST.get("do") in ("preview", "send"):
        command = RequestCorrection(tuple(_chosen(request.POST, items)))
        if request.POST["do"] == "send":
            answer = examinations.act(application_id, command, sheet.actor, origin=origin_of(request))
            if not isinstance(answer, Refusal):
                messages.success(request, _("已退回补正，申报人和单位管理员会收到通知；审查期限从现在起停止计时。"))
                return redirect("desk:correction", application_id)
            refusal = answer
        else:
            refusal = examinations.would_be_refused(sheet.case, command, sheet.actor)
            if refusal is None:
                return render(request, "desk/correction_preview.html", _preview(request, sheet, command.items))
    page = _page(request, sheet, items, refusal)
    return render(request, "desk/correction.html", page, status=409 if refusal else 200)


# --- what is posted --------------------------------------------------------------------------------------------------


def _offered(sheet: Sheet) -> dict[str, CorrectionItem]:
    """What may be listed now; nothing at another stage."""
    if sheet.case.examination.stage not in (Stage.ASSIGNED, Stage.EXAMINING):
        return {}
    return corrections.widest_items_for(sheet.row, listable(sheet.points))


def _chosen(posted: QueryDict, items: Mapping[str, CorrectionItem]) -> Iterator[CorrectionItem]:
    """The ticked points, as edited; a point that is no longer listed is left for the review to refuse."""
    for mark in dict.fromkeys(posted.getlist("pick")):
        item = items.get(mark, CorrectionItem(fingerprint=mark, clauses=(), evidence="", cure=""))
        yield _edited(item, posted)


def _edited(item: CorrectionItem, posted: QueryDict) -> CorrectionItem:
    mark = item.fingerprint
    keep = Opened(tuple(posted.getlist(f"field:{mark}")), tuple(posted.getlist(f"paper:{mark}")))
    cure = reasons.joined(posted.get(f"cure-phrase:{mark}", ""), posted.get(f"cure:{mark}", ""))
    question = reasons.joined(posted.get(f"question-phrase:{mark}", ""), posted.get(f"question:{mark}", ""))
    return replace(narrowed(item, keep), cure=cure[: reasons.LONGEST], question=question[: reasons.LONGEST])


# --- pages -----------------------------------------------------------------------------------------------------------


def _frame(sheet: Sheet) -> dict[str, Any]:
    case = sheet.case
    return {
        "row": sheet.row,
        "application": sheet.row.application,
        "guide_url": reverse("public:guide", args=[sheet.row.call.slug]),
        "stage_word": tell(STAGE_WORDS[case.examination.stage]),
        "round": len(case.examination.corrections) + 1,
        "rounds": case.procedure.correction_rounds,
        "days": case.procedure.correction_days,
        "due": corrections.due_if_asked(case, timezone.now()),
    }


def _preview(request: HttpRequest, sheet: Sheet, items: Iterable[CorrectionItem]) -> dict[str, Any]:
    kept = [(name, each) for name, values in request.POST.lists() for each in values]
    return {
        **_frame(sheet),
        "items": _shown(sheet, items),
        "posted": [(name, each) for name, each in kept if name not in ("csrfmiddlewaretoken", "do")],
    }


def _page(
    request: HttpRequest, sheet: Sheet, items: Mapping[str, CorrectionItem], refusal: Refusal | None
) -> dict[str, Any]:
    stopped = examinations.would_be_refused(sheet.case, RequestCorrection(()), sheet.actor)
    awaited = sheet.case.examination.waiting_for
    last = sheet.correction
    return {
        **_frame(sheet),
        "choices": list(_choices(request, sheet, items)),
        "refusal": tell(refusal.reason) if refusal else "",
        "stopped": tell(stopped.reason) if stopped and stopped.why in _STAGE_REASONS else "",
        "cures": [(each, tell(each)) for each in PHRASES[Occasion.CURE]],
        "questions": [(each, tell(each)) for each in PHRASES[Occasion.ASK]],
        "awaited": awaited,
        "awaited_items": _shown(sheet, awaited.items) if awaited else [],
        "last": last,
        "lapsed": last is not None and last.replies is None,
        "follow_up": follow_up_of(sheet),
        "is_judge": sheet.actor.user_id == sheet.case.facts.judge,
    }


def _choices(request: HttpRequest, sheet: Sheet, items: Mapping[str, CorrectionItem]) -> Iterator[Choice]:
    posted = request.POST if request.method == "POST" else None
    asked_for = set(request.GET.getlist("point"))
    usual = corrections.items_for(sheet.row, [point for point in sheet.points if point.finding.fingerprint in items])
    for mark, item in items.items():
        point = sheet.point(mark)
        if point is None:
            continue
        edited = _edited(item, posted) if posted is not None else usual[mark]
        ticked = mark in posted.getlist("pick") if posted is not None else point.fails or bool(point.question)
        (shown,) = _shown(sheet, [item])
        kept = {*edited.opens.fields, *edited.opens.papers}
        places = [(place, place.key in kept) for place in shown.places]
        yield Choice(
            point=point,
            item=edited,
            shown=shown,
            outcome=point.finding.outcome.value,
            ticked=ticked or mark in asked_for,
            fields=tuple(each for each in places if each[0].what == "field"),
            papers=tuple(each for each in places if each[0].what == "paper"),
        )


def _shown(sheet: Sheet, items: Iterable[CorrectionItem]) -> list[ShownItem]:
    """The items as the applicant will see them, without the ways into the applicant's form."""
    kept = told_findings.of(sheet.row)
    said = {point.finding.fingerprint: point.finding for point in sheet.points}
    told = {mark: each for mark, each in sheet.told.items() if kept.get(mark) == said.get(mark)}
    words = form_words(guides.of_call(sheet.row.call, get_language() or ""))
    ways = Ways(crops=lambda finding: _crops(sheet, finding))
    return shown_items(items, Said(kept, {**kept, **told}), _answers(sheet), words, ways)


def _answers(sheet: Sheet) -> Answers:
    """The answers as they were handed in, with the ids of their rows."""
    return saving.answers_at(sheet.row.application, sheet.submission.version)


def _crops(sheet: Sheet, finding: Finding) -> tuple[Crop, ...]:
    papers = {paper.name: paper for paper in sheet.papers}
    found: dict[tuple[str, int], Crop] = {}
    for place in finding.evidence:
        paper = papers.get(place.file)
        if place.page is None or place.box is None or paper is None or page_facts(paper, place.page) is None:
            continue
        box = urlencode({"box": ",".join(f"{number:.1f}" for number in place.box)})
        image = reverse("desk:paper_crop", args=[sheet.id, paper.blob_id, place.page])
        page = f"{reverse('desk:dossier', args=[sheet.id])}?{urlencode({'point': finding.fingerprint})}"
        found.setdefault((place.file, place.page), Crop(f"{image}?{box}", page, place.quote))
    return tuple(found.values())[:_MOST_CROPS]
