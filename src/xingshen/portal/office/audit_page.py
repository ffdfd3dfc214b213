"""The record of events, to be read only: who did what, when, from where; and whether the chain holds."""

from __future__ import annotations

import csv

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xingshen.portal.access import only
from xingshen.portal.event_words import event_word
from xingshen.portal.office.forms import EventFilterForm
from xingshen.portal.ui.showing import instant
from xingshen.reports.spreadsheet import harmless
from xingshen.review.policy import Role
from xingshen.store.figures import overview
from xingshen.store.record import audit

PER_PAGE = 50
MOST_EXPORTED = 50_000
_COLUMNS = (
    _("序号"), _("时间"), _("事件"), _("姓名"), _("角色"), _("单位"), _("对象"), _("原因"), _("网络地址"), _("摘要"),
)  # fmt: skip


@only(Role.AUDIT_ADMIN)
def audit_page(request: HttpRequest) -> HttpResponse:
    """The record, filtered, newest first."""
    form = _filter_form(request)
    page = Paginator(overview.events(form.wanted()), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(event, event_word(event.kind)) for event in page]
    return render(request, "office/audit.html", {"form": form, "page": page, "rows": rows, "head": audit.head()})


@only(Role.AUDIT_ADMIN)
def audit_verify(request: HttpRequest) -> HttpResponse:
    """Recompute the whole chain now and say what was found."""
    flaws = list(audit.verify_chain())
    context = {"flaws": flaws[:100], "count": len(flaws), "head": audit.head(), "at": timezone.now()}
    return render(request, "office/audit_verify.html", context)


@only(Role.AUDIT_ADMIN)
def audit_export(request: HttpRequest) -> HttpResponse:
    """The filtered record as CSV for a spreadsheet; cells that a spreadsheet would run are made harmless."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([str(name) for name in _COLUMNS])
    for event in overview.events(_filter_form(request).wanted())[:MOST_EXPORTED]:
        cells = (
            event.seq, instant(event.at), event_word(event.kind), event.actor_name, event.actor_role,
            event.organisation, event.subject_label, event.reason, event.address, event.hash,
        )  # fmt: skip
        writer.writerow([harmless(str(cell)) for cell in cells])
    return response


def _filter_form(request: HttpRequest) -> EventFilterForm:
    kinds = [(kind, event_word(kind)) for kind in overview.event_kinds()]
    return EventFilterForm(request.GET or {}, kinds=kinds)
