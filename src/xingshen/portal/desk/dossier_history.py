"""What happened to one point and to the dossier. Opinions of a panel that sits are left out while they are secret."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from xingshen.portal.desk.dossier_sheet import Sheet
from xingshen.portal.event_words import event_word
from xingshen.portal.telling import tell
from xingshen.review import examination_events as events
from xingshen.review.examination import Event
from xingshen.review.points import Point
from xingshen.store.procedure.examination_log import Entry

_DECISIONS = (events.PointConfirmed, events.PointOverruled, events.PointAsked)


@dataclass(frozen=True, slots=True)
class Happened:
    """One line: when, who, what, as what it was settled, and in their words. ``undone``: taken back later."""

    at: datetime
    who: str
    what: str
    settled: str
    said: str
    about: str
    mark: str
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was remarked inside the office."""

    at: datetime
    who: str
    text: str


def of_point(sheet: Sheet, point: Point) -> list[Happened]:
    """Everything about one point, oldest first."""
    mark = point.finding.fingerprint
    return [line for entry, event in _seen(sheet) for line in _lines(sheet, entry, event) if line.mark == mark]


def of_dossier(sheet: Sheet) -> list[Happened]:
    """Everything, newest first; each event once."""
    told: list[Happened] = []
    for entry, event in _seen(sheet):
        lines = list(_lines(sheet, entry, event))
        told.extend(lines if len(lines) == 1 else [_whole(sheet, entry, event)])
    return told[::-1]


def remarks_on(sheet: Sheet, mark: str) -> list[Remark]:
    """What was remarked on a point ("": on the dossier as a whole), oldest first."""
    return [
        Remark(entry.event.at, entry.by_name, entry.event.text)
        for entry in sheet.entries
        if isinstance(entry.event, events.PointCommented) and entry.event.fingerprint == mark
    ]


def _seen(sheet: Sheet) -> Iterator[tuple[Entry, Event]]:
    for entry in sheet.entries:
        if not (isinstance(entry.event, events.OpinionGiven) and _is_secret(sheet, entry.event)):
            yield entry, entry.event


def _is_secret(sheet: Sheet, given: events.OpinionGiven) -> bool:
    """An opinion of a panel that sits; the case has only those that this person may see."""
    panel = sheet.case.examination.panel
    return panel is not None and not any(
        (each.by, each.fingerprint) == (given.by, given.fingerprint) for each in panel.opinions
    )


def _lines(sheet: Sheet, entry: Entry, event: Event) -> Iterator[Happened]:
    """One line per point that the event is about; none for what is about the dossier as a whole."""
    match event:
        case events.PointConfirmed() | events.PointOverruled():
            yield _line(sheet, entry, event.basis.fingerprint, event.settled.value, event.reason)
        case events.PointAsked():
            yield _line(sheet, entry, event.basis.fingerprint, "", event.question)
        case events.PointCommented():
            yield _line(sheet, entry, event.fingerprint, "", event.text)
        case events.PointUndone():
            yield _line(sheet, entry, event.fingerprint)
        case events.PointCarried():
            yield _line(sheet, entry, event.basis.fingerprint)
        case events.PointReopened():
            yield _line(sheet, entry, event.before.fingerprint)
        case events.OpinionGiven():
            yield _line(sheet, entry, event.fingerprint, event.opinion.value, event.reason)
        case events.CorrectionRequested():
            for item in event.items:
                yield _line(sheet, entry, item.fingerprint, "", item.question or item.cure)
        case events.CorrectionHandedIn():
            for reply in event.replies:
                yield _line(sheet, entry, reply.fingerprint, "", reply.text)
        case events.PanelOpened():
            for basis in event.points:
                yield _line(sheet, entry, basis.fingerprint, "", event.reason)
        case events.PanelConcluded():
            for ruling in event.rulings:
                yield _line(sheet, entry, ruling.basis.fingerprint, ruling.settled.value, ruling.reason)
        case events.RefusalProposed():
            for ground in event.grounds:
                yield _line(sheet, entry, ground.basis.fingerprint, "", event.reason)


def _line(sheet: Sheet, entry: Entry, mark: str, settled: str = "", said: str = "") -> Happened:
    event, point = entry.event, sheet.point(mark) if mark else None
    undone = isinstance(event, _DECISIONS) and (mark, event.at) in _undone(sheet)
    about = tell(sheet.finding(point).title) if point else ""
    return Happened(event.at, _who(entry), event_word(event.kind), settled, said, about, mark, undone)


def _whole(sheet: Sheet, entry: Entry, event: Event) -> Happened:
    said = getattr(event, "reason", "")
    match event:
        case events.Assigned() | events.ReexaminationAssigned():
            said = tell(event.why)
        case events.Checked():
            said = _("第 %d 次提交") % event.sequence
        case events.CorrectionRequested():
            said = _("第 %(round)d 次补正，%(count)d 项") % {"round": event.round, "count": len(event.items)}
        case events.PanelOpened():
            said = _("%(count)d 项：%(reason)s") % {"count": len(event.points), "reason": event.reason}
        case events.RefusalProposed():
            said = _("%(count)d 项：%(reason)s") % {"count": len(event.grounds), "reason": event.reason}
    return Happened(event.at, _who(entry), event_word(event.kind), "", said, "", "")


def _who(entry: Entry) -> str:
    return entry.by_name if entry.event.by is not None else _("自动审查")


def _undone(sheet: Sheet) -> set[tuple[str, datetime]]:
    return {
        (entry.event.fingerprint, entry.event.undone)
        for entry in sheet.entries
        if isinstance(entry.event, events.PointUndone)
    }
