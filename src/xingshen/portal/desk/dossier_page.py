"""The page of a dossier: points on the left, proof on the right, and the step on one point.

Everything is a link or a form; ``static/desk/dossier.js`` makes keys of them and swaps what changed.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from xingshen.kernel.outcome import Outcome
from xingshen.portal.access import only
from xingshen.portal.desk import dossier_history, reasons
from xingshen.portal.desk.dossier_conclude import conclusions_of
from xingshen.portal.desk.dossier_evidence import shown_evidence
from xingshen.portal.desk.dossier_head import head_of
from xingshen.portal.desk.dossier_list import (
    SHOW_WORDS,
    Show,
    address,
    after,
    current_of,
    is_shown,
    parts_of,
    show_of,
    shown,
)
from xingshen.portal.desk.dossier_point import last_own, refused, shown_point
from xingshen.portal.desk.dossier_sheet import Sheet, open_sheet, sheet_after
from xingshen.portal.desk.follow_up import follow_up_of
from xingshen.portal.desk.likenesses_part import likenesses_context
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import tell
from xingshen.portal.ui.showing import outcome_word
from xingshen.review.examination import Refusal
from xingshen.review.examination_commands import Ask, Command, Comment, Confirm, Overrule, Undo
from xingshen.review.points import Point
from xingshen.review.policy import Role
from xingshen.store.examination import examinations

_LONG = 36
NO_TEXT: Mapping[str, str] = {}


@only(Role.REVIEWER, Role.PANEL, Role.OFFICE)
@require_safe
def dossier(request: HttpRequest, application_id: int) -> HttpResponse:
    """The points of the dossier, one of them open (``point``), and its proof (``at``, or ``paper`` and ``page``)."""
    return _page(request, open_sheet(request, application_id), request.GET.get("point", ""))


@only(Role.REVIEWER, Role.PANEL, Role.OFFICE)
@require_POST
def decide(request: HttpRequest, application_id: int, mark: str) -> HttpResponse:
    """One step on one point; ``step``: confirm, overrule, ask, comment, undo. The next open point comes by itself."""
    sheet = open_sheet(request, application_id)
    point = sheet.point(mark)
    command = _command(request, mark)
    if point is None or command is None:
        raise Http404
    answer = examinations.act(application_id, command, sheet.actor, origin=origin_of(request))
    if isinstance(answer, Refusal):
        typed = {name: request.POST.get(name, "") for name in ("step", "reason", "phrase", "settled")}
        return _page(request, open_sheet(request, application_id), mark, error=tell(answer.reason), typed=typed)
    show = show_of(request.POST.get("show", ""))
    if isinstance(command, Comment | Undo):
        messages.success(request, _done(sheet, point, command))
        return redirect(address(application_id, mark, show))
    now = sheet_after(sheet, answer.state)
    coming = after(now.points, mark)
    messages.success(request, f"{_done(sheet, point, command)}{_left(now, coming)}")
    return redirect(address(application_id, coming.finding.fingerprint if coming else mark, show))


@only(Role.REVIEWER, Role.PANEL, Role.OFFICE)
@require_POST
def remark(request: HttpRequest, application_id: int) -> HttpResponse:
    """A remark on the dossier as a whole, inside the office."""
    sheet = open_sheet(request, application_id)
    back, show = request.POST.get("point", ""), show_of(request.POST.get("show", ""))
    answer = examinations.act(
        application_id, Comment("", request.POST.get("reason", "")), sheet.actor, origin=origin_of(request)
    )
    if isinstance(answer, Refusal):
        return _page(request, sheet, back, error=tell(answer.reason))
    messages.success(request, _("已记下，只有办公室内部看得到。"))
    return redirect(address(application_id, back, show))


def _command(request: HttpRequest, mark: str) -> Command | None:
    asked = request.POST
    seen, said = asked.get("seen", ""), reasons.joined(asked.get("phrase", ""), asked.get("reason", ""))
    match asked.get("step"):
        case "confirm":
            return Confirm(mark, seen, said)
        case "overrule":
            settled = asked.get("settled", "")
            return Overrule(mark, seen, said, Outcome(settled) if settled in set(Outcome) else None)
        case "ask":
            return Ask(mark, seen, said)
        case "comment":
            return Comment(mark, said)
        case "undo":
            return Undo(mark)
    return None


def _done(sheet: Sheet, point: Point, command: Command) -> str:
    title = tell(sheet.finding(point).title)
    told = {"title": title if len(title) <= _LONG else f"{title[:_LONG]}…"}
    match command:
        case Confirm():
            return _("已认可：%(title)s → %(word)s。") % {**told, "word": outcome_word(point.proposal.value)}
        case Overrule():
            word = outcome_word(command.settled.value) if command.settled else ""
            return _("已改判：%(title)s → %(word)s。") % {**told, "word": word}
        case Ask():
            return _("已记下询问：%(title)s。退回补正时会列出。") % told
        case Undo():
            return _("已撤销认定：%(title)s。") % told
    return _("已记下，只有办公室内部看得到。")


def _left(sheet: Sheet, coming: Point | None) -> str:
    waiting = sum(point.waits for point in sheet.points)
    if coming is not None:
        return _("还有 %d 项。") % waiting
    if any(point.for_panel for point in sheet.points):
        return _("其余须提交综合研判；按 G 办理。")
    return _("要点都已判断；按 G 作出结论。") if not waiting else _("还有 %d 项等待答复；按 G 办理。") % waiting


def _page(
    request: HttpRequest, sheet: Sheet, mark: str, *, error: str = "", typed: Mapping[str, str] = NO_TEXT
) -> HttpResponse:
    asked = request.GET if request.method != "POST" else request.POST
    show = show_of(asked.get("show", ""))
    listed = shown(sheet, show)
    current = current_of(sheet, mark, listed)
    point = shown_point(sheet, current) if current else None
    undo = mark_to_undo(sheet, current)
    context = {
        **head_of(sheet),
        "show": show,
        "filters": [
            (each, SHOW_WORDS[each], address(sheet.id, "", each), sum(is_shown(one, each) for one in sheet.points))
            for each in Show
        ],
        "parts": parts_of(sheet, show, current, may_judge=bool(point and not point.stopped)),
        "point": point,
        "history": dossier_history.of_point(sheet, current) if current else [],
        "remarks": dossier_history.remarks_on(sheet, ""),
        "may_remark": not refused(sheet, Comment("", "—")),
        "undo": undo,
        "undo_title": _title(sheet, undo),
        "evidence": shown_evidence(sheet, current, show, asked),
        "ahead": _ahead(sheet, current, show),
        "conclusions": conclusions_of(sheet),
        "follow_up": follow_up_of(sheet),
        **likenesses_context(sheet.id),
        "error": error,
        "typed": typed,
    }
    only_part = request.headers.get("X-Desk") == "part"
    template = "desk/_dossier.html" if only_part else "desk/dossier.html"
    return render(request, template, context, status=409 if error else 200)


def mark_to_undo(sheet: Sheet, current: Point | None) -> str:
    """Whose decision U takes back: that on the point shown, else the last one of this person."""
    if current is not None and not refused(sheet, Undo(current.finding.fingerprint)):
        return current.finding.fingerprint
    return last_own(sheet)


def _title(sheet: Sheet, mark: str) -> str:
    point = sheet.point(mark) if mark else None
    return tell(sheet.finding(point).title) if point else ""


def _ahead(sheet: Sheet, current: Point | None, show: Show) -> str:
    """The picture that is wanted next, so that it is there when the next open point comes."""
    coming = after(sheet.points, current.finding.fingerprint) if current else None
    if coming is None:
        return ""
    view = shown_evidence(sheet, coming, show, QueryDict()).view
    return view.image if view else ""
