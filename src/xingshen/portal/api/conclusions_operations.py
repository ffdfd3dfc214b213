"""Operations about how a dossier ended: the conclusion, and the letters that went out."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_noop as _

from xingshen.portal.api.downloads import binary, download
from xingshen.portal.api.opening import open_dossier
from xingshen.portal.api.operations import operation
from xingshen.portal.api.problems import Problem
from xingshen.portal.api.shapes import ConclusionOut, Id
from xingshen.review.api_policy import Scope, Side, conclusion_is_told
from xingshen.review.examination_policy import may_see_as_applicant
from xingshen.store.conclusions import letters
from xingshen.store.record import files

TAG = _("结论与通知书")
_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@operation(
    "GET", "/dossiers/{dossier}/conclusion", "show_conclusion", tag=TAG, scope=Scope.READ_DECISIONS,
    answers={200: ConclusionOut}, problems_=(404,), summary=_("一份申报的结论和通知书"),
    about=_("申报单位在通知书发出或公示之后看到结论；还没有受理的申报为 404。"),
)  # fmt: skip
def show_conclusion(request: HttpRequest, dossier: Id) -> dict[str, Any]:
    """How it ended, as far as this person may know."""
    case, told = _open(request, dossier)
    state = case.examination
    known = state if told else None
    return {
        "dossier": dossier,
        "conclusion": known.conclusion.value if known and known.conclusion else None,
        "concluded_at": known.concluded_at if known else None,
        "answer_until": known.answer_until if known else None,
        "published_until": state.published_until,
        "ruling": known.ruling.value if known and known.ruling else None,
        "letters": [_letter(each) for each in letters.of(dossier)],
    }


@operation(
    "GET", "/dossiers/{dossier}/letters/{letter}/{form}", "download_letter", tag=TAG, scope=Scope.READ_DECISIONS,
    answers={200: None}, problems_=(404,), extra=binary(*_TYPES.values()), summary=_("下载通知书"),
)  # fmt: skip
def download_letter(request: HttpRequest, dossier: Id, letter: Id, form: Literal["pdf", "docx"]) -> HttpResponseBase:
    """A letter as it went out."""
    _open(request, dossier)
    row = next((each for each in letters.of(dossier) if each.pk == letter), None)
    blob = getattr(row, form, None)
    if row is None or blob is None:
        raise Problem("not_found")
    body = files.path_of(blob.sha256).open("rb")
    return download(body, letters.file_name(row, form), _TYPES[form])


def _open(request: HttpRequest, dossier: int) -> tuple[Any, bool]:
    """The case, and whether this person may know how it ended. Raises Problem."""
    caller, seen = open_dossier(request, dossier)
    if seen.case is None:
        raise Problem("not_found")
    if Side.OFFICER in seen.sides:
        return seen.case, True
    if may_see_as_applicant(caller.actor, seen.case.facts):
        return seen.case, conclusion_is_told(seen.case.examination)
    raise Problem("not_found")


def _letter(row: Any) -> dict[str, Any]:
    names = ("letter", "number", "issued_at", "answer_until")
    return {"id": row.pk, "pdf": row.pdf_id is not None, **{name: getattr(row, name) for name in names}}
