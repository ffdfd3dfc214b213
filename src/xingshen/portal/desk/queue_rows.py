"""One dossier as a line of the queue: words for where it stands, how old it is and what is left of its time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from xingshen.portal.telling import tell
from xingshen.review.clocks import DAY, Calendar
from xingshen.review.examination import STAGE_WORDS, Stage
from xingshen.store.procedure import examination_log

_NEAR = 3
_LOOKS = {
    Stage.ACCEPTED: "waiting",
    Stage.REEXAMINATION_REQUESTED: "waiting",
    Stage.ASSIGNED: "",
    Stage.EXAMINING: "active",
    Stage.REEXAMINING: "active",
    Stage.AT_PANEL: "active",
    Stage.REEXAMINATION_PANEL: "active",
    Stage.REFUSAL_PROPOSED: "waiting",
    Stage.IN_CORRECTION: "returned",
    Stage.PASSED: "done",
    Stage.REFUSED: "refused",
}


@dataclass(frozen=True, slots=True)
class Line:
    """What a row shows. ``left``: working days that are left (``late``: that it is over; None: no clock runs)."""

    row: Any
    word: str
    look: str
    age: int | None
    left: int | None
    late: bool
    stands: bool

    @property
    def near(self) -> bool:
        """Whether the end is near or over."""
        return self.late or (self.left is not None and self.left <= _NEAR)

    @property
    def judge(self) -> str:
        """Who has it."""
        person = self.row.reexaminer or self.row.reviewer
        return person.name if person else ""

    def remaining(self) -> str:
        """What is left, in words."""
        if self.stands:
            return _("停（待补正）")
        if self.left is None:
            return ""
        words = _("超 %(days)d 个工作日") if self.late else _("剩 %(days)d 个工作日")
        return words % {"days": self.left}


def lines_of(rows: Iterable[Any], now: datetime) -> list[Line]:
    """The rows as lines; each call's calendar is read once."""
    calendars: dict[int, Calendar] = {}
    found = []
    for row in rows:
        if row.call_id not in calendars:
            calendars[row.call_id] = examination_log.procedure_of(row.call).calendar
        found.append(_line(row, calendars[row.call_id], now))
    return found


def _line(row: Any, calendar: Calendar, now: datetime) -> Line:
    stage = Stage(row.stage)
    left, late = _left(row.due_at, calendar, now)
    return Line(
        row=row,
        word=tell(STAGE_WORDS[stage]),
        look=_LOOKS.get(stage, "closed"),
        age=(now - row.accepted_at).days if row.accepted_at else None,
        left=left,
        late=late,
        stands=stage is Stage.IN_CORRECTION,
    )


def _left(due: datetime | None, calendar: Calendar, now: datetime) -> tuple[int | None, bool]:
    if due is None:
        return None, False
    if now >= due:
        return _days(calendar.working_time(due, now)), True
    return _days(calendar.working_time(now, due)), False


def _days(time: timedelta) -> int:
    """The begun day counts."""
    return -(-time // DAY)
