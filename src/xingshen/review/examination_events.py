"""What can happen to a dossier between acceptance and the final conclusion, as typed events.

Every event says who did it (``by``: a person's id; None: the machine or the clock) and when. What the machine said is
quoted in a ``Basis`` and never changed. Where each event leads is said in ``examination_table``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, TypeAlias

from xingshen.kernel.outcome import Outcome
from xingshen.review.examination_values import (
    Basis,
    CorrectionItem,
    Ground,
    Happening,
    LetterKind,
    Opened,
    PanelRuling,
    Reply,
    Ruling,
)

# --- the dossier and its reviewer ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted(Happening):
    """Submission ``sequence`` was accepted: the clock begins."""

    kind: ClassVar[str] = "examination.accepted"
    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Discontinued(Happening):
    """The dossier is no longer before the office (withdrawn or replaced)."""

    kind: ClassVar[str] = "examination.discontinued"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(Happening):
    """Given to ``reviewer``, and why to this person."""

    kind: ClassVar[str] = "examination.assigned"
    reviewer: int
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reassigned(Happening):
    """Taken from ``before`` and given to ``reviewer``; what was decided stays."""

    kind: ClassVar[str] = "examination.reassigned"
    reviewer: int
    before: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recused(Happening):
    """The reviewer steps back: may not take part again, and what this person decided is to be decided anew."""

    kind: ClassVar[str] = "examination.recused"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Started(Happening):
    """The reviewer began."""

    kind: ClassVar[str] = "examination.started"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked(Happening):
    """The machine checked submission ``sequence``; ``check`` is the digest of everything that it found."""

    kind: ClassVar[str] = "examination.checked"
    sequence: int
    check: str


# --- points ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PointCarried(Happening):
    """The facts under a decided point are the same in the new check: the decision stands."""

    kind: ClassVar[str] = "point.carried"
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class PointReopened(Happening):
    """The facts under a decided point changed (``now`` None: the check no longer has it): the decision rests."""

    kind: ClassVar[str] = "point.reopened"
    before: Basis
    now: Basis | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PointConfirmed(Happening):
    """A person agrees with what the machine found or proposed; the point is settled as ``settled``."""

    kind: ClassVar[str] = "point.confirmed"
    basis: Basis
    settled: Outcome
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointOverruled(Happening):
    """A person does not agree, and says why; the point is settled as ``settled``."""

    kind: ClassVar[str] = "point.overruled"
    basis: Basis
    settled: Outcome
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PointAsked(Happening):
    """A person has a question; the point is open."""

    kind: ClassVar[str] = "point.asked"
    basis: Basis
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PointCommented(Happening):
    """A remark inside the office; changes nothing."""

    kind: ClassVar[str] = "point.commented"
    fingerprint: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PointUndone(Happening):
    """The person took the last decision on this point back; ``undone`` is when that one was made."""

    kind: ClassVar[str] = "point.undone"
    fingerprint: str
    undone: datetime


# --- correction ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRequested(Happening):
    """Returned for the ``round``-th correction; the clock stops until it is handed in or ``due`` has passed."""

    kind: ClassVar[str] = "correction.requested"
    round: int
    items: tuple[CorrectionItem, ...]
    opened: Opened
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionHandedIn(Happening):
    """The applicant handed submission ``sequence`` in, with answers to what was asked."""

    kind: ClassVar[str] = "correction.handed_in"
    sequence: int
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionLapsed(Happening):
    """Nothing was handed in within the time; the points stay as they were."""

    kind: ClassVar[str] = "correction.lapsed"


# --- panel -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelOpened(Happening):
    """These points are put to these people, each of whom records an opinion without seeing the others'."""

    kind: ClassVar[str] = "panel.opened"
    points: tuple[Basis, ...]
    members: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelChanged(Happening):
    """Other people sit on the panel now; opinions of those who left no longer count."""

    kind: ClassVar[str] = "panel.changed"
    members: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionGiven(Happening):
    """One member's opinion on one point."""

    kind: ClassVar[str] = "panel.opinion_given"
    fingerprint: str
    opinion: Outcome
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelConcluded(Happening):
    """The panel's conclusion on each of its points."""

    kind: ClassVar[str] = "panel.concluded"
    rulings: tuple[PanelRuling, ...]


# --- conclusions -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalProposed(Happening):
    """The reviewer proposes to refuse on these grounds; somebody else has to countersign."""

    kind: ClassVar[str] = "refusal.proposed"
    grounds: tuple[Ground, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Countersigned(Happening):
    """A second person agrees: refused."""

    kind: ClassVar[str] = "refusal.countersigned"
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCountersigned(Happening):
    """A second person does not agree; the reviewer looks again."""

    kind: ClassVar[str] = "refusal.not_countersigned"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed(Happening):
    """Nothing fails and nothing is open (5.0)."""

    kind: ClassVar[str] = "examination.passed"
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterIssued(Happening):
    """A letter went out; a refusal may be questioned before ``answer_until``."""

    kind: ClassVar[str] = "letter.issued"
    letter: LetterKind
    digest: str
    answer_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Happening):
    """Shown on the public list ``listed_as`` until ``until``."""

    kind: ClassVar[str] = "examination.published"
    listed_as: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReexaminationRequested(Happening):
    """The applicant asks for a re-examination."""

    kind: ClassVar[str] = "reexamination.requested"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReexaminationAssigned(Happening):
    """Given to somebody who took no part."""

    kind: ClassVar[str] = "reexamination.assigned"
    reviewer: int
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReexaminationDecided(Happening):
    """Upheld or overturned, with reasons; final."""

    kind: ClassVar[str] = "reexamination.decided"
    ruling: Ruling
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BecameFinal(Happening):
    """No time is running any more in which anybody could object."""

    kind: ClassVar[str] = "examination.final"


Event: TypeAlias = (
    Accepted | Discontinued | Assigned | Reassigned | Recused | Started | Checked
    | PointCarried | PointReopened | PointConfirmed | PointOverruled | PointAsked | PointCommented | PointUndone
    | CorrectionRequested | CorrectionHandedIn | CorrectionLapsed
    | PanelOpened | PanelChanged | OpinionGiven | PanelConcluded
    | RefusalProposed | Countersigned | NotCountersigned | Passed | LetterIssued | Published
    | ReexaminationRequested | ReexaminationAssigned | ReexaminationDecided | BecameFinal
)  # fmt: skip
EVENT_TYPES: tuple[type[Event], ...] = (
    Accepted, Discontinued, Assigned, Reassigned, Recused, Started, Checked,
    PointCarried, PointReopened, PointConfirmed, PointOverruled, PointAsked, PointCommented, PointUndone,
    CorrectionRequested, CorrectionHandedIn, CorrectionLapsed,
    PanelOpened, PanelChanged, OpinionGiven, PanelConcluded,
    RefusalProposed, Countersigned, NotCountersigned, Passed, LetterIssued, Published,
    ReexaminationRequested, ReexaminationAssigned, ReexaminationDecided, BecameFinal,
)  # fmt: skip
