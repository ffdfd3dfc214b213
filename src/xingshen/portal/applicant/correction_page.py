"""What has to be corrected, item by item, how far one is, replies to what was asked; and handing the correction in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from xingshen.findings.finding import Finding
from xingshen.portal.access import actor_of, demand, only
from xingshen.portal.applicant.fields import html_id
from xingshen.portal.applicant.judging import judge, section_url
from xingshen.portal.applicant.own import Own, address_of, open_own
from xingshen.portal.correction_items import Crop, Progress, Said, ShownItem, Ways, shown_items
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import reads_english, tell
from xingshen.portal.ui.viewing import page_facts
from xingshen.review.examination_state import Correction
from xingshen.review.filing import Refusal, Why
from xingshen.review.policy import Role
from xingshen.store.applying import awaited
from xingshen.store.calls import guides
from xingshen.store.examination import correction_progress, corrections
from xingshen.store.examination.corrections import Given
from xingshen.store.filing import filings, submissions
from xingshen.store.results import filing_checks

_KEY_LENGTH = 64
_MOST_CROPS = 2
_STATUS = {Why.BLOCKED: 422, Why.NOT_YOURS: 403}


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_http_methods(["GET", "POST"])
def correction(request: HttpRequest, application_id: int) -> HttpResponse:
    """The page. POST ``reply:<fingerprint>``, ``key``, ``version``, ``do`` = save or hand_in."""
    own = open_own(request, application_id)
    asked = corrections.awaited_of(application_id) if own.awaited is not None else None
    if request.method == "POST":
        return _post(request, own, asked)
    if asked is None:
        return redirect("filing:timeline" if own.application.number else "applicant:show", application_id)
    return _page(request, own, asked, own.awaited.replies)


def _post(request: HttpRequest, own: Own, asked: Correction | None) -> HttpResponse:
    replies = (
        {each.fingerprint: request.POST.get(f"reply:{each.fingerprint}", "") for each in asked.items} if asked else {}
    )
    if request.POST.get("do") == "hand_in":
        return _hand_in(request, own, asked, replies)
    demand(own.editing)
    awaited.keep_replies(own.id, replies)
    messages.success(request, gettext("答复已保存，还没有提交。"))
    return redirect("applicant:correction", own.id)


def _hand_in(request: HttpRequest, own: Own, asked: Correction | None, replies: Mapping[str, str]) -> HttpResponse:
    """Sent again with the same key, it leads to the same receipt, also when nothing is awaited any more."""
    key, version = request.POST.get("key", "")[:_KEY_LENGTH], request.POST.get("version", "")
    seen = int(version) if version.isdecimal() and len(version) < 10 else None
    if own.editing and asked:
        awaited.keep_replies(own.id, replies)
    answer: Any = Refusal(Why.STAGE, gettext("页面不完整，没有提交。请再按一次“确认提交补正”。"))
    if key:
        try:
            given = Given(replies, seen)
            answer = corrections.hand_in(own.id, key, given, actor_of(request), origin=origin_of(request))
        except (guides.GuideUnavailable, OSError) as error:
            answer = Refusal(Why.STAGE, str(error))
    if not isinstance(answer, Refusal):
        return redirect("filing:receipt", own.id)
    if asked is None:
        messages.error(request, tell(answer.reason))
        return redirect("filing:timeline", own.id)
    page = _page(request, own, asked, replies, answer)
    page.status_code = _STATUS.get(answer.why, 409)
    return page


# --- the page --------------------------------------------------------------------------------------------------------


def _page(
    request: HttpRequest, own: Own, asked: Correction, replies: Mapping[str, str], refusal: Refusal | None = None
) -> HttpResponse:
    items = _items(own, asked, replies)
    judged = judge(own)
    now = timezone.now()
    context = {
        **judged.page(""),
        "on_correction_page": True,
        "correction": asked,
        "items": items,
        "done": sum(item.done for item in items),
        "left": [item for item in items if not item.done],
        "rounds": corrections.most_rounds(own.application),
        "is_over": now >= asked.due,
        "blocking": _blocking(own, refusal),
        "refusal": tell(refusal.reason) if refusal and refusal.why is not Why.BLOCKED else "",
        "key": uuid4().hex,
        "papers_url": address_of("applicant:papers", application_id=own.id),
        "receipt_url": address_of("filing:receipt", application_id=own.id),
    }
    return render(request, "applicant/correction.html", context)


def _items(own: Own, asked: Correction, replies: Mapping[str, str]) -> list[ShownItem]:
    submission = submissions.at(own.id)
    changes = correction_progress.Changes()
    if submission is not None:
        changes = correction_progress.changes_of(own.application, own.awaited, submission)
    changes = replace(changes, replies=replies)
    ways = Ways(
        field=lambda path: _field_url(own, path),
        paper=lambda kind: _paper_url(own, kind),
        crops=lambda finding: _crops(own, finding, submission),
        field_changed=changes.touches_field,
        paper_changed=lambda kind: kind in changes.kinds,
    )
    done = frozenset(item.fingerprint for item in asked.items if changes.about(item))
    return shown_items(asked.items, _said(own, submission), own.answers, own.words, ways, Progress(done, replies))


def _said(own: Own, submission: Any) -> Said:
    """What the machine said of the submission, also in English where judging anew gives that."""
    found = corrections.findings_of(own.id)
    if submission is None or not reads_english():
        return Said(found, found)
    told = filing_checks.in_english(list(found.values()), submission, submissions.dossier_of(submission))
    return Said(found, {each.fingerprint: each for each in told})


def _field_url(own: Own, path: str) -> str:
    section = own.schema.section_of.get(path.partition("[")[0])
    return f"{section_url(own.id, section.id)}#{html_id(path)}" if section else ""


def _paper_url(own: Own, kind: str) -> str:
    """The first paper of this kind, or the place for one."""
    there = next((paper.pk for paper in own.papers if paper.kind == kind), None)
    known = own.schema.kind(kind) if kind else None
    anchor = f"paper-{there}" if there else f"need-{known.id}" if known else "papers-there"
    return f"{reverse('applicant:papers', args=[own.id])}#{anchor}"


def _crops(own: Own, finding: Finding, submission: Any) -> tuple[Crop, ...]:
    """Pictures of what the finding points at, from the papers as they were handed in."""
    if submission is None:
        return ()
    digests = {paper["name"]: paper["sha256"] for paper in submission.manifest["papers"]}
    rows = {(row.name, row.blob_id): row for row in submissions.all_papers_of(own.id)}
    found: dict[tuple[str, int], Crop] = {}
    for place in finding.evidence:
        paper = rows.get((place.file, digests.get(place.file, "")))
        if place.page is None or place.box is None or paper is None or page_facts(paper, place.page) is None:
            continue
        where = [own.id, paper.pk, place.page]
        box = urlencode({"box": ",".join(f"{number:.1f}" for number in place.box)})
        crop, page = (f"{reverse(f'applicant:{name}', args=where)}?{box}" for name in ("paper_crop", "paper_page"))
        found.setdefault((place.file, place.page), Crop(crop, page, place.quote))
    return tuple(found.values())[:_MOST_CROPS]


def _blocking(own: Own, refusal: Refusal | None) -> list[dict[str, Any]]:
    """What guide and call say must be so before anything is handed in, with the way to its field."""
    obstacles = refusal.obstacles if refusal else ()
    if refusal is None:
        obstacles = filings.obstacles(own.application, submissions.prepare(own.id).dossier)
    english = own.words.english
    return [
        {
            "reason": english.reason(each.sentence) if english else each.sentence,
            "clauses": each.clauses,
            "url": _field_url(own, each.fields[0]) if each.fields else "",
        }
        for each in obstacles
    ]
