"""An application to be read: its answers, the papers, what was done with it, every saved change; and its front door."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingshen.dossier.attachments import ATTACHMENTS_ID
from xingshen.dossier.form_asking import SectionSpec
from xingshen.dossier.form_spec import FieldSpec
from xingshen.guide.form_words import FormWords
from xingshen.portal.access import actor_of, demand, only
from xingshen.portal.applicant.fields import FieldView, Standing, html_id, is_numeric, section_groups
from xingshen.portal.applicant.judging import Judged, judge, section_url
from xingshen.portal.applicant.own import Own, address_of, open_own
from xingshen.portal.applicant.reading import text_of
from xingshen.portal.event_words import event_word
from xingshen.portal.telling import tell
from xingshen.review.application_policy import may_edit
from xingshen.review.policy import Role
from xingshen.store.applying import history, saving
from xingshen.store.applying.answers import BadChange, read_address
from xingshen.store.filing import filings

CHANGES_SHOWN, LINES_SHOWN, EVENTS_SHOWN = 25, 8, 60


@dataclass(frozen=True, slots=True)
class Line:
    """One answer to be read: name, text, long or not, rows of a list, where to change it."""

    name: str
    text: str
    rows: tuple[str, ...]
    url: str
    long: bool
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One section to be read."""

    title: str
    url: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One saved value in the history."""

    name: str
    was: str
    now: str
    private: bool


@dataclass(frozen=True, slots=True)
class SavedChange:
    """One save in the history, or several of one sitting: their first and last versions."""

    first: int
    version: int
    by: str
    at: datetime
    lines: tuple[ChangeLine, ...]
    more: int


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_GET
def application(request: HttpRequest, application_id: int) -> HttpResponse:
    """The front door: the first section that needs work for those who edit, else the page to be read."""
    own = open_own(request, application_id)
    if own.awaited is not None:
        return redirect("applicant:correction", application_id)
    if not own.editing or own.frame()["under_way"]:
        return redirect("applicant:show", application_id)
    return redirect(section_url(own.id, _first_open(judge(own))))


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_GET
def show(request: HttpRequest, application_id: int) -> HttpResponse:
    """Answers, papers, events and saved changes."""
    own = open_own(request, application_id)
    judged = judge(own)
    saves = Paginator(history.stretches(own.application), CHANGES_SHOWN).get_page(request.GET.get("page"))
    told = history.revisions_of(own.application, list(saves.object_list))
    page = {
        **judged.page(""),
        "parts": list(parts(judged)),
        "papers": own.papers,
        "events": [_event(each) for each in filings.timeline(own.id)[:EVENTS_SHOWN]],
        "saves": [_saved(own, each) for each in told],
        "page": saves,
        "receipt_url": address_of("filing:receipt", application_id=own.id) if own.application.number else "",
        "papers_url": address_of("applicant:papers", application_id=own.id),
    }
    return render(request, "applicant/show.html", page)


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_POST
def undo(request: HttpRequest, application_id: int) -> HttpResponse:
    """POST ``version`` and ``first``: takes these saves back where their values still stand."""
    own = open_own(request, application_id, may_edit)
    demand(own.editing)
    try:
        version = int(request.POST.get("version", ""))
        saved = saving.undo(own.id, actor_of(request), version, int(request.POST.get("first", version)))
    except (ValueError, saving.NoSuchRevision):
        messages.error(request, gettext("没有找到这次修改，什么也没有改变。"))
        return redirect("applicant:show", application_id)
    places = [path for path in saved.stored if not path.endswith("[]")]
    if places:
        messages.success(request, gettext("已撤销 %d 处；证件、电话等不留历史，没有改动。") % len(places))
    elif saved.refused:
        messages.warning(request, tell(next(iter(saved.refused.values())), own.guide))
    else:
        messages.info(request, gettext("这次修改之后都又改过了，没有可撤销的。"))
    return redirect(f"{reverse('applicant:show', args=[application_id])}#history")


def parts(judged: Judged) -> Iterator[Part]:
    """The answers section by section; what is not asked is left out."""
    own, standing = judged.own, judged.standing()
    for section in own.schema.sections:
        lines = tuple(_lines(section, own, standing))
        if lines:
            yield Part(section.title, section_url(own.id, section.id), lines)


def _lines(section: SectionSpec, own: Own, standing: Standing) -> Iterator[Line]:
    url = section_url(own.id, section.id)
    for group in section_groups(section, own.answers, standing):
        for field in group.fields:
            if not field.hidden and field.spec.id != ATTACHMENTS_ID:
                outcome = field.remarks[0].outcome if field.remarks else ""
                rows = tuple(_row_text(row.cells) for row in field.rows)
                yield Line(
                    field.label, text_of(field), rows, f"{url}#{html_id(field.path)}", field.kind == "long", outcome
                )


def _row_text(cells: tuple[FieldView, ...]) -> str:
    told = [f"{cell.label} {text}" if at else text for at, cell in enumerate(cells) if (text := text_of(cell))]
    return " · ".join(told)


def _first_open(judged: Judged) -> str:
    for state in judged.look.sections:
        if state.required_left or not state.filled or state.findings:
            return state.section.id
    return judged.look.sections[0].section.id


# --- history ---------------------------------------------------------------------------------------------------------


def _event(event: Any) -> dict[str, Any]:
    return {
        "what": event_word(event.kind),
        "time": event.at,
        "who": event.actor_name,
        "detail": event.reason,
        "kind": "done",
    }


def _saved(own: Own, revisions: list[Any]) -> SavedChange:
    changes, newest = history.told_as_one(revisions), revisions[-1]
    lines = tuple(_change(own, each) for each in changes[:LINES_SHOWN])
    by = newest.by.name if newest.by else ""
    more = max(0, len(changes) - LINES_SHOWN)
    return SavedChange(revisions[0].version, newest.version, by, newest.at, lines, more)


def _change(own: Own, change: dict[str, Any]) -> ChangeLine:
    was, now, private = change.get("was"), change.get("now"), "now" not in change
    try:
        address = read_address(change["path"], own.schema)
    except BadChange:
        return ChangeLine(change["path"], _cut(str(was or "")), _cut(str(now or "")), private)
    name = own.words.name(address.spec)
    if address.orders:
        return ChangeLine(gettext("%s的次序") % name, "", "", private)
    return ChangeLine(name, _short(was, address.spec, own.words), _short(now, address.spec, own.words), private)


def _short(value: Any, spec: FieldSpec, words: FormWords) -> str:
    if isinstance(value, dict):
        cells = spec.items_by_key
        told = [
            words.written(cells[key], each) for key, each in value.items() if key in cells and isinstance(each, str)
        ]
        return _cut(" · ".join(told))
    if isinstance(value, list):
        return _cut(gettext("、").join(words.written(spec, str(each)) for each in value))
    text = words.written(spec, str(value or ""))
    bare = text and is_numeric(spec) and not text.endswith(words.unit(spec))
    return _cut(words.with_unit(text, spec) if bare else text)


def _cut(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:80]}…"
