"""What people can ask for in an examination. Each command is data; ``examination.decide`` answers it.

``seen`` is the digest of the basis that the page showed: nobody decides on a result that changed meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from xingshen.kernel.outcome import Outcome
from xingshen.review.examination_values import CorrectionItem, LetterKind, Reply, Ruling

# --- the dossier and its reviewer ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Assign:
    """Give to ``reviewer``; ``why`` as ``assignment`` explains it."""

    reviewer: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Reassign:
    """Give to somebody else."""

    reviewer: int
    reason: str


@dataclass(frozen=True, slots=True)
class Recuse:
    """Step back from this dossier."""

    reason: str


# --- points ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Confirm:
    """Agree with what the machine found or proposes. A reason is needed where that fails without the machine's fail."""

    fingerprint: str
    seen: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Overrule:
    """Disagree; ``settled`` None: the opposite of the proposal."""

    fingerprint: str
    seen: str
    reason: str
    settled: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Leave it open with a question."""

    fingerprint: str
    seen: str
    question: str


@dataclass(frozen=True, slots=True)
class Comment:
    """Remark something inside the office."""

    fingerprint: str
    text: str


@dataclass(frozen=True, slots=True)
class Undo:
    """Take one's own last decision on the point back."""

    fingerprint: str


# --- correction ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RequestCorrection:
    """Return for correction with these items (see ``correction.item_of``)."""

    items: tuple[CorrectionItem, ...]


@dataclass(frozen=True, slots=True)
class HandInCorrection:
    """Hand submission ``sequence`` in as the correction."""

    sequence: int
    replies: tuple[Reply, ...] = ()


# --- panel -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenPanel:
    """Put these points to these people."""

    fingerprints: tuple[str, ...]
    members: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ChangePanel:
    """Other people sit on the panel."""

    members: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class GiveOpinion:
    """Say what one thinks of one point; may be said anew as long as others' opinions are missing."""

    fingerprint: str
    opinion: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the panel concludes about one point."""

    fingerprint: str
    settled: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class ConcludePanel:
    """Conclude on every point of the panel."""

    conclusions: tuple[Conclusion, ...]


# --- conclusions -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ProposeRefusal:
    """Propose to refuse on every point that is settled as failing."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Countersign:
    """Agree with the proposed refusal."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class DeclineCountersign:
    """Do not agree."""

    reason: str


@dataclass(frozen=True, slots=True)
class Pass:
    """Conclude that it passes."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class IssueLetter:
    """Send a letter, identified by the digest of its file."""

    letter: LetterKind
    digest: str


@dataclass(frozen=True, slots=True)
class Publish:
    """Show on the public list until ``until``."""

    listed_as: str
    until: datetime


@dataclass(frozen=True, slots=True)
class RequestReexamination:
    """Ask for a re-examination."""

    reason: str


@dataclass(frozen=True, slots=True)
class AssignReexamination:
    """Give the re-examination to somebody who took no part."""

    reviewer: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class DecideReexamination:
    """Uphold or overturn."""

    ruling: Ruling
    reason: str


@dataclass(frozen=True, slots=True)
class Close:
    """Make the conclusion final."""


Command: TypeAlias = (
    Assign | Reassign | Recuse
    | Confirm | Overrule | Ask | Comment | Undo
    | RequestCorrection | HandInCorrection
    | OpenPanel | ChangePanel | GiveOpinion | ConcludePanel
    | ProposeRefusal | Countersign | DeclineCountersign | Pass
    | IssueLetter | Publish | RequestReexamination | AssignReexamination | DecideReexamination | Close
)  # fmt: skip
