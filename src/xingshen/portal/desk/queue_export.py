"""The queue as a table for a spreadsheet, csv or xlsx: as filtered, or the chosen dossiers. Each export is recorded."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xingshen.portal.access import actor_of, only
from xingshen.portal.desk.queue_form import QueueForm
from xingshen.portal.desk.queue_rows import Line, lines_of
from xingshen.portal.origin import origin_of
from xingshen.portal.ui.showing import day
from xingshen.reports.spreadsheet import harmless
from xingshen.review.policy import Role
from xingshen.store import examination_queue
from xingshen.store.examination_queue import Listed

MOST = 50_000
_PART = 1000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COLUMNS = (
    _("编号"), _("项目名称"), _("申报单位"), _("负责人"), _("类别"), _("环节"), _("待判断"), _("不通过"), _("待研判"),
    _("补正次数"), _("受理日期"), _("期限"), _("期限余量"), _("审查员"),
)  # fmt: skip
Cell = str | int


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
    content, kind, ending = (
        (_csv(rows), "text/csv; charset=utf-8", "csv") if wants_csv else (_xlsx(rows), _XLSX, "xlsx")
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


def _csv(rows: Iterable[tuple[Cell, ...]]) -> bytes:
    target = io.StringIO()
    target.write("\ufeff")
    writer = csv.writer(target)
    writer.writerow([str(name) for name in _COLUMNS])
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return target.getvalue().encode()


def _xlsx(rows: Iterator[tuple[Cell, ...]]) -> bytes:
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(_COLUMNS) - 1, 12)
        sheet.set_column(1, 2, 40)
        sheet.write_row(0, 0, [str(name) for name in _COLUMNS], bold)
        for number, row in enumerate(rows, 1):
            for at, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(number, at, cell)
                else:
                    sheet.write_string(number, at, harmless(cell))
    return target.getvalue()


def _harmless(cell: Cell) -> Cell:
    return harmless(cell) if isinstance(cell, str) else cell
