"""The outcome for the applicant: the conclusion once its letter went out, the letters, asking for re-examination."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from xingshen.kernel.outcome import Outcome
from xingshen.portal.access import actor_of, signed_in
from xingshen.portal.filing.opening import Filing, open_filing
from xingshen.portal.letter_words import TITLES
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import tell
from xingshen.review.examination import Refusal, Stage
from xingshen.review.examination_commands import RequestReexamination
from xingshen.review.examination_events import ReexaminationDecided, ReexaminationRequested
from xingshen.review.examination_values import RULING_WORDS, LetterKind
from xingshen.review.filing_policy import may_print
from xingshen.review.phrases import PHRASES, Occasion
from xingshen.review.policy import Actor
from xingshen.store.conclusions import letters
from xingshen.store.examination import examinations

_LONGEST = 2000
_TYPES = {"pdf": letters.PDF_TYPE, "docx": letters.DOCX_TYPE}


class RequestForm(forms.Form):
    """Why the conclusion should be looked at again."""

    reason = forms.CharField(
        label=gettext_lazy("申请复审的理由"),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "请逐条写明：哪一条，材料的哪个文件、哪一页已有所要求的内容，或对条款的理解有何不同。不要写身份证号、手机号。"
        ),
        error_messages={"required": gettext_lazy("请写明申请复审的理由。")},
    )


@signed_in
@require_http_methods(["GET", "POST"])
def outcome(request: HttpRequest, application_id: int) -> HttpResponse:
    """The page, and the request that is posted."""
    filing = open_filing(request, application_id, may_print)
    actor = actor_of(request)
    form = RequestForm(request.POST if request.method == "POST" else None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        command = RequestReexamination(form.cleaned_data["reason"])
        answer = examinations.act(application_id, command, actor, origin=origin_of(request))
        if not isinstance(answer, Refusal):
            messages.success(request, _("复审申请已收到。由未参与原审查的人员办理，结论出来后会通知您。"))
            return redirect("filing:outcome", application_id)
        refusal = tell(answer.reason)
    context = {**filing.context(), **_standing(filing, actor), "form": form, "refusal": refusal}
    return render(request, "filing/outcome.html", context, status=409 if refusal else 200)


@signed_in
def letter_file(request: HttpRequest, application_id: int, letter_id: int, suffix: str) -> HttpResponse:
    """One letter as PDF or Word."""
    open_filing(request, application_id, may_print)
    try:
        letter = letters.get(application_id, letter_id)
        response = HttpResponse(letters.content(letter, suffix), content_type=_TYPES[suffix])
    except (letters.NOT_THERE, KeyError):
        raise Http404 from None
    name = letters.file_name(letter, suffix)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _standing(filing: Filing, actor: Actor) -> dict[str, Any]:
    sent = list(letters.of(filing.application.pk))
    try:
        row = examinations.get(filing.application.pk)
    except examinations.NOT_THERE:
        return {"letters": [], "stand": "before"}
    case, now = examinations.case_of(row), timezone.now()
    state = case.examination
    stopped = examinations.would_be_refused(case, RequestReexamination("…"), actor, now)
    told = {LetterKind(each.letter) for each in sent}
    return {
        "letters": [_shown(each) for each in reversed(sent)],
        "stand": _stand(state.stage, told),
        "passed": state.conclusion is Outcome.PASS,
        "until": state.answer_until,
        "over": state.answer_until is not None and now >= state.answer_until,
        "may_ask": stopped is None,
        "due": state.waiting_for.due if state.waiting_for else None,
        "phrases": [tell(phrase) for phrase in PHRASES[Occasion.REQUEST_REEXAMINATION]],
        "days": case.procedure.reexamination_days,
        "final": state.stage is Stage.FINAL,
        **_reexamination(filing.application.pk, told),
    }


def _stand(stage: Stage, told: set[LetterKind]) -> str:
    """What the page may say: before acceptance, under way, in correction, concluded but not told, or told."""
    if stage in (Stage.UNOPENED, Stage.DISCONTINUED):
        return "before"
    if stage is Stage.IN_CORRECTION:
        return "correction"
    concluded = told & {LetterKind.PASS, LetterKind.REFUSAL}
    return "concluded" if concluded else "under_way"


def _reexamination(application_id: int, told: set[LetterKind]) -> dict[str, Any]:
    """The request and, once its letter went out or it was decided, the ruling."""
    events = [entry.event for entry in examinations.history(application_id)]
    asked = next((each for each in events if isinstance(each, ReexaminationRequested)), None)
    decided = next((each for each in events if isinstance(each, ReexaminationDecided)), None)
    return {
        "asked": asked,
        "decided": decided,
        "ruling": tell(RULING_WORDS[decided.ruling]) if decided else "",
        "ruling_letter": LetterKind.REEXAMINATION in told,
    }


def _shown(letter: Any) -> dict[str, Any]:
    return {
        "row": letter,
        "title": TITLES[LetterKind(letter.letter)],
        "items": letter.record["content"]["items"] if letter.letter != LetterKind.PASS else [],
    }
