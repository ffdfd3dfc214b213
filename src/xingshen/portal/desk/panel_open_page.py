"""Putting points to a panel (综合研判): which points, which people, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xingshen.portal.access import only
from xingshen.portal.desk import cards, reasons
from xingshen.portal.desk.opening import Opened, open_examination
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import tell
from xingshen.review.examination import STAGE_WORDS, Refusal, Why
from xingshen.review.examination_commands import OpenPanel
from xingshen.review.examination_policy import ReviewFacts, may_be_named, may_judge
from xingshen.review.examination_table import AT_THE_PANEL
from xingshen.review.phrases import ALIKE, Occasion
from xingshen.review.points import Point
from xingshen.review.policy import Role
from xingshen.store.across import likenesses
from xingshen.store.examination import examination_panels, examinations
from xingshen.store.people import officers

_EMPTY = OpenPanel((), (), "")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An officer of the panel; ``kept_out``: why this one cannot be ticked; ``sits``: on how many open panels."""

    user_id: int
    name: str
    kept_out: str
    away: bool
    sits: int


class PanelForm(forms.Form):
    """Points and members are ticked beside it; what is missing is said by the review."""

    use_required_attribute = False

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["phrase"] = reasons.phrase_field([Occasion.PANEL], "id_reason")
        self.fields["reason"] = reasons.reason_field(_("提交综合研判的原因"))


@only(Role.REVIEWER)
@require_http_methods(["GET", "POST"])
def open_panel(request: HttpRequest, application_id: int) -> HttpResponse:
    """Points that only a panel may decide are ticked already; ``point`` (several) ticks more, ``likeness`` says why."""
    opened = open_examination(request, application_id, may_judge)
    if opened.case.examination.stage in AT_THE_PANEL:
        return redirect("desk:panel", application_id=application_id)
    form = PanelForm(request.POST) if request.method == "POST" else PanelForm(initial=_initial(request, opened))
    refusal = ""
    if form.is_bound:
        command = _command(request, form)
        refusal = on_leave(command.members)
        answer = None if refusal else examinations.act(application_id, command, opened.actor, origin=origin_of(request))
        if isinstance(answer, Refusal):
            refusal = tell(answer.reason)
        elif not refusal:
            messages.success(request, _("已提交综合研判，成员会收到通知。"))
            return redirect("desk:panel", application_id=application_id)
    context = {**_context(request, opened), "form": form, "refusal": refusal}
    return render(request, "desk/panel_open.html", context, status=409 if refusal else 200)


def _command(request: HttpRequest, form: PanelForm) -> OpenPanel:
    form.is_valid()
    told = form.cleaned_data
    members = tuple(int(each) for each in request.POST.getlist("member") if each.isdecimal())
    reason = reasons.joined(told.get("phrase", ""), told.get("reason", ""))
    return OpenPanel(tuple(request.POST.getlist("point")), members, reason)


def _initial(request: HttpRequest, opened: Opened) -> dict[str, str]:
    """A likeness that was looked at is the reason to begin with."""
    asked = request.GET.get("likeness", "")
    found = likenesses.about(opened.row.application_id, int(asked)) if asked.isdecimal() else None
    if found is None:
        return {}
    return {"reason": f"{ALIKE}{likenesses.in_words(found, opened.row.application_id)}"}


def _context(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    row, case = opened.row, opened.case
    points = [point for point in case.points() if not point.finding.derived]
    asked, other = [each for each in points if _is_asked(each)], [each for each in points if not _is_asked(each)]
    stops = examinations.would_be_refused(case, _EMPTY, opened.actor)
    return {
        "row": row,
        "guide_url": reverse("public:guide", args=[row.call.slug]),
        "stage_word": tell(STAGE_WORDS[case.examination.stage]),
        "stopped": tell(stops.reason) if stops and stops.why in (Why.STAGE, Why.NOT_YOURS) else "",
        "unchecked": case.machine is None,
        "asked": cards.cards_of(row, case, _marks(asked)),
        "other": cards.cards_of(row, case, _marks(other)),
        "for_panel": {point.finding.fingerprint for point in points if point.for_panel},
        "ticked": _ticked(request, points),
        "candidates": candidates(case.facts),
        "members": request.POST.getlist("member"),
        "fewest": case.procedure.panel_size,
    }


def _is_asked(point: Point) -> bool:
    """What one would put to a panel: open or failing; the rest stands below."""
    return point.for_panel or point.waits or point.fails


def _marks(points: Iterable[Point]) -> list[str]:
    ordered = sorted(points, key=lambda point: not point.for_panel)
    return [point.finding.fingerprint for point in ordered]


def _ticked(request: HttpRequest, points: Iterable[Point]) -> set[str]:
    if request.method == "POST":
        return set(request.POST.getlist("point"))
    likely = "likeness" in request.GET
    ticked = {point.finding.fingerprint for point in points if point.for_panel or (likely and _is_across(point))}
    return ticked | set(request.GET.getlist("point"))


def _is_across(point: Point) -> bool:
    """An open point that rests on other dossiers."""
    return point.waits and any(each.method == "across" for each in point.finding.evidence)


def candidates(facts: ReviewFacts, *, insists: bool = False) -> list[Candidate]:
    """Everybody who holds the role, with who cannot be ticked and why; those who can first.

    Who is on leave can be named by the office only (``insists``).
    """
    today = timezone.localdate()
    people = [user for user in officers.all_of_them() if Role.PANEL in officers.roles_of(user)]
    sits = examination_panels.open_seats(user.pk for user in people)
    found = []
    for user in people:
        decision, profile = may_be_named(facts, user.pk, Role.PANEL), officers.profile_of(user)
        away = profile is not None and officers.is_away(profile, today)
        reason = "" if decision else tell(decision.reason)
        if away and not insists:
            reason = reason or _("休假期间不能选；确有必要时，由项目办公室更换成员。")
        found.append(Candidate(user.pk, user.name, reason, away, sits.get(user.pk, 0)))
    return sorted(found, key=lambda each: (bool(each.kept_out), each.away))


def on_leave(members: Iterable[int]) -> str:
    """Why these cannot sit, where one is on leave; empty: nobody is."""
    today, named = timezone.localdate(), set(members)
    people = [user for user in officers.all_of_them() if user.pk in named]
    profiles = [(user.name, officers.profile_of(user)) for user in people]
    away = [name for name, profile in profiles if profile is not None and officers.is_away(profile, today)]
    return _("%(names)s正在休假，请另选成员。") % {"names": _("、").join(away)} if away else ""
