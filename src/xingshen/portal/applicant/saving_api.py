"""What the form's script talks to: saving single fields, and the self-check after each save.

Both answer with JSON. "Saved" is only answered after the transaction was committed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_POST

from xingshen.dossier.form_spec import FieldSpec
from xingshen.portal.access import actor_of, demand, only
from xingshen.portal.applicant.fields import kind_of, section_groups
from xingshen.portal.applicant.form_page import section_of
from xingshen.portal.applicant.judging import Judged, judge
from xingshen.portal.applicant.own import Own, open_own
from xingshen.portal.telling import tell
from xingshen.portal.ui.showing import clock
from xingshen.review.application_policy import may_edit
from xingshen.review.policy import Role
from xingshen.store.applying.answers import BadChange, read_address
from xingshen.store.applying.changes import Change
from xingshen.store.applying.saving import Saved, SavingFailed, save_changes

MOST_CHANGES = 2000


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_POST
def save(request: HttpRequest, application_id: int) -> HttpResponse:
    """POST JSON ``{base, changes: [{path, value, base?}]}``; answers version, time, conflicts and what is new.

    The same may come as fields of a form (``changes`` as JSON), as a page sends it that is being left.
    """
    own = open_own(request, application_id, may_edit)
    demand(own.editing)
    asked = _asked(request, own)
    if asked is None:
        return JsonResponse({"error": "unreadable"}, status=400)
    try:
        saved = save_changes(own.id, actor_of(request), *asked)
    except SavingFailed:
        return JsonResponse({"error": "busy"}, status=503)
    return JsonResponse(_told(saved, own))


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_GET
def check(request: HttpRequest, application_id: int) -> HttpResponse:
    """The self-check now: fragments of the panel and of the progress, and how the fields of ``section`` stand."""
    own = open_own(request, application_id)
    judged = judge(own)
    section_id = request.GET.get("section", "")
    page = judged.page(section_id)
    found = {
        "version": own.application.version,
        "body": render_to_string("applicant/_check_body.html", page, request),
        "counts": render_to_string("applicant/_tally.html", page, request),
        "steps": render_to_string("ui/_steps_list.html", page, request),
        "reading": bool(judged.look.reading),
    }
    if section_id:
        found |= _fields(judged, section_id, request)
    return JsonResponse(found)


def _asked(request: HttpRequest, own: Own) -> tuple[int, list[Change]] | None:
    try:
        body = _body(request)
        base, changes = int(body["base"]), body["changes"]
        if not isinstance(changes, list) or len(changes) > MOST_CHANGES:
            return None
        return base, [_change(each, own) for each in changes]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _body(request: HttpRequest) -> Any:
    if request.content_type == "application/json":
        return json.loads(request.body)
    return {"base": request.POST["base"], "changes": json.loads(request.POST["changes"])}


def _change(raw: Mapping[str, Any], own: Own) -> Change:
    base, path, value = raw.get("base"), str(raw["path"]), raw["value"]
    spec = _spec(path, own)
    return Change(path, own.words.stored(spec, value) if spec else value, int(base) if base is not None else None)


def _spec(path: str, own: Own) -> FieldSpec | None:
    try:
        return read_address(path, own.schema).spec
    except BadChange:
        return None


def _told(saved: Saved, own: Own) -> dict[str, Any]:
    return {
        "version": saved.version,
        "time": clock(saved.saved_at),
        "stored": saved.stored,
        "refused": {path: tell(sentence, own.guide) for path, sentence in saved.refused.items()},
        "conflicts": [_met(asdict(each), own) for each in saved.conflicts],
        "fresh": [_met(asdict(each), own) for each in saved.fresh],
    }


def _met(told: dict[str, Any], own: Own) -> dict[str, Any]:
    """A value of somebody else, with name and value as the inputs of the page hold them."""
    spec = _spec(told["path"], own)
    met = {
        key: _typed(value, spec, own) if key in ("yours", "theirs", "value") else value for key, value in told.items()
    }
    if "name" in met:
        met["name"] = own.guide.words.told(met["name"])
    return {**met, "at": clock(told["at"])}


def _typed(value: Any, spec: FieldSpec | None, own: Own) -> Any:
    """Typed words in the language of the page; options that are ticked are posted in Chinese."""
    if spec is None or not isinstance(value, str) or kind_of(spec) not in ("open", "country"):
        return value
    return own.words.written(spec, value)


def _fields(judged: Judged, section_id: str, request: HttpRequest) -> dict[str, Any]:
    """Hidden and required fields and the remarks of one section, by address."""
    section = section_of(judged.own, section_id)
    standing = judged.standing()
    groups = section_groups(section, judged.own.answers, standing)
    remarks = {
        path: render_to_string("applicant/_remarks.html", {"remarks": each}, request)
        for path, each in standing.remarks.items()
        if path.partition("[")[0] in section.fields
    }
    fields = [field for group in groups for field in group.fields]
    return {
        "remarks": remarks,
        "hidden": [field.path for field in fields if field.hidden],
        "required": [path for path in standing.required if path.partition("[")[0] in section.fields],
    }
