"""Handing in: what will be handed in and what stands in the way; then the receipt. And taking it back."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xingshen.dossier.form_spec import FormSchema
from xingshen.portal.access import actor_of, signed_in
from xingshen.portal.filing.opening import Filing, address_of, deadline_of, open_filing, told
from xingshen.portal.origin import origin_of
from xingshen.portal.returned import open_return
from xingshen.review.filing import Obstacle, Refusal, Submit, Why, Withdraw, decide
from xingshen.review.filing_events import UNDER_WAY, Stage
from xingshen.review.filing_policy import may_submit
from xingshen.store.calls import guides
from xingshen.store.filing import filings, submissions

_KEY_LENGTH = 64
_STATUS = {Why.NOT_YOURS: 403, Why.BLOCKED: 422}


@signed_in
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, application_id: int) -> HttpResponse:
    """POST: ``key`` (idempotency), ``version`` (what the person saw). Sent again, it leads to the same receipt."""
    if request.method == "POST":
        answer = _hand_in(request, application_id)
        if not isinstance(answer, Refusal):
            return redirect("filing:receipt", application_id)
        return _page(request, open_filing(request, application_id, may_submit), answer)
    filing = open_filing(request, application_id, may_submit)
    elsewhere = address_of("applicant:correction", application_id)
    if filing.parties.stage is Stage.IN_CORRECTION and elsewhere:
        return redirect(elsewhere)
    return _page(request, filing, None)


def _hand_in(request: HttpRequest, application_id: int) -> Any:
    key = request.POST.get("key", "")[:_KEY_LENGTH]
    version = request.POST.get("version", "")
    if not key:
        return Refusal(Why.STAGE, _("页面不完整，没有提交。请再按一次“提交”。"))
    seen = int(version) if version.isdecimal() and len(version) < 10 else None
    try:
        return submissions.submit(application_id, key, actor_of(request), seen_version=seen, origin=origin_of(request))
    except (guides.GuideUnavailable, OSError) as error:
        return Refusal(Why.STAGE, str(error))
    except ObjectDoesNotExist:
        raise Http404 from None


def _page(request: HttpRequest, filing: Filing, refusal: Refusal | None) -> HttpResponse:
    ready = submissions.prepare(filing.application.pk)
    now = timezone.now()
    would_be = decide(filing.parties, Submit(), actor_of(request), filing.windows, now)
    stopped = would_be if isinstance(would_be, Refusal) else None
    papers = ready.package.tree["papers"]
    last = submissions.at(filing.application.pk) if filing.parties.stage in UNDER_WAY else None
    same = last is not None and (last.version, last.manifest["papers"]) == (filing.application.version, papers)
    context = {
        **filing.context(),
        "refusal": told(refusal) if refusal and refusal.why is not Why.BLOCKED else "",
        "stopped": told(stopped) if stopped else "",
        "obstacles": [_obstacle(filing, ready.dossier.schema, each) for each in ready.obstacles],
        "deadline": deadline_of(filing.windows.applicant, now),
        "replaces": filing.parties.sequence if filing.parties.stage in UNDER_WAY else 0,
        "unchanged": same,
        "given_back": open_return(filing.application.pk, filing.schema, filing.words),
        "papers": papers,
        "size": sum(paper["size"] for paper in papers),
        "version_code": ready.package.tree["version_code"],
        "key": uuid4().hex,
        "form_url": address_of("applicant:form", filing.application.pk),
    }
    return render(request, "filing/submit.html", context, status=_STATUS.get(refusal.why, 409) if refusal else 200)


def _obstacle(filing: Filing, schema: FormSchema, obstacle: Obstacle) -> dict[str, Any]:
    field = obstacle.fields[0] if obstacle.fields else ""
    section = schema.section_of.get(field)
    url = f"{address_of('applicant:form', filing.application.pk, section.id)}#f-{field}" if section else ""
    return {"sentence": filing.reason(obstacle.sentence), "clauses": obstacle.clauses, "url": url}


@signed_in
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, application_id: int) -> HttpResponse:
    """Take the submission back, until the window closes."""
    filing = open_filing(request, application_id, may_submit)
    if request.method == "POST":
        reason = request.POST.get("reason", "").strip()[:500]
        answer = filings.act(application_id, Withdraw(reason), actor_of(request), origin=origin_of(request))
        if isinstance(answer, Refusal):
            messages.error(request, told(answer))
        else:
            messages.success(request, _("已撤回。内容都在，截止之前可以修改后再次提交。"))
        return redirect("filing:timeline", application_id)
    possible = decide(filing.parties, Withdraw(), actor_of(request), filing.windows, timezone.now())
    context = {
        **filing.context(),
        "stopped": told(possible) if isinstance(possible, Refusal) else "",
        "deadline": deadline_of(filing.windows.applicant, timezone.now()),
    }
    return render(request, "filing/withdraw.html", context)
