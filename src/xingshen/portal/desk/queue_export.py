"""The queue as a table for a spreadsheet, csv or xlsx: as filtered, or the chosen dossiers. Each export is recorded."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xingshen.portal.access import actor_of, only
from xingshen.portal.desk.queue_form import QueueForm
from xingshen.portal.desk.queue_rows import Line, lines_of
from xingshen.portal.origin import origin_of
from xingshen.portal.ui.showing import day
from xingshen.reports.tables import XLSX_TYPE, Cell, Column, Sheet, write_csv, write_xlsx
from xingshen.review.policy import Role
from xingshen.store.examination import examination_queue
from xingshen.store.examination.examination_queue import Listed

MOST = 50_000
_PART = 1000
_COLUMNS = (
    _("编号"), _("项目名称"), _("申报单位"), _("负责人"), _("类别"), _("环节"), _("待判断"), _("不通过"), _("待研判"),
    _("补正次数"), _("受理日期"), _("期限"), _("期限余量"), _("审查员"),
)  # fmt: skip
_LONG = _COLUMNS[1:3]
_NARROW, _WIDE = 12, 40
"""Widths in characters."""


@only(Role.REVIEWER, Role.PANEL, Role.OFFICE)
def queue_export(request: HttpRequest) -> HttpResponse:
    """``id``: only these (``chosen``: also where none is); else everything that the filters leave."""
    actor, now = actor_of(request), timezone.now()
    asked = [int(each) for each in request.GET.getlist("id") if each.isdecimal()][:MOST]
    if asked or "chosen" in request.GET:
        ids = [row.pk for row in examination_queue.chosen(asked, actor)]
    else:
        ids = list(Listed(QueueForm(request.GET, actor=actor).wanted(), actor, now).ids()[:MOST])
    parts = (examination_queue.rows_of(ids[at : at + _PART]) for at in range(0, len(ids), _PART))
    rows = (_cells(line) for part in parts for line in lines_of(part, now))
    wants_csv = request.GET.get("format") == "csv"
    sheet = _table(rows)
    content, kind, ending = (
        (_csv(sheet), "text/csv; charset=utf-8", "csv") if wants_csv else (_xlsx(sheet, now), XLSX_TYPE, "xlsx")
    )
    examination_queue.record_export(len(ids), ending, actor, origin_of(request))
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="queue-{timezone.localdate():%Y%m%d}.{ending}"'
    return response


def _cells(line: Line) -> tuple[Cell, ...]:
    row, application = line.row, line.row.application
    return (
        application.number, application.title, application.unit.name, application.leader, row.category, line.word,
        row.waiting, row.failing, row.for_panel, row.round, day(row.accepted_at), day(row.due_at), line.remaining(),
        line.judge,
    )  # fmt: skip


def _table(rows: Iterable[tuple[Cell, ...]]) -> Sheet:
    columns = [Column(str(name), _WIDE if name in _LONG else _NARROW) for name in _COLUMNS]
    return Sheet(str(_("审查台")), columns, rows)


def _csv(sheet: Sheet) -> bytes:
    target = io.StringIO()
    write_csv(target, sheet)
    return target.getvalue().encode()


def _xlsx(sheet: Sheet, made_at: datetime) -> bytes:
    target = io.BytesIO()
    write_xlsx(target, [sheet], title=sheet.name, made_at=made_at)
    return target.getvalue()
