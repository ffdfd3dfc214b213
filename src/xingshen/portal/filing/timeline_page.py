"""The course of one filing: every step with time and person, what was handed in, what can be done now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingshen.portal.access import actor_of, signed_in
from xingshen.portal.filing.opening import Filing, address_of, deadline_of, open_filing
from xingshen.portal.returned import open_return
from xingshen.portal.telling import tell
from xingshen.portal.ui.showing import bracketed
from xingshen.review.filing import can_withdraw
from xingshen.review.filing_events import COUNTING, Stage
from xingshen.review.filing_policy import may_print, may_see_history, may_submit
from xingshen.review.policy import ROLE_WORDS, Actor
from xingshen.store.applying import awaited
from xingshen.store.examination import corrections
from xingshen.store.filing import filings, submissions

_WHAT: dict[str, Promise | str] = {
    "application.created": gettext_lazy("新建申报"),
    "application.shared": gettext_lazy("邀请协作者"),
    "application.unshared": gettext_lazy("取消协作"),
    "application.deleted": gettext_lazy("删除"),
    "application.restored": gettext_lazy("恢复"),
    "filing.submitted": gettext_lazy("提交"),
    "filing.replaced": gettext_lazy("重新提交，替换上一次"),
    "filing.approved": gettext_lazy("单位审核通过"),
    "filing.recommended": gettext_lazy("归口管理部门推荐，已受理"),
    "filing.sent_for_correction": gettext_lazy("形式审查退回补正"),
    "filing.corrected": gettext_lazy("提交补正"),
    "filing.correction_over": gettext_lazy("补正期限届满，没有收到补正"),
    "filing.returned": gettext_lazy("退回修改"),
    "filing.withdrawn": gettext_lazy("撤回"),
}


@signed_in
def timeline(request: HttpRequest, application_id: int) -> HttpResponse:
    """The page."""
    filing = open_filing(request, application_id, may_see_history)
    actor, now = actor_of(request), timezone.now()
    rows = filings.timeline(application_id).filter(kind__in=list(_WHAT))
    own = may_submit(actor, filing.parties).allowed
    context = {
        **filing.context(),
        "events": [_shown(row) for row in rows],
        "submissions": list(submissions.of(application_id)),
        "given_back": open_return(filing.application.pk, filing.schema, filing.words),
        "own": own,
        "counts": filing.parties.stage in COUNTING,
        "awaited": awaited.of(filing.application),
        "correction_url": address_of("applicant:correction", application_id) if own else "",
        "corrections": corrections.all_of(application_id) if filing.parties.sequence else (),
        "outcome_url": _outcome_url(actor, filing),
        "may_print": may_print(actor, filing.parties).allowed,
        "may_withdraw": can_withdraw(filing.parties, actor, filing.windows, now),
        "deadline": deadline_of(filing.windows.applicant, now),
        "form_url": address_of("applicant:form", application_id) if own else "",
    }
    return render(request, "filing/timeline.html", context)


def _outcome_url(actor: Actor, filing: Filing) -> str:
    """The page of the outcome, once there may be one, for those who may see it."""
    told = filing.parties.stage in (Stage.ACCEPTED, Stage.IN_CORRECTION) and may_print(actor, filing.parties).allowed
    return reverse("filing:outcome", args=[filing.application.pk]) if told else ""


def _shown(row: Any) -> dict[str, Any]:
    told = row.after if isinstance(row.after, dict) else {}
    details = []
    if row.kind in ("filing.submitted", "filing.replaced", "filing.corrected"):
        details.append(_("第 %(sequence)s 次提交，编号 %(number)s") % told)
    if row.reason:
        details.append(tell(row.reason))
    role = next((tell(word) for key, word in ROLE_WORDS.items() if key == row.actor_role), "")
    who = bracketed(row.actor_name, role) if role else row.actor_name
    return {"what": _WHAT[row.kind], "time": row.at, "who": who, "detail": _("：").join(details), "kind": "done"}
