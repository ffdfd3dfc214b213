"""The bar over a dossier: how much is left to decide, its clock, its neighbours, and how a correction went."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from xingshen.portal.desk.dossier_sheet import Sheet, address_of, now
from xingshen.portal.telling import tell
from xingshen.review.clocks import examination_clock
from xingshen.review.correction import ITEM_WORDS, ItemState
from xingshen.review.examination import STAGE_WORDS, Stage
from xingshen.review.examination_policy import may_countersign
from xingshen.review.examination_table import AT_THE_PANEL, BEFORE_CONCLUSION
from xingshen.review.points import ASKING
from xingshen.store.examination import desk

_NEAR = 3
"""Working days; from here on the clock is shown as near."""


@dataclass(frozen=True, slots=True)
class ClockShown:
    """The clock in words; ``near``: little or nothing is left."""

    words: str
    near: bool


def head_of(sheet: Sheet) -> dict[str, Any]:
    """What the bar shows."""
    state, row = sheet.case.examination, sheet.row
    waiting = sum(point.waits for point in sheet.points)
    asked = sum(
        not point.finding.derived and (point.waits or point.judgement is not None or point.finding.outcome in ASKING)
        for point in sheet.points
    )
    came_from = sheet.opened.came_from
    near = desk.neighbours(row, sheet.actor, came_from.listed)
    return {
        "row": row,
        "application": row.application,
        "call": row.call,
        "guide_url": address_of("public:guide", row.call.slug),
        "stage": state.stage.value,
        "stage_word": tell(STAGE_WORDS[state.stage]),
        "round": len(state.corrections),
        "waiting": waiting,
        "asked": asked,
        "decided": asked - waiting,
        "failing": sum(point.fails for point in sheet.points),
        "for_panel": sum(point.for_panel for point in sheet.points),
        "clock": clock_of(sheet),
        "queue": near,
        "queue_url": came_from.url,
        "previous_url": address_of("desk:dossier", near.previous) if near.previous else "",
        "next_url": address_of("desk:dossier", near.next) if near.next else "",
        "follow": _followed(sheet),
        "ways": _ways(sheet),
        "unchecked": not sheet.points,
        "concluded": state.conclusion.value if state.conclusion else "",
        "newer_waits": bool(sheet.points) and sheet.opened.case.machine is not sheet.case.machine,
    }


def clock_of(sheet: Sheet) -> ClockShown | None:
    """Working days that are left before the conclusion; None where no clock runs."""
    state, procedure = sheet.case.examination, sheet.case.procedure
    clock = examination_clock(state, procedure.calendar, procedure.examination_days)
    if clock is None or state.stage not in BEFORE_CONCLUSION:
        return None
    instant = now()
    left = clock.days_left(instant)
    if clock.stopped():
        return ClockShown(_("补正期间停止计时（还有 %d 个工作日）") % left, False)
    if clock.is_over(instant):
        return ClockShown(_("已超过办理期限"), True)
    return ClockShown(_("剩 %(days)d 个工作日") % {"days": left}, left <= _NEAR)


def _followed(sheet: Sheet) -> list[tuple[str, int, str]]:
    """(word, how many, look) of how the correction went."""
    counted = Counter(each.state for each in sheet.followed)
    looks = {ItemState.SOLVED: "done", ItemState.STILL_OPEN: "waiting"}
    return [
        (tell(ITEM_WORDS[state]), counted[state], looks.get(state, "active")) for state in ItemState if counted[state]
    ]


def _ways(sheet: Sheet) -> list[tuple[str, str]]:
    """Pages for those whose turn it is and who are not the reviewer: (word, address)."""
    state, keys = sheet.case.examination, (sheet.id,)
    found: list[tuple[str, str]] = []
    if state.stage is Stage.REFUSAL_PROPOSED and may_countersign(sheet.actor, sheet.case.facts):
        found.append((_("去复核"), address_of("desk:countersign", *keys)))
    if state.stage in AT_THE_PANEL:
        found.append((_("综合研判"), address_of("desk:panel", *keys)))
    return [each for each in found if each[1]]
