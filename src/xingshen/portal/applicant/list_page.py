"""All applications that a person may open: drafts and filings with stage, deadline and open findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xingshen.portal.access import actor_of, demand, only
from xingshen.portal.applicant.own import open_own
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import tell
from xingshen.review.application_policy import CreationFacts, may_create, may_delete, may_edit, may_restore
from xingshen.review.filing_events import STAGE_WORDS, Stage
from xingshen.review.policy import Actor, Role
from xingshen.store.applying import applications, awaited, self_check
from xingshen.store.calls import calls
from xingshen.store.calls.calls import WindowFacts

PAGE_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One application in the list. ``fail`` and ``human`` are None where nobody works on it any more."""

    application: Any
    stage: str
    stage_word: str
    window: WindowFacts
    fail: int | None
    human: int | None
    open: int | None
    editing: bool
    removable: bool
    awaited: Any


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_GET
def applications_list(request: HttpRequest) -> HttpResponse:
    """The list, newest change first."""
    actor = actor_of(request)
    page = Paginator(applications.of_person(actor), PAGE_LENGTH).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    looks = self_check.look_at_many(rows)
    return render(
        request,
        "applicant/list.html",
        {
            "page": page,
            "entries": [_entry(row, actor, looks.get(row.pk)) for row in rows],
            "calls": [
                (call, window, may_create(actor, CreationFacts(window.is_open)))
                for call, window in calls.open_calls(actor.unit_id)
            ],
            "removed": list(applications.deleted_of(actor)[:10]),
            "without_unit": actor.unit_id is None,
        },
    )


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, application_id: int) -> HttpResponse:
    """GET asks, POST puts the draft aside."""
    own = open_own(request, application_id, may_delete)
    if request.method == "GET":
        return render(request, "applicant/delete.html", {"application": own.application})
    applications.delete(own.application, actor_of(request), origin_of(request))
    messages.success(request, gettext("已删除“%(title)s”，可以在页面下方恢复。") % {"title": own.application})
    return redirect("applicant:list")


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_POST
def restore(request: HttpRequest, application_id: int) -> HttpResponse:
    """Brings a draft back."""
    try:
        application = applications.get(application_id)
    except ObjectDoesNotExist:
        raise Http404 from None
    demand(may_restore(actor_of(request), applications.facts(application)))
    applications.restore(application, actor_of(request), origin_of(request))
    messages.success(request, gettext("已恢复“%(title)s”。") % {"title": application})
    return redirect("applicant:list")


def _entry(row: Any, actor: Actor, look: Any) -> Entry:
    facts = applications.facts(row)
    return Entry(
        row,
        row.stage,
        tell(STAGE_WORDS[Stage(row.stage)]),
        calls.applicant_window(row.call, row.unit_id),
        look.fail if look else None,
        look.human if look else None,
        look.open if look else None,
        may_edit(actor, facts).allowed,
        may_delete(actor, facts).allowed,
        awaited.of(row),
    )
