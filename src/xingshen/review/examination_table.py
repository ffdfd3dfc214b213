"""The stages of an examination and the one table that says which event leads where.

Importing fails where an event type has no place in the table or a stage can neither be reached nor left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from xingshen.review.examination_events import (
    EVENT_TYPES,
    Accepted,
    Assigned,
    BecameFinal,
    Checked,
    CorrectionHandedIn,
    CorrectionLapsed,
    CorrectionRequested,
    Countersigned,
    Discontinued,
    Event,
    LetterIssued,
    NotCountersigned,
    OpinionGiven,
    PanelChanged,
    PanelConcluded,
    PanelOpened,
    Passed,
    PointAsked,
    PointCarried,
    PointCommented,
    PointConfirmed,
    PointOverruled,
    PointReopened,
    PointUndone,
    Published,
    Reassigned,
    Recused,
    ReexaminationAssigned,
    ReexaminationDecided,
    ReexaminationRequested,
    RefusalProposed,
    Started,
)


class Stage(StrEnum):
    """Where an examination stands."""

    UNOPENED = "unopened"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    EXAMINING = "examining"
    IN_CORRECTION = "in_correction"
    AT_PANEL = "at_panel"
    REFUSAL_PROPOSED = "refusal_proposed"
    PASSED = "passed"
    REFUSED = "refused"
    REEXAMINATION_REQUESTED = "reexamination_requested"
    REEXAMINING = "reexamining"
    REEXAMINATION_PANEL = "reexamination_panel"
    FINAL = "final"
    DISCONTINUED = "discontinued"


STAGE_WORDS: Mapping[Stage, str] = {
    Stage.UNOPENED: "未受理",
    Stage.ACCEPTED: "待分派",
    Stage.ASSIGNED: "待审查",
    Stage.EXAMINING: "审查中",
    Stage.IN_CORRECTION: "待补正",
    Stage.AT_PANEL: "综合研判中",
    Stage.REFUSAL_PROPOSED: "拟不通过，待复核",
    Stage.PASSED: "通过",
    Stage.REFUSED: "不通过",
    Stage.REEXAMINATION_REQUESTED: "已申请复审",
    Stage.REEXAMINING: "复审中",
    Stage.REEXAMINATION_PANEL: "复审研判中",
    Stage.FINAL: "已办结",
    Stage.DISCONTINUED: "已终止",
}
BEFORE_CONCLUSION = frozenset({
    Stage.ACCEPTED, Stage.ASSIGNED, Stage.EXAMINING, Stage.IN_CORRECTION, Stage.AT_PANEL, Stage.REFUSAL_PROPOSED,
})  # fmt: skip
CHECKABLE = frozenset({Stage.ACCEPTED, Stage.ASSIGNED, Stage.EXAMINING})
"""Where a new result of the machine is taken in; at any other stage it waits."""
JUDGING = frozenset({Stage.EXAMINING, Stage.REEXAMINING})
"""Where one person decides point by point."""
AT_THE_PANEL = frozenset({Stage.AT_PANEL, Stage.REEXAMINATION_PANEL})
_REMARKABLE = frozenset(Stage) - {Stage.UNOPENED, Stage.DISCONTINUED}
_REASSIGNABLE = frozenset({Stage.ASSIGNED, Stage.EXAMINING, Stage.IN_CORRECTION, Stage.AT_PANEL})
_WITH_LETTER = frozenset({Stage.IN_CORRECTION, Stage.PASSED, Stage.REFUSED, Stage.FINAL})
_ON_A_LIST = frozenset({Stage.PASSED, Stage.REFUSED, Stage.FINAL})

Table = Mapping[tuple[Stage, type[Event]], Stage]


def _staying(stages: Iterable[Stage], *kinds: type[Event]) -> dict[tuple[Stage, type[Event]], Stage]:
    """Events that leave the stage as it is."""
    return {(stage, kind): stage for stage in stages for kind in kinds}


TRANSITIONS: Table = {
    (Stage.UNOPENED, Accepted): Stage.ACCEPTED,
    (Stage.DISCONTINUED, Accepted): Stage.ACCEPTED,
    (Stage.ACCEPTED, Assigned): Stage.ASSIGNED,
    (Stage.ASSIGNED, Recused): Stage.ACCEPTED,
    (Stage.EXAMINING, Recused): Stage.ACCEPTED,
    (Stage.REEXAMINING, Recused): Stage.REEXAMINATION_REQUESTED,
    (Stage.ASSIGNED, Started): Stage.EXAMINING,
    (Stage.EXAMINING, CorrectionRequested): Stage.IN_CORRECTION,
    (Stage.IN_CORRECTION, CorrectionHandedIn): Stage.EXAMINING,
    (Stage.IN_CORRECTION, CorrectionLapsed): Stage.EXAMINING,
    (Stage.EXAMINING, PanelOpened): Stage.AT_PANEL,
    (Stage.AT_PANEL, PanelConcluded): Stage.EXAMINING,
    (Stage.EXAMINING, RefusalProposed): Stage.REFUSAL_PROPOSED,
    (Stage.REFUSAL_PROPOSED, Countersigned): Stage.REFUSED,
    (Stage.REFUSAL_PROPOSED, NotCountersigned): Stage.EXAMINING,
    (Stage.EXAMINING, Passed): Stage.PASSED,
    (Stage.REFUSED, ReexaminationRequested): Stage.REEXAMINATION_REQUESTED,
    (Stage.REEXAMINATION_REQUESTED, ReexaminationAssigned): Stage.REEXAMINING,
    (Stage.REEXAMINING, PanelOpened): Stage.REEXAMINATION_PANEL,
    (Stage.REEXAMINATION_PANEL, PanelConcluded): Stage.REEXAMINING,
    (Stage.REEXAMINING, ReexaminationDecided): Stage.FINAL,
    (Stage.PASSED, BecameFinal): Stage.FINAL,
    (Stage.REFUSED, BecameFinal): Stage.FINAL,
    **{(stage, Discontinued): Stage.DISCONTINUED for stage in BEFORE_CONCLUSION},
    **_staying(_REASSIGNABLE, Reassigned),
    **_staying(CHECKABLE, Checked, PointCarried, PointReopened),
    **_staying(JUDGING, PointConfirmed, PointOverruled, PointAsked, PointUndone),
    **_staying(_REMARKABLE, PointCommented),
    **_staying(AT_THE_PANEL, OpinionGiven, PanelChanged),
    **_staying(_WITH_LETTER, LetterIssued),
    **_staying(_ON_A_LIST, Published),
}


def require_whole_table(table: Table, types: Iterable[type[Event]] = EVENT_TYPES) -> None:
    """Raises TypeError where an event type has no entry, or a stage can neither be reached nor left."""
    lost = [each.__name__ for each in types if not any(kind is each for _, kind in table)]
    reached, left = {Stage.UNOPENED, *table.values()}, {stage for stage, _ in table}
    lost += [stage.value for stage in Stage if stage not in reached or stage not in left]
    if lost:
        raise TypeError(f"the table of transitions says nothing of {', '.join(lost)}")


require_whole_table(TRANSITIONS)
