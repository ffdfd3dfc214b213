"""What result tables say: one row a dossier, sheets by category, and the findings that fail or were decided by people.

Reads; no private value gets into a table. Dossiers are read one after the other, so that a large call needs no memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from xingshen.kernel.outcome import OUTCOME_WORDS, Outcome
from xingshen.reports.tables import Cell, Column, Sheet
from xingshen.reports.wording import place_words
from xingshen.review.examination import STAGE_WORDS, Examination, Stage
from xingshen.review.examination_values import RULING_WORDS
from xingshen.review.points import Point, list_points
from xingshen.store.conclusions import letters, public_lists
from xingshen.store.examination import examination_lists
from xingshen.store.models import Examination as Row
from xingshen.store.people import officers
from xingshen.store.procedure import examination_log

RESULTS = (
    Column("受理编号", 16), Column("项目名称", 40, True), Column("申报单位", 30, True), Column("统一社会信用代码", 20),
    Column("所在地", 14), Column("归口管理部门", 22), Column("类别", 14), Column("项目负责人", 10), Column("状态", 14),
    Column("结论", 8), Column("结论时间", 17), Column("不通过条款", 16, True), Column("补正次数", 9),
    Column("审查员", 10), Column("复核人", 10), Column("复审结论", 16), Column("通知书", 40, True),
    Column("可申请复审至", 17), Column("公示至", 17),
)  # fmt: skip
FINDINGS = (
    Column("受理编号", 16), Column("申报单位", 30, True), Column("要点", 30, True), Column("条款", 12, True),
    Column("自动审查", 9), Column("人工认定", 9), Column("认定人", 14), Column("认定时间", 17),
    Column("说明", 50, True), Column("理由", 40, True), Column("位置", 36, True),
)  # fmt: skip
_MOST_PLACES = 3
_NO_CATEGORY = "未选类别"


Told = Callable[[int], None]
"""Is told of every dossier that was written, by the id of its application."""


def nobody(_: int) -> None:
    """For those who need not be told."""


def sheets(ids: Sequence[int], first: Told = nobody, later: Told = nobody) -> Iterator[Sheet]:
    """All results, the same by category, and the findings. ``first`` is told of the rows of the first sheet."""
    yield Sheet("全部", RESULTS, results(ids, first))
    for category in categories(ids):
        yield Sheet(category or _NO_CATEGORY, RESULTS, results(ids, later, category))
    yield Sheet("审查要点", FINDINGS, findings(ids, later))


def categories(ids: Sequence[int]) -> list[str]:
    """The categories of these dossiers, sorted."""
    found = {row.category for row in _rows(ids)}
    return sorted(found)


def results(ids: Sequence[int], told: Told = nobody, category: str | None = None) -> Iterator[Sequence[Cell]]:
    """One row a dossier."""
    for row in _rows(ids):
        if category is None or row.category == category:
            yield _result(row)
            told(row.application_id)


def findings(ids: Sequence[int], told: Told = nobody) -> Iterator[Sequence[Cell]]:
    """Every point that fails or that a person decided."""
    for row in _rows(ids):
        told(row.application_id)
        state, machine = examination_log.state_of(row.application_id), examination_log.machine_of(row.result)
        if machine is None:
            continue
        procedure = examination_log.procedure_of(row.call)
        points = [each for each in list_points(machine, state, procedure.panel) if each.judgement or each.fails]
        names = officers.names(person for point in points if point.judgement for person in point.judgement.by)
        yield from (_finding(row, point, names) for point in points)


def _rows(ids: Iterable[int]) -> Iterator[Row]:
    wanted = list(ids)
    for at in range(0, len(wanted), 200):
        part = wanted[at : at + 200]
        rows = examination_lists.all_rows().select_related(
            "application__unit__department", "call", "reviewer", "reexaminer", "result"
        )
        found = {row.application_id: row for row in rows.filter(application_id__in=part)}
        yield from (found[each] for each in part if each in found)


def _result(row: Row) -> Sequence[Cell]:
    application, unit = row.application, row.application.unit
    state = examination_log.state_of(row.application_id)
    sent = [f"{each.number}（{_day(each.issued_at)}）" for each in letters.of(application.pk)]
    return (
        application.number, application.title, unit.name, unit.uscc, unit.place,
        unit.department.name if unit.department else "", row.category, application.leader,
        STAGE_WORDS[Stage(row.stage)], OUTCOME_WORDS[Outcome(row.conclusion)] if row.conclusion else "",
        _minute(row.concluded_at), "、".join(public_lists.clauses_of(row)) if _failed(row) else "", row.round,
        row.reviewer.name if row.reviewer else "", _countersigner(state),
        RULING_WORDS[state.ruling] if state.ruling else "", "\n".join(sent), _minute(row.answer_until),
        _minute(row.published_until),
    )  # fmt: skip


def _finding(row: Row, point: Point, names: Mapping[int, str]) -> Sequence[Cell]:
    finding, judged = point.finding, point.judgement
    places = dict.fromkeys(place_words(each) for each in finding.evidence)
    return (
        row.application.number, row.application.unit.name, finding.title,
        "、".join(clause.id for clause in finding.clauses), OUTCOME_WORDS[finding.outcome],
        OUTCOME_WORDS[judged.settled] if judged and judged.settled else "",
        "、".join(names.get(person, "") for person in judged.by) if judged else "",
        _minute(judged.at) if judged else "", finding.message, judged.reason if judged else "",
        "；".join([*places][:_MOST_PLACES]),
    )  # fmt: skip


def _failed(row: Row) -> bool:
    return row.conclusion == Outcome.FAIL.value


def _countersigner(state: Examination) -> str:
    person = state.refusal.countersigned_by if state.refusal else None
    return officers.names([person]).get(person, "") if person else ""


def _minute(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def _day(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d}"
