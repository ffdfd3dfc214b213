"""One section of an application: shown, and saved as a whole where no script does it field by field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from xingshen.dossier.form_asking import SectionSpec
from xingshen.portal.access import actor_of, demand, only
from xingshen.portal.applicant import pasting_page
from xingshen.portal.applicant.fields import Standing, country_names, html_id, section_groups
from xingshen.portal.applicant.judging import Judged, judge, section_url
from xingshen.portal.applicant.own import Own, open_own
from xingshen.portal.applicant.posting import posted_changes, row_ids
from xingshen.portal.telling import tell
from xingshen.review.policy import Role
from xingshen.store.applying import saving
from xingshen.store.applying.answers import Answers, BadChange, new_row_id, read_address
from xingshen.store.applying.changes import Change
from xingshen.store.applying.saving import Saved, save_changes


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, application_id: int, section_id: str) -> HttpResponse:
    """A section. POST ``base`` (the version the page was made from), its fields, and ``do`` or ``take``."""
    own = open_own(request, application_id)
    section = section_of(own, section_id)
    if request.method == "POST":
        demand(own.editing)
        return _save(request, own, section)
    if not own.editing:
        return redirect("applicant:show", application_id)
    return render(request, "applicant/form.html", _page(judge(own), section, Standing()))


def section_of(own: Own, section_id: str) -> SectionSpec:
    """The section with this id. Raises Http404."""
    found = next((each for each in own.schema.sections if each.id == section_id), None)
    if found is None:
        raise Http404
    return found


def _save(request: HttpRequest, own: Own, section: SectionSpec) -> HttpResponse:
    try:
        base = int(request.POST.get("base", ""))
    except ValueError:
        base = own.application.version
    do, taken = request.POST.get("do", ""), request.POST.get("take", "")
    changes = posted_changes(section, request.POST, saving.answers_at(own.application, base), own.words, own.may_write)
    changes = [change for change in changes if change.path != taken]
    done = save_changes(own.id, actor_of(request), base, changes)
    if done.conflicts or done.refused:
        return _again(request, own, section, done, changes)
    verb, _, target = do.partition(":")
    if verb == "paste":
        return pasting_page.preview(request, open_own(request, own.id), section, target)
    if verb in _ROW_VERBS:
        return _change_rows(request, own, section, verb, target, done.version)
    if do == "stay" or taken:
        return redirect(_with_anchor(section_url(own.id, section.id), taken))
    if own.awaited is not None:
        return redirect("applicant:correction", own.id)
    return redirect(_next_url(own, section) or reverse("applicant:review", args=[own.id]))


def _again(
    request: HttpRequest, own: Own, section: SectionSpec, done: Saved, changes: Sequence[Change]
) -> HttpResponse:
    """The section once more with what could not be stored: the person's own values, and those of others beside."""
    now = open_own(request, own.id)
    shown = Answers(now.schema, now.answers.tree, now.answers.private)
    unsaved = {each.path for each in done.conflicts} | set(done.refused)
    for change in changes:
        if change.path in unsaved:
            _put_leniently(shown, change)
    refused = {path: tell(sentence, own.guide) for path, sentence in done.refused.items()}
    standing = Standing(conflicts={each.path: each for each in done.conflicts}, refused=refused)
    page = _page(judge(now), section, standing, shown)
    page["conflicts"] = [
        {"name": own.guide.words.told(each.name), "html_id": html_id(each.path)} for each in done.conflicts
    ]
    page["refused"] = refused
    return render(request, "applicant/form.html", page, status=409)


def _put_leniently(shown: Answers, change: Change) -> None:
    try:
        address = read_address(change.path, shown.schema)
    except BadChange:
        return
    if isinstance(change.value, str | list):
        shown.put(address, change.value)


# --- rows without scripts --------------------------------------------------------------------------------------------


def _change_rows(
    request: HttpRequest, own: Own, section: SectionSpec, verb: str, target: str, version: int
) -> HttpResponse:
    field_id = target.partition("[")[0]
    if field_id not in section.fields:
        raise Http404
    changes, anchor = _ROW_VERBS[verb](target, row_ids(request.POST, field_id))
    done = save_changes(own.id, actor_of(request), version, changes)
    if done.conflicts or done.refused:
        return _again(request, own, section, done, changes)
    return redirect(_with_anchor(section_url(own.id, section.id), anchor))


def _add(target: str, ids: Sequence[str]) -> tuple[list[Change], str]:
    row = f"{target}[{new_row_id()}]"
    return [Change(row, {})], row


def _remove(target: str, ids: Sequence[str]) -> tuple[list[Change], str]:
    return [Change(target, None)], target.partition("[")[0]


def _up(target: str, ids: Sequence[str]) -> tuple[list[Change], str]:
    return _moved(target, ids, -1)


def _down(target: str, ids: Sequence[str]) -> tuple[list[Change], str]:
    return _moved(target, ids, 1)


def _moved(target: str, ids: Sequence[str], by: int) -> tuple[list[Change], str]:
    field_id, _, row_id = target.removesuffix("]").partition("[")
    order = list(ids)
    at = order.index(row_id) if row_id in order else -1
    if at >= 0 and 0 <= at + by < len(order):
        order[at], order[at + by] = order[at + by], order[at]
    return [Change(f"{field_id}[]", order)], target


_ROW_VERBS = {"add": _add, "remove": _remove, "up": _up, "down": _down}


# --- the page --------------------------------------------------------------------------------------------------------


def _page(judged: Judged, section: SectionSpec, standing: Standing, shown: Answers | None = None) -> dict[str, Any]:
    own = judged.own
    ids = [each.id for each in own.schema.sections]
    at = ids.index(section.id)
    full = replace(judged.standing(), conflicts=standing.conflicts, refused=standing.refused)
    return {
        **judged.page(section.id),
        "section": section,
        "number": at + 1,
        "groups": section_groups(section, shown or own.answers, full),
        "base": own.application.version,
        "countries": country_names(own.words),
        "asks_here": any(own.may_write(each) for each in _addresses(own, section)),
        "previous_url": section_url(own.id, ids[at - 1]) if at else "",
        "next_url": _next_url(own, section),
    }


def _addresses(own: Own, section: SectionSpec) -> Iterator[str]:
    """What a page of this section may ask: its fields, and rows and cells of them that are opened alone."""
    yield from section.fields
    for path in own.opened.fields if own.opened else ():
        if path.partition("[")[0] in section.fields:
            yield path


def _next_url(own: Own, section: SectionSpec) -> str:
    ids = [each.id for each in own.schema.sections]
    at = ids.index(section.id) + 1
    return section_url(own.id, ids[at]) if at < len(ids) else ""


def _with_anchor(url: str, path: str) -> str:
    return f"{url}#{html_id(path)}" if path else url
