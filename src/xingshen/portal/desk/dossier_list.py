"""The points of a dossier in the guide's order: grouped by part, filtered, with what is open and what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingshen.findings.finding import Finding
from xingshen.kernel.outcome import Outcome
from xingshen.portal.desk.dossier_sheet import Sheet
from xingshen.portal.telling import tell
from xingshen.review.correction import ITEM_WORDS, ItemState
from xingshen.review.points import ASKING, FAILING, POINT_WORDS, PanelRule, Point, PointState


class Show(StrEnum):
    """Which points are listed."""

    OPEN = "open"
    FAILING = "failing"
    ALL = "all"


class Batch(StrEnum):
    """What can be confirmed together: questions put for every dossier, or what the machine passes."""

    QUESTIONS = "questions"
    PASSES = "passes"


SHOW_WORDS = {Show.OPEN: _("需判断"), Show.FAILING: _("不通过"), Show.ALL: _("全部")}
_UNDECIDED = frozenset({PointState.CLEAR, PointState.SOLVED})
_TOLD_STATES = frozenset({
    PointState.NEW, PointState.REAPPEARED, PointState.REOPENED, PointState.CARRIED, PointState.SOLVED,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One point in the list. ``settled``: what people decided, or ""; ``chip``: how it stands after a correction."""

    mark: str
    title: str
    clauses: tuple[str, ...]
    outcome: str
    settled: str
    waits: bool
    for_panel: bool
    asked: bool
    sums: bool
    chip: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the guide; ``batches``: (kind, how many, address) of what can be confirmed together."""

    number: int
    title: str
    lines: tuple[Line, ...]
    batches: tuple[tuple[Batch, int, str], ...]


def address(application_id: int, mark: str = "", show: Show = Show.OPEN, **more: object) -> str:
    """The page of a dossier at a point."""
    asked = {"point": mark, "show": "" if show is Show.OPEN else show.value, **more}
    told = urlencode({name: value for name, value in asked.items() if value not in ("", None)})
    return f"{reverse('desk:dossier', args=[application_id])}{'?' if told else ''}{told}"


def show_of(text: str) -> Show:
    """What is asked for; what needs judgement, else."""
    return Show(text) if text in set(Show) else Show.OPEN


def is_shown(point: Point, show: Show) -> bool:
    """Whether the list has the point: for judgement everything that is or was for people, decided or not."""
    if show is Show.ALL:
        return True
    if show is Show.FAILING:
        return point.fails or (point.waits and point.finding.outcome in FAILING)
    return point.waits or point.judgement is not None or (point.finding.outcome in ASKING and not point.finding.derived)


def shown(sheet: Sheet, show: Show) -> list[Point]:
    """The points of the list."""
    return [point for point in sheet.points if is_shown(point, show)]


def current_of(sheet: Sheet, mark: str, listed: Sequence[Point]) -> Point | None:
    """The point that is asked for, else the first that waits, else the first of the list, else the first of all."""
    asked = sheet.point(mark) if mark else None
    if asked is not None:
        return asked
    waiting = next((point for point in listed if point.waits and not point.for_panel), None)
    return waiting or next(iter(listed), None) or next(iter(sheet.points), None)


def after(points: Sequence[Point], mark: str) -> Point | None:
    """The next point that one person can decide, behind this one and then from the start; None: none is left."""
    at = next((place for place, point in enumerate(points) if point.finding.fingerprint == mark), -1)
    order = [*points[at + 1 :], *points[: at + 1]]
    return next((point for point in order if point.waits and not point.for_panel and not point.question), None)


def parts_of(sheet: Sheet, show: Show, current: Point | None, *, may_judge: bool) -> list[Part]:
    """The parts with their points; the current point is listed whatever is asked for."""
    followed = {each.fingerprint: each.state for each in sheet.followed}
    found = []
    for number, points in grouped(sheet.points):
        listed = [point for point in points if point is current or is_shown(point, show)]
        if listed:
            lines = tuple(_line(sheet, point, show, followed, point is current) for point in listed)
            batches = tuple(_batches(sheet, number, points, show)) if may_judge else ()
            found.append(Part(number, heading(sheet, points), lines, batches))
    return found


def grouped(points: Iterable[Point]) -> Iterable[tuple[int, list[Point]]]:
    """The points by part of the guide, in order, with the number of the part."""
    for number, (_heading, each) in enumerate(groupby(points, key=lambda point: _part_of(point.finding)), start=1):
        yield number, list(each)


def heading(sheet: Sheet, points: Sequence[Point]) -> str:
    """The heading of the part in which they stand, in the language of the page."""
    return _part_of(sheet.finding(points[0]))


def _part_of(finding: Finding) -> str:
    return finding.clauses[0].part if finding.clauses else ""


def _batches(sheet: Sheet, number: int, points: Sequence[Point], show: Show) -> Iterable[tuple[Batch, int, str]]:
    url = reverse("desk:batch", args=[sheet.id, number])
    for kind in Batch:
        if show is Show.FAILING or (kind is Batch.PASSES and show is not Show.ALL):
            continue
        count = len(together(points, kind, sheet.case.procedure.panel))
        if count > 1:
            yield kind, count, f"{url}?{urlencode({'kind': kind.value, 'show': show.value})}"


def together(points: Iterable[Point], kind: Batch, panel: PanelRule) -> list[Point]:
    """What may be confirmed together: never what fails or would fail, nor what concerns the panel."""
    return [point for point in points if not panel.concerns(point.finding) and _belongs(point, kind)]


def _belongs(point: Point, kind: Batch) -> bool:
    finding = point.finding
    if finding.derived or point.proposal in ASKING or point.question:
        return False
    if kind is Batch.QUESTIONS:
        return point.waits and finding.standing and finding.would_be is None
    passed = finding.outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE)
    return passed and point.state in _UNDECIDED


def _line(sheet: Sheet, point: Point, show: Show, followed: dict[str, ItemState], current: bool) -> Line:
    finding = sheet.finding(point)
    mark = finding.fingerprint
    decided = point.judgement is not None and not point.waits and point.settled is not None
    item = followed.get(mark)
    chip = ITEM_WORDS[item] if item else POINT_WORDS[point.state] if point.state in _TOLD_STATES else ""
    return Line(
        mark=mark,
        title=tell(finding.title),
        clauses=tuple(clause.id for clause in finding.clauses),
        outcome=finding.outcome.value,
        settled=point.settled.value if decided and point.settled else "",
        waits=point.waits,
        for_panel=point.for_panel,
        asked=bool(point.question),
        sums=finding.derived,
        chip=tell(chip) if chip else "",
        url=address(sheet.id, mark, show),
        current=current,
    )
