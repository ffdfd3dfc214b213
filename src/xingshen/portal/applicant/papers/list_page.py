"""The page of the papers, and the small answer that keeps it up to date while papers are being read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xingshen.dossier.attachments import ATTACHMENTS_ID
from xingshen.portal.access import actor_of, only
from xingshen.portal.applicant.judging import judge
from xingshen.portal.applicant.own import Own, open_own
from xingshen.portal.applicant.papers.listing import kind_groups, listing
from xingshen.review.policy import Role
from xingshen.store.applying import papers as store
from xingshen.store.applying import uploads


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_safe
def papers(request: HttpRequest, application_id: int) -> HttpResponse:
    """The list with everything; with ``HX-Request`` only the part that changes."""
    own = open_own(request, application_id)
    if request.headers.get("HX-Request"):
        return render(request, "applicant/papers/_area.html", _area(own, request))
    judged = judge(own)
    page = {**judged.page(ATTACHMENTS_ID), **_area(own, request)}
    return render(request, "applicant/papers/papers.html", page)


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_safe
def poll(request: HttpRequest, application_id: int) -> HttpResponse:
    """Rows that changed since the page was drawn (``mark`` of each), and when to ask again."""
    own = open_own(request, application_id)
    known = set(request.GET.getlist("mark"))
    page = _area(own, request)
    page["changed"] = [row for row in page["list"].rows if row.mark not in known]
    page["finished"] = any(not row.busy for row in page["changed"])
    answer = render(request, "applicant/papers/_poll_answer.html", page)
    if page["finished"]:
        answer["HX-Trigger"] = "papers-read"
    return answer


def _area(own: Own, request: HttpRequest) -> dict[str, Any]:
    look = judge(own).look
    shown = listing(own, look)
    editing = bool(own.editing)
    return {
        **own.frame(),
        "own": own,
        "list": shown,
        "kinds": kind_groups(own, shown.missing),
        "removed": [each for each in store.removed(own.id)[:50] if own.may_change_kind(each.kind)],
        "unfinished": list(uploads.under_way(own.id, actor_of(request))) if editing else [],
        "file_limit": store.file_limit(),
        "file_limit_mb": store.file_limit() // store.MEGABYTE,
        "may_edit": editing,
        "names": [paper.name for paper in own.papers],
    }
