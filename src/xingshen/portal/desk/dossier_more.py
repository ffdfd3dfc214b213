"""What belongs to a dossier and is wanted now and then: what the form says, and everything that happened."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from xingshen.portal.access import only
from xingshen.portal.desk import dossier_history
from xingshen.portal.desk.dossier_head import head_of
from xingshen.portal.desk.dossier_sheet import open_sheet
from xingshen.portal.telling import form_words
from xingshen.reports.print.content import Section, sections_of
from xingshen.review.policy import Role
from xingshen.store.calls import guides
from xingshen.store.examination import desk


@only(Role.REVIEWER, Role.PANEL, Role.OFFICE)
@require_safe
def history(request: HttpRequest, application_id: int) -> HttpResponse:
    """Everything that happened since acceptance, newest first."""
    sheet = open_sheet(request, application_id)
    context = {**head_of(sheet), "happened": dossier_history.of_dossier(sheet)}
    return render(request, _template(request, "history"), context)


@only(Role.REVIEWER, Role.PANEL, Role.OFFICE)
@require_safe
def form(request: HttpRequest, application_id: int) -> HttpResponse:
    """What the form says, as handed in; private values starred."""
    sheet = open_sheet(request, application_id)
    sections: tuple[Section, ...] = ()
    if sheet.submission:
        words = form_words(guides.of_call(sheet.row.call, get_language() or ""))
        sections = sections_of(desk.dossier_of(sheet.submission), masked=True, words=words)
    context = {**head_of(sheet), "sections": sections, "submission": sheet.submission}
    return render(request, _template(request, "form"), context)


def _template(request: HttpRequest, name: str) -> str:
    """The page, or of it what the desk shows in a dialog."""
    return f"desk/{'_' if request.headers.get('X-Desk') == 'part' else ''}{name}.html"
