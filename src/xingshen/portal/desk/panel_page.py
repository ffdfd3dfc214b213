"""One panel: members write opinions apart; once all are in, one of them writes the conclusion for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xingshen.portal.access import actor_of, only
from xingshen.portal.desk import cards, panel_forms
from xingshen.portal.desk.opening import Opened, open_examination
from xingshen.portal.desk.panel_open_page import candidates
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import tell
from xingshen.review.examination import STAGE_WORDS, Command, Refusal
from xingshen.review.examination_commands import ChangePanel
from xingshen.review.examination_policy import may_assign, may_opine
from xingshen.review.examination_state import Opinion, Panel
from xingshen.review.policy import Role
from xingshen.review.sittings import Sitting, sittings
from xingshen.store.examination import examination_panels, examinations
from xingshen.store.people import officers

_NOBODY = Panel((), ())


@only(Role.REVIEWER, Role.PANEL, Role.OFFICE)
@require_http_methods(["GET", "POST"])
def panel(request: HttpRequest, application_id: int) -> HttpResponse:
    """The panel that sits, and those that sat before; ``step``: opinions, conclude or members."""
    opened = open_examination(request, application_id)
    step = request.POST.get("step", "")
    desk = _Desk(opened, request, step)
    refusal = None
    if step in _DONE and desk.sits:
        commands = desk.commands()
        if not commands:
            refusal = _("没有新的意见：请至少为一个要点选择意见并写明理由。")
        else:
            answer = examinations.act(application_id, commands, opened.actor, origin=origin_of(request))
            if not isinstance(answer, Refusal):
                messages.success(request, str(_DONE[step]()))
                return redirect("desk:panel", application_id=application_id)
            refusal = tell(answer.reason)
    context = {**desk.context(), "refusal": refusal}
    return render(request, "desk/panel.html", context, status=409 if refusal else 200)


@only(Role.REVIEWER, Role.PANEL, Role.OFFICE)
def panels(request: HttpRequest) -> HttpResponse:
    """All open panels that this person may see, with how far they are."""
    actor = actor_of(request)
    rows = list(examination_panels.open_panels(actor))
    return render(request, "desk/panels.html", {"rows": rows, "me": actor.user_id})


_DONE = {
    "opinions": lambda: _("意见已记录。"),
    "conclude": lambda: _("结论已作出，审查员会收到通知。"),
    "members": lambda: _("成员已更换，新成员会收到通知。"),
}


class _Desk:
    """What the page shows and what is posted to it, for one person."""

    def __init__(self, opened: Opened, request: HttpRequest, step: str) -> None:
        self.opened, self.request, self.step = opened, request, step
        self.case = opened.case
        open_one = opened.case.examination.panel
        self.sits, self.panel = open_one is not None, open_one or _NOBODY
        self.marks = [point.fingerprint for point in self.panel.points]
        self.complete = self.sits and examination_panels.is_complete(opened.row)
        self.is_member = bool(may_opine(opened.actor, self.case.facts))
        self.may_change = bool(may_assign(opened.actor, self.case.facts))
        self.given = {each.fingerprint: each for each in self.panel.opinions if each.by == opened.actor.user_id}
        opines, concludes = self.is_member and not self.complete, self.is_member and self.complete
        self.opinions = panel_forms.opinion_forms(self._data("opinions"), self.marks, self.given) if opines else {}
        self.conclusions = self._conclusions() if concludes else {}
        self.members = panel_forms.MembersForm(self._data("members"))

    def commands(self) -> list[Command]:
        """What was posted."""
        if self.step == "opinions":
            return [*panel_forms.opinions_said(self.opinions, self.given)]
        if self.step == "conclude":
            return [panel_forms.conclusion_said(self.conclusions)]
        chosen = tuple(int(each) for each in self.request.POST.getlist("member") if each.isdecimal())
        return [ChangePanel(chosen, self.members.reason())]

    def context(self) -> dict[str, Any]:
        """For the template."""
        row = self.opened.row
        before = sittings(entry.event for entry in examinations.history(row.application_id))
        names = officers.names(_people(self.panel.members, before))
        shown = {card.mark: card for card in cards.cards_of(row, self.case, _all_marks(self.marks, before))}
        seats = examination_panels.seats_of(row)
        people = candidates(self.case.facts, insists=True) if self.may_change and self.sits else []
        there = {each.user_id for each in people if not each.away}
        return {
            "row": row,
            "guide_url": reverse("public:guide", args=[row.call.slug]),
            "stage_word": tell(STAGE_WORDS[self.case.examination.stage]),
            "sits": self.sits,
            "complete": self.complete,
            "is_member": self.is_member,
            "may_change": self.may_change and self.sits,
            "seats": seats,
            "number": len(self.marks),
            "points": [self._point(mark, shown, names) for mark in self.marks],
            "members_form": self.members,
            "candidates": people,
            "members": self.request.POST.getlist("member")
            or [str(each.user_id) for each in seats if each.user_id in there],
            "before": [_sitting(each, names, shown) for each in reversed(before)],
            "step": self.step,
        }

    def _data(self, step: str) -> Mapping[str, Any] | None:
        return self.request.POST if self.step == step else None

    def _conclusions(self) -> dict[str, panel_forms.SayForm]:
        return panel_forms.conclusion_forms(self._data("conclude"), self.marks, self.panel.opinions)

    def _point(self, mark: str, shown: Mapping[str, cards.Card], names: Mapping[int, str]) -> dict[str, Any]:
        opinions = [each for each in self.panel.opinions if each.fingerprint == mark] if self.complete else []
        form = self.opinions.get(mark) or self.conclusions.get(mark)
        return {"card": shown.get(mark), "form": form, "opinions": _told(opinions, names), "given": mark in self.given}


def _people(members: Sequence[int], before: Sequence[Sitting]) -> set[int | None]:
    known: set[int | None] = {*members}
    for each in before:
        known |= {*each.members, each.asked_by, each.concluded_by}
    return known


def _all_marks(marks: Sequence[str], before: Sequence[Sitting]) -> list[str]:
    return [*marks, *(ruling.basis.fingerprint for each in before for ruling in each.rulings)]


def _told(opinions: Sequence[Opinion], names: Mapping[int, str]) -> list[dict[str, Any]]:
    return [
        {"who": names.get(each.by, ""), "outcome": each.opinion.value, "reason": each.reason, "at": each.at}
        for each in opinions
    ]


def _sitting(sitting: Sitting, names: Mapping[int, str], shown: Mapping[str, cards.Card]) -> dict[str, Any]:
    return {
        "reason": sitting.reason,
        "asked_by": names.get(sitting.asked_by or 0, ""),
        "asked_at": sitting.asked_at,
        "concluded_by": names.get(sitting.concluded_by or 0, ""),
        "concluded_at": sitting.concluded_at,
        "rulings": [
            {
                "card": shown.get(each.basis.fingerprint),
                "settled": each.settled.value,
                "reason": each.reason,
                "opinions": _told(sitting.opinions_on(each.basis.fingerprint), names),
            }
            for each in sitting.rulings
        ],
    }
