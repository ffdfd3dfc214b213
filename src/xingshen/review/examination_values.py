"""The values that events of an examination carry: what the machine said, what is opened, what a refusal rests on.

Knows no event, no stage and no storage.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from xingshen.kernel.outcome import Outcome


class LetterKind(StrEnum):
    """What a letter tells the applicant."""

    CORRECTION = "correction"
    PASS = "pass"
    REFUSAL = "refusal"
    REEXAMINATION = "reexamination"


class Ruling(StrEnum):
    """What a re-examination did to the refusal."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"


RULING_WORDS = {Ruling.UPHELD: "维持原结论", Ruling.OVERTURNED: "撤销原结论，通过形式审查"}


@dataclass(frozen=True, slots=True)
class Basis:
    """What the machine said of a point when a person looked at it. ``digest``: of the facts under the point."""

    fingerprint: str
    outcome: Outcome
    digest: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What an applicant may change: addresses of fields (with everything below them) and kinds of papers."""

    fields: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionItem:
    """One point to put right: clauses, what was seen, what would cure it, what is asked, and what it opens."""

    fingerprint: str
    clauses: tuple[str, ...]
    evidence: str
    cure: str
    question: str = ""
    opens: Opened = Opened()


@dataclass(frozen=True, slots=True)
class Reply:
    """What the applicant answered to one item."""

    fingerprint: str
    text: str


@dataclass(frozen=True, slots=True)
class PanelRuling:
    """What the panel concluded about one point, with its reasons."""

    basis: Basis
    settled: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class Ground:
    """One failed point on which a refusal rests, and everybody who judged it."""

    basis: Basis
    judged_by: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What every event has."""

    at: datetime
    by: int | None = None
