"""Beginning an application: which call, and where it starts from."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from xingshen.portal.access import actor_of, demand, only
from xingshen.portal.applicant.judging import section_url
from xingshen.portal.applicant.own import address_of
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import tell
from xingshen.review.application_policy import CreationFacts, may_create, may_read
from xingshen.review.policy import Actor, Role
from xingshen.rules.compiled import CompiledGuide
from xingshen.store.applying import applications, copying
from xingshen.store.calls import calls, guides


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """GET: the open calls. POST ``call``, and ``source`` where an earlier application is to be copied."""
    actor = actor_of(request)
    if request.method == "POST":
        return _begin(request, actor)
    found = calls.open_calls(actor.unit_id)
    mine = applications.counts_by_call([call.pk for call, _ in found], actor.unit_id)
    page = {
        "calls": [
            {
                "call": call,
                "window": window,
                "decision": may_create(actor, CreationFacts(window.is_open)),
                "mine": mine.get(call.pk, 0),
                "guide_url": address_of("public:call", call.slug),
            }
            for call, window in found
        ],
        "sources": list(applications.of_person(actor)[:50]),
    }
    return render(request, "applicant/new.html", page)


def _begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    call = _call(request.POST.get("call", ""))
    window = calls.applicant_window(call, actor.unit_id)
    demand(may_create(actor, CreationFacts(window.is_open)))
    source = _source(request.POST.get("source", ""), actor)
    if source is None:
        application = applications.create(call, actor, origin=origin_of(request))
        messages.success(request, gettext("已建立。填写时会自动保存，可以随时离开。"))
    else:
        application, copied = copying.copy_into(call, source, actor, origin=origin_of(request))
        messages.success(request, _copied(copied, str(source), guides.of_call(call, get_language() or "")))
    first = guides.of_call(call).guide.form.sections[0].id
    return redirect(section_url(application.pk, first))


def _call(raw: str) -> Any:
    try:
        return calls.get(int(raw))
    except (ValueError, ObjectDoesNotExist):
        raise Http404 from None


def _source(raw: str, actor: Actor) -> Any:
    if not raw:
        return None
    try:
        source = applications.get(int(raw))
    except (ValueError, ObjectDoesNotExist):
        raise Http404 from None
    demand(may_read(actor, applications.facts(source)))
    return source


def _copied(copied: copying.Copied, title: str, guide: CompiledGuide) -> str:
    told = gettext("已从“%(title)s”复制 %(fields)d 项内容；附件没有复制，请按新的要求上传。") % {
        "title": title,
        "fields": copied.fields,
    }
    if copied.left_out:
        names = gettext("、").join(tell(name, guide) for name in copied.left_out[:8])
        told += gettext("没有复制、需要重新填写的：%(names)s。") % {"names": names}
    return told
