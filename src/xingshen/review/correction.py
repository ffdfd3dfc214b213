"""Corrections (补正): what an item says and opens, what the applicant may then change, and how each item stands after.

Which fields and papers a finding touches is handed in; nothing else is opened. Fields are opened by their addresses in
the application (rows by their ids: ``partners[k3f9].country``), with everything below them. Papers are opened by KIND,
as the form names it: a file that takes the place of another has another name, and a missing paper has none. The kind
"" stands for files of which nobody has said the kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from xingshen.findings.compare import compare_history, is_open
from xingshen.findings.finding import CheckResult, Finding
from xingshen.kernel.place import Evidence
from xingshen.review.clocks import DAY, Calendar
from xingshen.review.examination_state import Correction
from xingshen.review.examination_values import CorrectionItem, Opened
from xingshen.review.points import Point

_MOST_PLACES = 3
_REMINDED_BEFORE = 2 * DAY


class ItemState(StrEnum):
    """How a point stands after a correction."""

    SOLVED = "solved"
    STILL_OPEN = "still_open"
    NEW = "new"
    REAPPEARED = "reappeared"


ITEM_WORDS: Mapping[ItemState, str] = {
    ItemState.SOLVED: "已解决",
    ItemState.STILL_OPEN: "仍未解决",
    ItemState.NEW: "新出现",
    ItemState.REAPPEARED: "再次出现",
}


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One point after a correction; ``item`` None: it was not asked for."""

    fingerprint: str
    state: ItemState
    item: CorrectionItem | None = None


# --- asking ----------------------------------------------------------------------------------------------------------


def item_of(point: Point, touches: Mapping[str, Opened]) -> CorrectionItem:
    """The item for a point: its clauses, what was seen, its cure, what was asked, and what it touches."""
    finding = point.finding
    return CorrectionItem(
        fingerprint=finding.fingerprint,
        clauses=tuple(clause.id for clause in finding.clauses),
        evidence=evidence_note(finding),
        cure=finding.cure,
        question=point.question,
        opens=touches.get(finding.fingerprint, Opened()),
    )


def evidence_note(finding: Finding) -> str:
    """What the machine says of the point and where that stands."""
    places = dict.fromkeys(_place(each) for each in finding.evidence if each.page is not None)
    named = "；".join([*places][:_MOST_PLACES])
    return f"{finding.message}（见{named}）" if named else finding.message


def _place(evidence: Evidence) -> str:
    return f"{evidence.file} 第{evidence.page}页"


def listable(points: Iterable[Point]) -> tuple[Point, ...]:
    """The points that a return may list: failing or open; questions put for every dossier only once asked."""
    return tuple(
        point
        for point in points
        if point.fails or (point.waits and (is_open(point.finding) or point.judgement is not None))
    )


def opened_by(items: Iterable[CorrectionItem]) -> Opened:
    """Everything that these items open, each once, in order."""
    every = list(items)
    return Opened(
        tuple(dict.fromkeys(path for item in every for path in item.opens.fields)),
        tuple(dict.fromkeys(paper for item in every for paper in item.opens.papers)),
    )


# --- mending ---------------------------------------------------------------------------------------------------------


def may_change_field(opened: Opened, path: str) -> bool:
    """Whether the field at ``path`` (``budget.self_funding``, ``partners[2].name``) is opened, itself or from above."""
    return any(path == own or path.startswith((f"{own}.", f"{own}[")) for own in opened.fields)


def may_change_paper(opened: Opened, kind: str) -> bool:
    """Whether papers of this kind may be added, replaced, changed and removed."""
    return kind in opened.papers


def narrowed(item: CorrectionItem, keep: Opened) -> CorrectionItem:
    """The item opening only what it opened already and ``keep`` names."""
    opens = Opened(
        tuple(path for path in item.opens.fields if path in keep.fields),
        tuple(kind for kind in item.opens.papers if kind in keep.papers),
    )
    return replace(item, opens=opens)


def reminder_is_due(calendar: Calendar, requested_at: datetime, due: datetime, now: datetime) -> bool:
    """Whether the last working day but one has come: time to remind; never on the day of the request itself."""
    return now >= calendar.next_midnight(requested_at) and calendar.working_time(now, due) <= _REMINDED_BEFORE


# --- afterwards ------------------------------------------------------------------------------------------------------


def follow_up(correction: Correction, points: Iterable[Point], checks: Sequence[CheckResult]) -> tuple[FollowUp, ...]:
    """How each item stands now, and which points that were not asked for are open instead.

    ``points`` are those of the last of ``checks`` (oldest first, at least two). What a person still has to look at is
    open, whatever the machine says of it.
    """
    now = {point.finding.fingerprint: point for point in points}
    asked = {item.fingerprint: item for item in correction.items}
    listed = [FollowUp(mark, _state_of(now.get(mark)), item) for mark, item in asked.items()]
    changes = compare_history(checks)
    came = [FollowUp(each.fingerprint, ItemState.NEW) for each in changes.appeared if not each.derived]
    came += [FollowUp(each.fingerprint, ItemState.REAPPEARED) for each in changes.reappeared if not each.derived]
    return (*listed, *(each for each in came if each.fingerprint not in asked))


def _state_of(point: Point | None) -> ItemState:
    unsolved = point is not None and (point.waits or point.fails)
    return ItemState.STILL_OPEN if unsolved else ItemState.SOLVED
