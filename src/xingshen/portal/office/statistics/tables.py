"""The tables of the statistics: what is in their columns, and which of them are drawn. Charts are drawn from these.

Cells are texts and numbers; how they look is the page's matter, how they are written to a file that of ``export``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from xingshen.portal.telling import tell
from xingshen.review.examination_table import STAGE_WORDS as EXAMINATION_STAGES
from xingshen.review.filing_events import STAGE_WORDS as FILING_STAGES
from xingshen.store.figures import figures, statistics
from xingshen.store.figures.figures import ClauseFigures, Figures
from xingshen.store.figures.statistics import Group

Text = str | Promise
Cell = str | int | float | None
_MOST_DRAWN = 15
_SHOWN_AT_ONCE = 20
_NARROW = 7


class Chart(StrEnum):
    """How a table is drawn: bars beside each other, bars on each other, lines over days."""

    NONE = ""
    BARS = "bars"
    STACKED = "stacked"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; ``tone`` (pass, fail, human, none, accent) where the column is drawn; ``percent``: 0–1 as a share."""

    title: str
    tone: str = ""
    number: bool = True
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table. The first cell of a row is what the row is about; ``note`` says how it was counted."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    chart: Chart = Chart.NONE
    note: str = ""

    @property
    def parts(self) -> list[list[list[tuple[Column, Cell]]]]:
        """The rows with the column of every cell: those shown at once, and those shown on demand."""
        cells = [[*zip(self.columns, row, strict=True)] for row in self.rows]
        return [part for part in (cells[:_SHOWN_AT_ONCE], cells[_SHOWN_AT_ONCE:]) if part]

    @property
    def series(self) -> list[Column]:
        """The columns that are drawn."""
        return [column for column in self.columns if column.tone]

    @property
    def beside(self) -> bool:
        """Narrow enough to stand beside its chart."""
        return bool(self.chart) and len(self.columns) <= _NARROW and all(column.number for column in self.columns[1:])

    @property
    def drawn(self) -> int:
        """How many of the first rows a chart shows."""
        return min(len(self.rows), _MOST_DRAWN) if self.chart is not Chart.LINES else len(self.rows)


def _text(title: str) -> Column:
    return Column(title, number=False)


# --- progress --------------------------------------------------------------------------------------------------------


def progress(call_id: int, category_word: Callable[[str], str]) -> list[Table]:
    """Where everything stands: by state, category, department, unit and day."""
    return [
        _stages("filing", _("申报"), FILING_STAGES, statistics.by_filing_stage(call_id)),
        _stages("review", _("审查"), EXAMINATION_STAGES, statistics.by_examination_stage(call_id)),
        _grouped(
            "category", _("类别"), statistics.by_category(call_id), lambda name: category_word(name) or _("未选类别")
        ),
        _grouped("department", _("归口管理部门"), statistics.by_department(call_id), str),
        _grouped("unit", _("申报单位"), statistics.by_unit(call_id), str),
        _days(call_id),
    ]


def _stages(key: str, title: str, words: Mapping[Any, str], counted: Mapping[str, int]) -> Table:
    rows = tuple((tell(word), counted[str(stage)]) for stage, word in words.items() if counted.get(str(stage)))
    columns = (_text(_("状态")), Column(_("份"), "accent"))
    return Table(f"by-{key}", gettext("按状态：%(what)s") % {"what": title}, columns, rows, Chart.BARS)


def _grouped(key: str, title: str, groups: Iterable[Group], word: Callable[[str], str]) -> Table:
    columns = (
        _text(title), Column(_("开始填写")), Column(_("已提交")), Column(_("已受理")),
        Column(_("审查中"), "human"), Column(_("通过"), "pass"), Column(_("不通过"), "fail"),
    )  # fmt: skip
    rows = tuple(
        (word(each.name), each.begun, each.handed_in, each.accepted, each.under_review, each.passed, each.refused)
        for each in groups
    )
    return Table(f"by-{key}", gettext("按%(what)s") % {"what": title}, columns, rows, Chart.STACKED)


def _days(call_id: int) -> Table:
    columns = (_text(_("日期")), Column(_("首次提交"), "accent"), Column(_("全部提交")), Column(_("作出结论"), "pass"))
    rows = tuple(
        (each.day.isoformat(), each.first, each.submissions, each.concluded) for each in statistics.days(call_id)
    )
    return Table("by-day", _("按日期"), columns, rows, Chart.LINES)


# --- clauses and rules -----------------------------------------------------------------------------------------------


def clauses(kept: Figures, texts: Mapping[str, str]) -> list[Table]:
    """The most failed clauses, of everything that is being filed and of what is before the office."""
    told = {
        "filed": _("全部申报（自查和提交后的最近一次检查）"),
        "before_office": _("已受理的材料（自动审查与人的结论）"),
    }
    return [_clauses(among, title, kept, texts) for among, title in told.items()]


def _clauses(among: str, title: str, kept: Figures, texts: Mapping[str, str]) -> Table:
    columns = (
        _text(_("条款")), _text(_("原文")), Column(_("不通过"), "fail"), Column(_("占比"), percent=True),
        Column(_("需人工"), "human"),
        *([Column(_("据此不予通过"))] if among == "before_office" else []),
    )  # fmt: skip
    rows = tuple(_clause_row(each, texts, among) for each in figures.clauses_of(kept, among))
    note = _("共 %(of)d 份参与统计。") % {"of": kept.data[among]["of"]}
    return Table(among.replace("_", "-"), title, columns, rows, Chart.STACKED, note)


def _clause_row(each: ClauseFigures, texts: Mapping[str, str], among: str) -> tuple[Cell, ...]:
    row = (each.clause, texts.get(each.clause, ""), each.failed, each.share, each.human)
    return (*row, each.refused) if among == "before_office" else row


def rules(kept: Figures, titles: Mapping[str, str]) -> list[Table]:
    """Machine against people: how often each rule fails, needs a person, and is agreed with."""
    columns = (
        _text(_("规则")), _text(_("要点")), Column(_("适用")),
        Column(_("机器：通过"), "pass"), Column(_("机器：不通过"), "fail"), Column(_("机器：需人工"), "human"),
        Column(_("需人工占比"), percent=True), Column(_("人：认可")), Column(_("人：不认可")),
        Column(_("不认可占比"), percent=True), Column(_("人：询问")), Column(_("研判")),
    )  # fmt: skip
    judged = [each for each in figures.rules_of(kept) if each.judged]
    judged.sort(key=lambda each: (-each.overruled, -each.failed, -each.human, each.rule))
    rows = tuple(
        (
            each.rule, titles.get(each.rule, each.title), each.judged, each.passed, each.failed,
            each.human, _share(each.human, each.judged), each.confirmed, each.overruled,
            _share(each.overruled, each.decided), each.asked, each.panel,
        )
        for each in judged
    )  # fmt: skip
    note = _("不认可多的规则在前：这些规则最值得指南编写者改进。撤销的认定不计。")
    return [Table("rules", _("机器与人"), columns, rows, Chart.STACKED, note)]


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


# --- work ------------------------------------------------------------------------------------------------------------


def work(call_id: int) -> list[Table]:
    """What every reviewer has in hand and has done."""
    columns = (
        _text(_("审查员")), Column(_("手上"), "human"), Column(_("其中超期"), "fail"), Column(_("待补正")),
        Column(_("已有结论"), "pass"), Column(_("近七天认定的要点")), Column(_("平均天数")),
    )  # fmt: skip
    rows = tuple(
        (
            each.name, each.in_hand, each.overdue, each.in_correction,
            each.concluded, each.decided_lately, round(each.days, 1) if each.days is not None else None,
        )
        for each in statistics.workload(call_id)
    )  # fmt: skip
    return [Table("work", _("工作量"), columns, rows, Chart.BARS, _("平均天数自受理到作出结论，按日历天计。"))]


TOPICS: Mapping[str, Text] = {
    "progress": gettext_lazy("进展"),
    "clauses": gettext_lazy("条款"),
    "rules": gettext_lazy("机器与人"),
    "work": gettext_lazy("工作量"),
}
