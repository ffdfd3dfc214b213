"""What a pasted table would become, before it becomes it: the preview, and adding the rows after a yes."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from xingshen.dossier.form_asking import SectionSpec
from xingshen.portal.access import actor_of, only
from xingshen.portal.applicant.fields import html_id, short_names
from xingshen.portal.applicant.judging import judge, section_url
from xingshen.portal.applicant.own import Own, open_own
from xingshen.portal.applicant.pasting import Pasted, read_pasted
from xingshen.portal.telling import tell
from xingshen.review.application_policy import may_edit
from xingshen.review.policy import Role
from xingshen.store.applying.answers import clean_value, new_row_id
from xingshen.store.applying.changes import Change
from xingshen.store.applying.saving import save_changes

LONGEST = 400_000


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_POST
def paste(request: HttpRequest, application_id: int, section_id: str) -> HttpResponse:
    """POST ``field`` and ``text``: the preview (a fragment for scripts); with ``confirm``: the rows are added."""
    own = open_own(request, application_id, may_edit)
    section = next((each for each in own.schema.sections if each.id == section_id), None)
    if section is None:
        raise Http404
    field_id = request.POST.get("field", "")
    if "confirm" not in request.POST:
        return preview(request, own, section, field_id)
    spec = own.schema.by_id.get(field_id)
    if spec is None or not spec.is_record_list or field_id not in section.fields:
        raise Http404
    rows = _read(request, own, field_id).values()
    added = [Change(f"{field_id}[{new_row_id()}]", _split_lists(row, own, field_id)) for row in rows]
    saved = save_changes(own.id, actor_of(request), own.application.version, added)
    for sentence in dict.fromkeys(saved.refused.values()):
        messages.error(request, tell(sentence, own.guide))
    anchor = html_id(added[0].path if added else field_id)
    return redirect(f"{section_url(own.id, section_id)}#{anchor}")


def preview(request: HttpRequest, own: Own, section: SectionSpec, field_id: str) -> HttpResponse:
    """What lands where, and what would have to be looked at."""
    spec = own.schema.by_id.get(field_id)
    if spec is None or not spec.is_record_list or field_id not in section.fields:
        raise Http404
    pasted = _read(request, own, field_id)
    choices = [(item.key, name) for item, name in zip(spec.items, short_names(spec, own.words), strict=True)]
    page = {
        "pasted": pasted,
        "field": spec,
        "field_name": own.words.name(spec),
        "section": section,
        "text": _text(request, field_id),
        "columns": [(at, key) for at, key in enumerate(pasted.columns)],
        "choices": choices,
        "back_url": f"{section_url(own.id, section.id)}#{html_id(field_id)}",
        "application": own.application,
    }
    if request.headers.get("X-Fragment"):
        return render(request, "applicant/_paste_preview.html", page)
    return render(request, "applicant/paste.html", {**judge(own).page(section.id), **page})


def _read(request: HttpRequest, own: Own, field_id: str) -> Pasted:
    chosen = request.POST.getlist("column") or None
    return read_pasted(_text(request, field_id), own.schema.by_id[field_id], chosen)


def _text(request: HttpRequest, field_id: str) -> str:
    return (request.POST.get("text") or request.POST.get(f"paste:{field_id}", ""))[:LONGEST]


def _split_lists(row: dict[str, str], own: Own, field_id: str) -> dict[str, object]:
    """Cells of lists (主办方) may hold several lines or words divided by 、；"""
    spec = own.schema.by_id[field_id]
    values: dict[str, object] = {}
    for key, text in row.items():
        item = spec.items_by_key[key]
        divided = text.replace("；", "\n").replace(";", "\n").replace("、", "\n").split("\n")
        values[key] = clean_value(item, divided if item.item_type is not None else text)
    return values
