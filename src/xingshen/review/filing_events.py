"""What can happen to a filing: its stages, its events, and the one table that says which event leads where.

Importing fails where an event type has no place in the table. Knows no clock, no person's rights and no storage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar, TypeAlias


class Stage(StrEnum):
    """Where a filing stands."""

    DRAFT = "draft"
    AT_UNIT = "at_unit"
    AT_DEPARTMENT = "at_department"
    ACCEPTED = "accepted"
    IN_CORRECTION = "in_correction"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


STAGE_WORDS: Mapping[Stage, str] = {
    Stage.DRAFT: "填写中",
    Stage.AT_UNIT: "待单位审核",
    Stage.AT_DEPARTMENT: "待归口推荐",
    Stage.ACCEPTED: "已受理",
    Stage.IN_CORRECTION: "待补正",
    Stage.RETURNED: "退回修改",
    Stage.WITHDRAWN: "已撤回",
}
UNDER_WAY = frozenset({Stage.AT_UNIT, Stage.AT_DEPARTMENT, Stage.ACCEPTED})
"""Handed in and not given back: a further submission replaces the last one."""
COUNTING = UNDER_WAY | {Stage.IN_CORRECTION}
"""The last submission counts, whether a correction of it is awaited or not."""


class Target(StrEnum):
    """What an item of a return points at."""

    FIELD = "field"
    PAPER = "paper"
    RULE = "rule"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to mend: what it points at (a field's path, a paper's name, a rule), the clause, what to do."""

    target: Target
    at: str
    text: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Submitted:
    """Handed in, for the first time or again after a return or a withdrawal."""

    kind: ClassVar[str] = "filing.submitted"
    sequence: int


@dataclass(frozen=True, slots=True)
class Replaced:
    """Handed in again while the last submission was still under way; that one no longer counts."""

    kind: ClassVar[str] = "filing.replaced"
    sequence: int
    superseded: int


@dataclass(frozen=True, slots=True)
class ApprovedByUnit:
    """The unit's administrator approved submission ``sequence``."""

    kind: ClassVar[str] = "filing.approved"
    sequence: int


@dataclass(frozen=True, slots=True)
class Recommended:
    """The recommending department put submission ``sequence`` forward: the filing is accepted."""

    kind: ClassVar[str] = "filing.recommended"
    sequence: int


@dataclass(frozen=True, slots=True)
class SentForCorrection:
    """The examination asks for a correction of submission ``sequence``: only what it opens may be changed."""

    kind: ClassVar[str] = "filing.sent_for_correction"
    sequence: int


@dataclass(frozen=True, slots=True)
class Corrected:
    """The correction was handed in as submission ``sequence``; unit and department do not judge it again."""

    kind: ClassVar[str] = "filing.corrected"
    sequence: int
    superseded: int


@dataclass(frozen=True, slots=True)
class CorrectionOver:
    """The time for the correction has passed; submission ``sequence`` goes on counting as it is."""

    kind: ClassVar[str] = "filing.correction_over"
    sequence: int


@dataclass(frozen=True, slots=True)
class Returned:
    """Unit or department gave submission ``sequence`` back with what is to be mended."""

    kind: ClassVar[str] = "filing.returned"
    sequence: int
    reason: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The applicant took submission ``sequence`` back."""

    kind: ClassVar[str] = "filing.withdrawn"
    sequence: int
    reason: str = ""


Event: TypeAlias = (
    Submitted | Replaced | ApprovedByUnit | Recommended | SentForCorrection | Corrected | CorrectionOver
    | Returned | Withdrawn
)  # fmt: skip
EVENT_TYPES: tuple[type[Event], ...] = (
    Submitted, Replaced, ApprovedByUnit, Recommended, SentForCorrection, Corrected, CorrectionOver, Returned, Withdrawn,
)  # fmt: skip

TRANSITIONS: Mapping[tuple[Stage, type[Event]], Stage] = {
    (Stage.DRAFT, Submitted): Stage.AT_UNIT,
    (Stage.RETURNED, Submitted): Stage.AT_UNIT,
    (Stage.WITHDRAWN, Submitted): Stage.AT_UNIT,
    (Stage.AT_UNIT, Replaced): Stage.AT_UNIT,
    (Stage.AT_DEPARTMENT, Replaced): Stage.AT_UNIT,
    (Stage.ACCEPTED, Replaced): Stage.AT_UNIT,
    (Stage.AT_UNIT, ApprovedByUnit): Stage.AT_DEPARTMENT,
    (Stage.AT_DEPARTMENT, Recommended): Stage.ACCEPTED,
    (Stage.ACCEPTED, SentForCorrection): Stage.IN_CORRECTION,
    (Stage.IN_CORRECTION, Corrected): Stage.ACCEPTED,
    (Stage.IN_CORRECTION, CorrectionOver): Stage.ACCEPTED,
    (Stage.AT_UNIT, Returned): Stage.RETURNED,
    (Stage.AT_DEPARTMENT, Returned): Stage.RETURNED,
    (Stage.AT_UNIT, Withdrawn): Stage.WITHDRAWN,
    (Stage.AT_DEPARTMENT, Withdrawn): Stage.WITHDRAWN,
    (Stage.ACCEPTED, Withdrawn): Stage.WITHDRAWN,
    (Stage.IN_CORRECTION, Withdrawn): Stage.WITHDRAWN,
}


def require_whole_table(
    table: Mapping[tuple[Stage, type[Event]], Stage], types: Iterable[type[Event]] = EVENT_TYPES
) -> None:
    """Raises TypeError where an event type has no entry, or a stage can neither be reached nor left."""
    lost = [each.__name__ for each in types if not any(kind is each for _, kind in table)]
    lost += [
        stage.value for stage in Stage if all(stage not in (before, after) for (before, _), after in table.items())
    ]
    if lost:
        raise TypeError(f"the table of transitions says nothing of {', '.join(lost)}")


require_whole_table(TRANSITIONS)


class NoTransition(Exception):  # noqa: N818  # says that a history cannot have happened
    """An event that cannot follow in this stage."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What the events so far add up to: stage, the submission that counts last (0: none), and what is to be mended."""

    stage: Stage = Stage.DRAFT
    sequence: int = 0
    items: tuple[Item, ...] = ()


def after(progress: Progress, event: Event) -> Progress:
    """``progress`` after one more event. Raises NoTransition."""
    stage = TRANSITIONS.get((progress.stage, type(event)))
    if stage is None:
        raise NoTransition(f"{event.kind} in {progress.stage}")
    items = event.items if isinstance(event, Returned) else ()
    return replace(progress, stage=stage, sequence=event.sequence, items=items)


def fold(events: Iterable[Event]) -> Progress:
    """What a history adds up to. Raises NoTransition for one that cannot have happened."""
    progress = Progress()
    for event in events:
        progress = after(progress, event)
    return progress
