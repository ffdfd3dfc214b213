"""Confirming together what is alike within one part of the guide: seen first, and only what can do no harm."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xingshen.portal.access import only
from xingshen.portal.desk.dossier_head import head_of
from xingshen.portal.desk.dossier_list import Batch, address, after, grouped, heading, show_of, together
from xingshen.portal.desk.dossier_sheet import Sheet, open_sheet, sheet_after
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import tell
from xingshen.review.examination import Refusal
from xingshen.review.examination_commands import Confirm
from xingshen.review.points import Point
from xingshen.review.policy import Role
from xingshen.store.examination import examinations


@only(Role.REVIEWER, Role.PANEL, Role.OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest, application_id: int, part: int) -> HttpResponse:
    """The points of ``part`` that can be confirmed together (``kind``); ``points`` of what is posted: those ticked."""
    sheet, asked, error = open_sheet(request, application_id), request.POST or request.GET, ""
    kind, show = asked.get("kind", ""), show_of(asked.get("show", ""))
    if kind not in set(Batch):
        raise Http404
    title, points = _offered(sheet, part, Batch(kind))
    if request.method == "POST":
        commands = _commands(request, points)
        answer = examinations.act(sheet.id, commands, sheet.actor, origin=origin_of(request))
        if not isinstance(answer, Refusal):
            now = sheet_after(sheet, answer.state)
            coming = after(now.points, points[-1].finding.fingerprint if points else "")
            told = {"count": len(commands), "left": sum(point.waits for point in now.points)}
            messages.success(request, _("已认可 %(count)d 项；还有 %(left)d 项需判断。") % told)
            return redirect(address(application_id, coming.finding.fingerprint if coming else "", show))
        error = tell(answer.reason)
    context = {
        **head_of(sheet),
        "title": title,
        "kind": kind,
        "part": part,
        "show": show,
        "offered": [(point, sheet.finding(point)) for point in points],
        "error": error,
        "back": address(application_id, "", show),
    }
    only_part = request.headers.get("X-Desk") == "part"
    template = "desk/_batch.html" if only_part else "desk/batch.html"
    return render(request, template, context, status=409 if error else 200)


def _offered(sheet: Sheet, part: int, kind: Batch) -> tuple[str, list[Point]]:
    for number, points in grouped(sheet.points):
        if number == part:
            return heading(sheet, points), together(points, kind, sheet.case.procedure.panel)
    raise Http404


def _commands(request: HttpRequest, points: list[Point]) -> list[Confirm]:
    """What was ticked and is still offered."""
    offered = {point.finding.fingerprint for point in points}
    ticked = (each.partition(":") for each in request.POST.getlist("points"))
    return [Confirm(mark, seen) for mark, _colon, seen in ticked if mark in offered]
