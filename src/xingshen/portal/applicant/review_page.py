"""Before handing in: every answer once more, what stops a submission, what is open; and the way to the receipt."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from xingshen.dossier.form_spec import FormSchema
from xingshen.portal.access import only
from xingshen.portal.applicant.fields import html_id
from xingshen.portal.applicant.judging import Judged, judge, section_url
from xingshen.portal.applicant.own import address_of, open_own
from xingshen.portal.applicant.show_page import parts
from xingshen.review.policy import Role
from xingshen.rules.form_conditions import Block, Need


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_GET
def review(request: HttpRequest, application_id: int) -> HttpResponse:
    """The page; who may not write is shown the application instead."""
    own = open_own(request, application_id)
    if own.awaited is not None:
        return redirect("applicant:correction", application_id)
    if not own.editing:
        return redirect("applicant:show", application_id)
    judged = judge(own)
    page = {
        **judged.page(""),
        "parts": list(parts(judged)),
        "papers": own.papers,
        "papers_wanted": _wanted(judged),
        "blocking": [_blocking(judged, own.schema, each) for each in judged.look.blocks],
        "key": uuid4().hex,
        "submit_url": address_of("filing:submit", application_id=own.id),
        "papers_url": address_of("applicant:papers", application_id=own.id),
    }
    return render(request, "applicant/review.html", page)


def _wanted(judged: Judged) -> list[str]:
    """The kinds of paper that are wanted and that no file, read or still being read, counts as."""
    lacking = [each for each in judged.look.papers if each.wanted.need is Need.YES and not each.present]
    return [judged.own.words.kind(each.wanted.kind.name) for each in lacking if not each.reading]


def _blocking(judged: Judged, schema: FormSchema, block: Block) -> dict[str, Any]:
    """A point that stops a submission, with the way to its field."""
    field_id = next((each for each in block.fields if each in schema.section_of), "")
    url = f"{section_url(judged.own.id, schema.section_of[field_id].id)}#{html_id(field_id)}" if field_id else ""
    return {"reason": block.reason, "clauses": block.clauses, "url": url}
