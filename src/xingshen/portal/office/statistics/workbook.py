"""Tables of the statistics as a workbook: a sheet per table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

from xingshen.portal.office.statistics.tables import Table
from xingshen.reports import tables as written

_NARROWEST, _WIDEST = 8, 60


def workbook(tables: Iterable[Table], heading: str, made_at: datetime) -> bytes:
    """The file. ``heading`` stands above every table: call and day."""
    out = BytesIO()
    written.write_xlsx(out, [_sheet(table, heading) for table in tables], title=heading, made_at=made_at)
    return out.getvalue()


def _sheet(table: Table, heading: str) -> written.Sheet:
    columns = [
        written.Column(column.title, _width(table, at), wraps=not column.number, percent=column.percent)
        for at, column in enumerate(table.columns)
    ]
    return written.Sheet(table.title, columns, table.rows, above=(table.title, f"{heading} {table.note}".strip()))


def _width(table: Table, at: int) -> int:
    texts = (table.columns[at].title, *(str(row[at] or "") for row in table.rows))
    return min(max(_NARROWEST, *(2 * len(text) for text in texts)), _WIDEST)
