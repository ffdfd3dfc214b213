"""The letters of one dossier: what is due, how it would look, sending it, and what was sent."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xingshen.portal.access import actor_of, only
from xingshen.portal.letter_words import TITLES
from xingshen.portal.office.opening import office_examination
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import tell
from xingshen.reports.letters.templating import TemplateDesk, TemplateUnusable
from xingshen.reports.print.fonts import FontsMissing
from xingshen.review.examination import STAGE_WORDS, Refusal, Stage
from xingshen.review.examination_commands import IssueLetter
from xingshen.review.examination_values import LetterKind
from xingshen.review.policy import Role
from xingshen.store.conclusions import letters
from xingshen.store.examination import examinations

_TYPES = {"pdf": letters.PDF_TYPE, "docx": letters.DOCX_TYPE}


@only(Role.OFFICE)
@require_http_methods(["GET", "POST"])
def dossier_letters(request: HttpRequest, application_id: int) -> HttpResponse:
    """The page; POST sends the letter that is due."""
    row, refusal = office_examination(application_id), ""
    actor = actor_of(request)
    if request.method == "POST":
        with TemplateDesk() as desk:
            answer = letters.issue(application_id, actor, desk=desk, origin=origin_of(request))
        if not isinstance(answer, Refusal):
            messages.success(request, _("已发出 %(number)s，申报人会收到消息。") % {"number": answer.number})
            return redirect("office:dossier_letters", application_id)
        refusal = tell(answer.reason)
    case = examinations.case_of(row)
    kind = letters.due(row, case.examination)
    stopped = examinations.would_be_refused(case, IssueLetter(kind, "…"), actor) if kind else None
    context = {
        "row": row,
        "call": row.call,
        "stage": tell(STAGE_WORDS[Stage(row.stage)]),
        "kind": kind,
        "title": TITLES[kind] if kind else "",
        "stopped": tell(stopped.reason) if stopped else "",
        "sent": [(each, TITLES[LetterKind(each.letter)]) for each in letters.of(application_id)],
        "refusal": refusal,
    }
    return render(request, "office/letters/dossier.html", context, status=409 if refusal else 200)


@only(Role.OFFICE)
def preview(request: HttpRequest, application_id: int, suffix: str) -> HttpResponse:
    """The letter that is due as it would go out now, without a number."""
    row = office_examination(application_id)
    case = examinations.case_of(row)
    kind = letters.due(row, case.examination)
    if kind is None or suffix not in _TYPES:
        raise Http404
    try:
        with TemplateDesk() as desk:
            made = letters.preview(row, case, kind, desk)
    except (FontsMissing, TemplateUnusable) as error:
        context = {"row": row, "call": row.call, "reason": tell(error)}
        return render(request, "office/letters/no_preview.html", context, status=503)
    response = HttpResponse(made.pdf if suffix == "pdf" else made.docx, content_type=_TYPES[suffix])
    name = f"{row.application.number}-{letters.PREVIEW}.{suffix}"
    return _named(response, name, attached=suffix != "pdf")


@only(Role.OFFICE)
def letter_file(request: HttpRequest, application_id: int, letter_id: int, suffix: str) -> HttpResponse:
    """A letter that was sent."""
    office_examination(application_id)
    try:
        letter = letters.get(application_id, letter_id)
        response = HttpResponse(letters.content(letter, suffix), content_type=_TYPES[suffix])
    except (letters.NOT_THERE, KeyError):
        raise Http404 from None
    return _named(response, letters.file_name(letter, suffix), attached=suffix != "pdf")


def _named(response: HttpResponse, name: str, *, attached: bool) -> HttpResponse:
    response.headers["Content-Disposition"] = content_disposition_header(attached, name) or "attachment"
    return response
