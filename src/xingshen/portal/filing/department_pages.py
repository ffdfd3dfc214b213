"""The recommending department: filings of its units, one by one or several at once, and the summary table."""

from __future__ import annotations

import csv
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from xingshen.portal.access import actor_of, only
from xingshen.portal.filing import queues
from xingshen.portal.filing.opening import STAGES, open_filing
from xingshen.portal.filing.review_pages import review
from xingshen.portal.ui.showing import instant
from xingshen.reports.spreadsheet import harmless
from xingshen.review.filing import Recommend
from xingshen.review.filing_events import Stage
from xingshen.review.filing_policy import may_recommend
from xingshen.review.policy import Role
from xingshen.store.filing import filings
from xingshen.store.results import filing_checks

_STAGES = (Stage.AT_DEPARTMENT, Stage.ACCEPTED, Stage.IN_CORRECTION, Stage.AT_UNIT, Stage.RETURNED, Stage.WITHDRAWN)
_NOBODY = 0


@only(Role.DEPARTMENT)
def department_queue(request: HttpRequest) -> HttpResponse:
    """Without a word: those that wait for the department."""
    department_id = actor_of(request).department_id or _NOBODY
    stage, text = queues.wanted_of(request, Stage.AT_DEPARTMENT)
    every = filings.department_queue(department_id)
    rows = filings.department_queue(department_id, stage="" if stage == "all" else stage, text=text)
    context = {
        "tabs": queues.tabs(filings.count_by_stage(every), _STAGES, stage),
        "stage": stage,
        "text": text,
        "page": queues.page_of(request, rows),
        "clocks": queues.clocks(filings.calls_of(every), _NOBODY, "department"),
    }
    return render(request, "filing/department_queue.html", context)


@only(Role.DEPARTMENT)
@require_http_methods(["GET", "POST"])
def department_review(request: HttpRequest, application_id: int) -> HttpResponse:
    """One of them."""
    filing = open_filing(request, application_id, may_recommend)
    return review(request, filing, Recommend(), "filing:department_queue", "filing/review.html")


@only(Role.DEPARTMENT)
@require_POST
def department_batch(request: HttpRequest) -> HttpResponse:
    """Recommend all that were ticked."""
    return queues.act_on_chosen(request, Recommend(), _("已推荐 %(count)d 份。"), "filing:department_queue")


@only(Role.DEPARTMENT)
def department_table(request: HttpRequest) -> HttpResponse:
    """The summary table as CSV that Excel opens as it is (UTF-8 with mark), no cell taken for a formula."""
    department_id = actor_of(request).department_id or _NOBODY
    stage, text = queues.wanted_of(request, Stage.AT_DEPARTMENT)
    rows = list(filings.department_queue(department_id, stage="" if stage == "all" else stage, text=text))
    numbers = filing_checks.numbers_of(row.pk for row in rows)
    target = StringIO()
    writer = csv.writer(target)
    writer.writerow(_heads())
    for at, row in enumerate(rows, 1):
        found = numbers.get(row.pk, filing_checks.Numbers())
        told = [row.number, row.title, row.category, row.unit.name, row.leader, str(STAGES[Stage(row.stage)][0]),
                instant(getattr(row, "handed_in_at", None))]  # fmt: skip
        counts = [found.fail, found.human] if found.known else ["", ""]
        writer.writerow([at, *map(harmless, told), *counts])
    response = HttpResponse("\ufeff" + target.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"recommendation-{timezone.localdate():%Y%m%d}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _heads() -> list[str]:
    before = [_("序号"), _("编号"), _("项目名称"), _("类别"), _("申报单位")]
    return [*before, _("负责人"), _("状态"), _("提交时间"), _("自查不通过"), _("自查需人工")]
