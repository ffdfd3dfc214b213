"""The second signature: a proposed refusal with its grounds before somebody who judged none of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xingshen.portal.access import only
from xingshen.portal.desk import cards, reasons
from xingshen.portal.desk.opening import Opened, open_examination
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import tell
from xingshen.review.examination import STAGE_WORDS, Refusal, Stage
from xingshen.review.examination_commands import Countersign, DeclineCountersign
from xingshen.review.examination_policy import may_countersign
from xingshen.review.phrases import Occasion
from xingshen.review.policy import Role
from xingshen.store.examination import examinations
from xingshen.store.people import officers


class SignForm(forms.Form):
    """Agree, with a remark where one is wanted."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, prefix="sign")
        self.fields["reason"] = reasons.reason_field(_("复核说明"), optional=True, rows=2)


class DeclineForm(forms.Form):
    """Do not agree; the reviewer reads the reason."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, prefix="decline")
        self.fields["phrase"] = reasons.phrase_field([Occasion.NOT_COUNTERSIGN], "id_decline-reason")
        self.fields["reason"] = reasons.reason_field(_("不同意的理由"), hint=_("审查员据此重新审查。"))


@only(Role.REVIEWER, Role.PANEL, Role.OFFICE)
@require_http_methods(["GET", "POST"])
def countersign(request: HttpRequest, application_id: int) -> HttpResponse:
    """The proposal; ``step`` of what is posted: sign or decline."""
    opened = open_examination(request, application_id)
    step = request.POST.get("step", "")
    sign = SignForm(request.POST if step == "sign" else None)
    decline = DeclineForm(request.POST if step == "decline" else None)
    refusal = None
    if step in _STEPS:
        answer = examinations.act(
            application_id, _command(step, sign, decline), opened.actor, origin=origin_of(request)
        )
        if not isinstance(answer, Refusal):
            messages.success(request, _STEPS[step]() % {"number": opened.row.application.number})
            return redirect("desk:queue")
        refusal = tell(answer.reason)
    context = {**_context(opened), "sign": sign, "decline": decline, "refusal": refusal}
    return render(request, "desk/countersign.html", context, status=409 if refusal else 200)


_STEPS = {
    "sign": lambda: _("已复核同意 %(number)s 不通过。"),
    "decline": lambda: _("已退回审查员重新审查：%(number)s。"),
}


def _command(step: str, sign: SignForm, decline: DeclineForm) -> Countersign | DeclineCountersign:
    if step == "sign":
        sign.is_valid()
        return Countersign(sign.cleaned_data.get("reason", ""))
    decline.is_valid()
    told = decline.cleaned_data
    return DeclineCountersign(reasons.joined(told.get("phrase", ""), told.get("reason", "")))


def _context(opened: Opened) -> dict[str, Any]:
    row, state = opened.row, opened.case.examination
    case = opened.case
    waits = state.stage is Stage.REFUSAL_PROPOSED
    allowed = may_countersign(opened.actor, case.facts)
    proposal = state.refusal
    marks = [ground.basis.fingerprint for ground in proposal.grounds] if proposal else []
    names = officers.names([proposal.proposed_by, proposal.countersigned_by] if proposal else [])
    return {
        "row": row,
        "guide_url": reverse("public:guide", args=[row.call.slug]),
        "stage_word": tell(STAGE_WORDS[state.stage]),
        "waits": waits,
        "not_allowed": "" if allowed or not waits else tell(allowed.reason),
        "proposal": proposal,
        "proposed_by": names.get(proposal.proposed_by or 0, "") if proposal else "",
        "proposed_at": _proposed_at(row.application_id),
        "countersigned_by": names.get(proposal.countersigned_by or 0, "") if proposal else "",
        "cards": cards.cards_of(row, case, marks),
        "left_open": sum(point.waits for point in case.points()),
    }


def _proposed_at(application_id: int) -> Any:
    """When the last refusal was proposed."""
    entries = reversed(examinations.history(application_id))
    return next((entry.event.at for entry in entries if entry.event.kind == "refusal.proposed"), None)
