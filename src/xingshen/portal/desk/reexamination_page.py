"""A re-examination before its reviewer: the request, every ground to be judged anew, and the ruling with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from xingshen.kernel.outcome import Outcome
from xingshen.portal.access import only
from xingshen.portal.desk import cards, reasons
from xingshen.portal.desk.opening import Opened, open_examination
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import tell
from xingshen.review.concluding import grounds_not_judged_anew
from xingshen.review.examination import STAGE_WORDS, Case, Refusal, Stage
from xingshen.review.examination_commands import Command, Confirm, DecideReexamination, Overrule
from xingshen.review.examination_events import ReexaminationDecided, ReexaminationRequested
from xingshen.review.examination_policy import may_judge
from xingshen.review.examination_values import RULING_WORDS, Ruling
from xingshen.review.phrases import Occasion
from xingshen.review.points import FAILING, Point
from xingshen.review.policy import Role
from xingshen.store.examination import examinations
from xingshen.store.people import officers

_SETTLED = {Outcome.FAIL.value: Outcome.FAIL, Outcome.PASS.value: Outcome.PASS}
_AGAIN = [(Outcome.FAIL.value, gettext_lazy("仍不通过")), (Outcome.PASS.value, gettext_lazy("改为通过"))]


class GroundForm(forms.Form):
    """One ground judged anew."""

    def __init__(self, mark: str, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, prefix=f"g{mark}")
        self.fields["settled"] = reasons.SaidField(
            label=_("重新认定"), choices=_AGAIN, widget=forms.RadioSelect, required=True
        )
        self.fields["phrase"] = reasons.phrase_field([Occasion.TO_FAIL, Occasion.TO_PASS], f"id_g{mark}-reason")
        self.fields["reason"] = reasons.reason_field(_("理由和依据"), rows=2, hint=_("写入复审结论通知书。"))


class RulingForm(forms.Form):
    """Upheld or overturned, and why."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, prefix="ruling")
        choices = [(ruling.value, tell(word)) for ruling, word in RULING_WORDS.items()]
        self.fields["ruling"] = reasons.SaidField(
            label=_("复审结论"), choices=choices, widget=forms.RadioSelect, required=True
        )
        self.fields["phrase"] = reasons.phrase_field([Occasion.UPHOLD, Occasion.OVERTURN], "id_ruling-reason")
        self.fields["reason"] = reasons.reason_field(_("结论的理由"), hint=_("申报人在复审结论通知书上会看到。"))


@only(Role.REVIEWER, Role.PANEL, Role.OFFICE)
@require_http_methods(["GET", "POST"])
def reexamination(request: HttpRequest, application_id: int) -> HttpResponse:
    """The page; ``step`` of what is posted: the mark of a ground, or ruling."""
    opened = open_examination(request, application_id)
    step, refusal = request.POST.get("step", ""), ""
    command = _command(opened.case, step, request.POST) if request.method == "POST" else None
    if command is not None:
        answer = examinations.act(application_id, command, opened.actor, origin=origin_of(request))
        if not isinstance(answer, Refusal):
            return _done(request, opened, command)
        refusal = tell(answer.reason)
    elif request.method == "POST":
        refusal = _("请先选择结论。")
    context = {**_context(opened, step, request.POST), "refusal": refusal}
    return render(request, "desk/reexamination.html", context, status=409 if refusal else 200)


def _done(request: HttpRequest, opened: Opened, command: Command) -> HttpResponse:
    if isinstance(command, DecideReexamination):
        words = _("已作出复审结论：%(number)s。由项目办公室发出通知书。")
        messages.success(request, words % {"number": opened.row.application.number})
    else:
        messages.success(request, _("已重新认定。"))
    return redirect("desk:reexamination", opened.row.application_id)


def _command(case: Case, step: str, data: Mapping[str, Any]) -> Command | None:
    """None where nothing was chosen."""
    if step == "ruling":
        form = RulingForm(data)
        form.is_valid()
        told = form.cleaned_data
        ruling, reason = told.get("ruling", ""), reasons.joined(told.get("phrase", ""), told.get("reason", ""))
        return DecideReexamination(Ruling(ruling), reason) if ruling else None
    point = next((each for each in case.points() if each.finding.fingerprint == step), None)
    if point is None:
        return None
    ground = GroundForm(step, data)
    ground.is_valid()
    told = ground.cleaned_data
    settled = _SETTLED.get(told.get("settled", ""))
    reason = reasons.joined(told.get("phrase", ""), told.get("reason", ""))
    return None if settled is None else _judging(point, settled, reason)


def _judging(point: Point, settled: Outcome, reason: str) -> Command:
    """The command that settles the point so, whatever the machine proposes."""
    mark, seen = point.finding.fingerprint, point.basis.digest
    agrees = point.proposal is settled or (settled is Outcome.FAIL and point.proposal in FAILING)
    return Confirm(mark, seen, reason) if agrees else Overrule(mark, seen, reason, settled)


def _context(opened: Opened, step: str, data: Mapping[str, Any]) -> dict[str, Any]:
    row, state = opened.row, opened.case.examination
    marks = [ground.basis.fingerprint for ground in state.refusal.grounds] if state.refusal else []
    left = set(grounds_not_judged_anew(state))
    allowed = may_judge(opened.actor, opened.case.facts)
    judges = state.stage is Stage.REEXAMINING and allowed.allowed
    names = officers.names([state.reexaminer] if state.reexaminer else [])
    return {
        "row": row,
        "guide_url": reverse("public:guide", args=[row.call.slug]),
        "stage_word": tell(STAGE_WORDS[state.stage]),
        **_happened(row.application_id),
        "reviewer": names.get(state.reexaminer or 0, ""),
        "judges": judges,
        "at_panel": state.stage is Stage.REEXAMINATION_PANEL,
        "grounds": [
            {
                "card": card,
                "anew": card.mark not in left,
                "form": GroundForm(card.mark, data if step == card.mark else None),
            }
            for card in cards.cards_of(row, opened.case, marks)
        ],
        "left": len(left),
        "others": sum(point.waits and point.finding.fingerprint not in marks for point in opened.case.points()),
        "form": RulingForm(data if step == "ruling" else None),
    }


def _happened(application_id: int) -> dict[str, Any]:
    """The request and the ruling, with who decided it."""
    entries = examinations.history(application_id)
    asked = next((each for each in entries if isinstance(each.event, ReexaminationRequested)), None)
    decided = next((each for each in entries if isinstance(each.event, ReexaminationDecided)), None)
    ruling = decided.event.ruling if decided and isinstance(decided.event, ReexaminationDecided) else None
    return {"asked": asked, "decided": decided, "ruling": tell(RULING_WORDS[ruling]) if ruling else ""}
