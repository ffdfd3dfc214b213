"""How a dossier can be concluded or handed on: what is possible now, and why something is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from xingshen.portal.access import only
from xingshen.portal.desk import reasons
from xingshen.portal.desk.dossier_head import head_of
from xingshen.portal.desk.dossier_list import Show, address
from xingshen.portal.desk.dossier_point import Phrase, phrases
from xingshen.portal.desk.dossier_sheet import Sheet, address_of, open_sheet
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import tell
from xingshen.review.correction import listable
from xingshen.review.examination import Refusal, Stage, Why
from xingshen.review.examination_commands import (
    Command,
    OpenPanel,
    Pass,
    ProposeRefusal,
    Recuse,
    RequestCorrection,
)
from xingshen.review.phrases import Occasion
from xingshen.review.policy import Role
from xingshen.store.examination import examinations

_ANY = "—"
_PAGES = frozenset({"correction", "panel", "reexamination"})
"""Ways that have pages of their own."""
_NAMES: dict[str, tuple[str | Promise, str | Promise]] = {
    "pass": (gettext_lazy("通过"), gettext_lazy("作出通过的结论；各要点都已判断，没有不通过的。")),
    "correction": (gettext_lazy("退回补正"), gettext_lazy("列出要补正的要点，开放相应的栏目和材料；期间停止计时。")),
    "panel": (gettext_lazy("提交综合研判"), gettext_lazy("由两人以上分别提出意见，再作结论。")),
    "refuse": (gettext_lazy("提出不通过"), gettext_lazy("依据已认定为不通过的要点；由另一人复核后生效。")),
    "reexamination": (gettext_lazy("作复审结论"), gettext_lazy("逐项重新认定原结论的依据，再维持或撤销。")),
    "recuse": (gettext_lazy("回避"), gettext_lazy("退出这份材料，由办公室另行分派；本人的认定重新判断。")),
}


@dataclass(frozen=True, slots=True)
class Way:
    """One way on. ``stopped``: why it is not possible; ``url``: a page of its own; else a form with ``phrases``.

    ``first``: the first that is possible, where the keyboard begins.
    """

    step: str
    name: str
    about: str
    stopped: str
    jump: str
    url: str
    phrases: tuple[Phrase, ...]
    required: bool
    first: bool = False


def conclusions_of(sheet: Sheet) -> list[Way]:
    """All ways on, in the order in which one thinks of them; none for those who do not judge this dossier.

    A way whose page this installation lacks is left out.
    """
    ways = [way for way in _ways(sheet) if way.url or way.step not in _PAGES]
    first = next((way for way in ways if not way.stopped), None)
    return [replace(way, first=way is first) for way in ways]


def _ways(sheet: Sheet) -> Iterator[Way]:
    if sheet.actor.user_id != sheet.case.facts.judge:
        return
    if sheet.case.examination.stage is Stage.REEXAMINING:
        yield _way("reexamination", "", url=address_of("desk:reexamination", sheet.id))
        yield _way("panel", _no_panel(sheet), url=address_of("desk:panel_open", sheet.id))
        yield _way("recuse", _why(sheet, Recuse(_ANY)), phrases=phrases(Occasion.RECUSE), required=True)
        return
    jump = _in_the_way(sheet)
    yield _way("pass", _why(sheet, Pass()), jump, phrases=phrases(Occasion.PASS))
    yield _way("correction", _no_correction(sheet), url=address_of("desk:correction", sheet.id))
    yield _way("panel", _no_panel(sheet), url=address_of("desk:panel_open", sheet.id))
    yield _way("refuse", _why(sheet, ProposeRefusal()), phrases=phrases(Occasion.REFUSE))
    yield _way("recuse", _why(sheet, Recuse(_ANY)), phrases=phrases(Occasion.RECUSE), required=True)


def _in_the_way(sheet: Sheet) -> str:
    """The address of the first point that keeps it from passing: one that fails, else one that is open."""
    failing = next((point for point in sheet.points if point.fails), None)
    first = failing or next((point for point in sheet.points if point.waits), None)
    return address(sheet.id, first.finding.fingerprint, Show.OPEN) if first else ""


def _way(
    step: str, stopped: str, jump: str = "", *, url: str = "", phrases: tuple[Phrase, ...] = (), required: bool = False
) -> Way:
    name, about = _NAMES[step]
    return Way(step, str(name), str(about), stopped, jump if stopped else "", url, phrases, required)


def _why(sheet: Sheet, command: Command, *, but: tuple[Why, ...] = ()) -> str:
    refusal = examinations.would_be_refused(sheet.case, command, sheet.actor)
    return tell(refusal.reason) if refusal and refusal.why not in but else ""


def _no_correction(sheet: Sheet) -> str:
    """Why nothing can be returned; which points are listed is chosen on a page of its own."""
    stopped = _why(sheet, RequestCorrection(()), but=(Why.INCOMPLETE,))
    if stopped or listable(sheet.points):
        return stopped
    return _("没有不通过的要点，也没有询问；没有什么可以补正。")


def _no_panel(sheet: Sheet) -> str:
    marks = tuple(point.finding.fingerprint for point in sheet.points if not point.finding.derived)[:1]
    return _why(sheet, OpenPanel(marks, (), _ANY), but=(Why.INCOMPLETE,))


@only(Role.REVIEWER, Role.PANEL, Role.OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def conclude(request: HttpRequest, application_id: int) -> HttpResponse:
    """The ways on; ``step`` of what is posted: pass, refuse, recuse."""
    sheet, error = open_sheet(request, application_id), ""
    if request.method == "POST":
        command = _command(request)
        answer = examinations.act(application_id, command, sheet.actor, origin=origin_of(request))
        if not isinstance(answer, Refusal):
            return _after(request, sheet, command)
        error = tell(answer.reason)
    context: dict[str, Any] = {
        **head_of(sheet),
        "conclusions": conclusions_of(sheet),
        "error": error,
        "typed": {name: request.POST.get(name, "") for name in ("step", "reason", "phrase")},
    }
    only_part = request.headers.get("X-Desk") == "part"
    template = "desk/_conclude.html" if only_part else "desk/conclude.html"
    return render(request, template, context, status=409 if error else 200)


def _command(request: HttpRequest) -> Command:
    said = reasons.joined(request.POST.get("phrase", ""), request.POST.get("reason", ""))
    commands: dict[str, Command] = {"pass": Pass(said), "refuse": ProposeRefusal(said), "recuse": Recuse(said)}
    command = commands.get(request.POST.get("step", ""))
    if command is None:
        raise Http404
    return command


def _after(request: HttpRequest, sheet: Sheet, command: Command) -> HttpResponse:
    number = {"number": sheet.row.application.number}
    match command:
        case Pass():
            messages.success(request, _("%(number)s 已作出结论：通过。") % number)
        case ProposeRefusal():
            messages.success(request, _("已提出 %(number)s 不通过，等待另一人复核。") % number)
        case _:
            messages.success(request, _("已回避 %(number)s，由办公室另行分派。") % number)
            return redirect("desk:queue")
    return redirect(address(sheet.id))
