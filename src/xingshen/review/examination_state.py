"""Where one examination stands: stage, people, decisions on points, corrections, panel, conclusion.

How events add up to it is in ``examination_fold``. What the machine said is kept as it was quoted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from xingshen.kernel.outcome import Outcome
from xingshen.review.examination_table import Stage
from xingshen.review.examination_values import Basis, CorrectionItem, Ground, LetterKind, Opened, Reply, Ruling


class Word(StrEnum):
    """How a point was decided."""

    CONFIRMED = "confirmed"
    OVERRULED = "overruled"
    ASKED = "asked"
    PANEL = "panel"


class Stale(StrEnum):
    """Why a decision no longer stands."""

    FACT_CHANGED = "fact_changed"
    RECUSED = "recused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What people decided about a point, on what the machine said then (``basis``). ``settled`` None: asked only.

    ``carried``: it was made on an earlier check, and the facts are the same in a later one.
    """

    word: Word
    basis: Basis
    by: tuple[int, ...]
    at: datetime
    settled: Outcome | None
    reason: str = ""
    carried: bool = False
    stale: Stale | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One return for correction. ``ended_at`` None: still waiting. ``replies`` None: nothing was handed in."""

    round: int
    items: tuple[CorrectionItem, ...]
    opened: Opened
    due: datetime
    requested_at: datetime
    ended_at: datetime | None = None
    replies: tuple[Reply, ...] | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one member of the panel thinks of one point."""

    fingerprint: str
    by: int
    opinion: Outcome
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Panel:
    """Points before a panel, its members, and their opinions so far."""

    points: tuple[Basis, ...]
    members: tuple[int, ...]
    opinions: tuple[Opinion, ...] = ()

    def missing(self) -> tuple[tuple[int, str], ...]:
        """(member, fingerprint) of every opinion that is not in yet."""
        given = {(each.by, each.fingerprint) for each in self.opinions}
        wanted = ((member, point.fingerprint) for member in self.members for point in self.points)
        return tuple(each for each in wanted if each not in given)

    def seen_by(self, person: int | None) -> tuple[Opinion, ...]:
        """The opinions that ``person`` may see: one's own, and all of them once all are in."""
        return self.opinions if not self.missing() else tuple(each for each in self.opinions if each.by == person)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A proposed refusal with its grounds; in force only with a second person's signature."""

    proposed_by: int | None
    grounds: tuple[Ground, ...]
    reason: str
    countersigned_by: int | None = None

    @property
    def judges(self) -> frozenset[int]:
        """Everybody who judged one of the grounds."""
        return frozenset(person for ground in self.grounds for person in ground.judged_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """Where one dossier stands. ``check``: digest of the machine's result that counts ("": none yet).

    ``took_part``: everybody who judged, opined or signed. ``barred``: who may not take part in the re-examination.
    ``answer_until``: until when the applicant may ask for a re-examination (None: the letter has not gone out).
    """

    stage: Stage = Stage.UNOPENED
    sequence: int = 0
    accepted_at: datetime | None = None
    check: str = ""
    reviewer: int | None = None
    recused: frozenset[int] = frozenset()
    took_part: frozenset[int] = frozenset()
    judgements: Mapping[str, tuple[Judgement, ...]] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    panel: Panel | None = None
    refusal: Refusal | None = None
    conclusion: Outcome | None = None
    concluded_at: datetime | None = None
    letters: frozenset[LetterKind] = frozenset()
    answer_until: datetime | None = None
    published_until: datetime | None = None
    barred: frozenset[int] = frozenset()
    reexaminer: int | None = None
    ruling: Ruling | None = None

    def judgement(self, fingerprint: str) -> Judgement | None:
        """The last decision on a point, whether it still stands or not."""
        made = self.judgements.get(fingerprint, ())
        return made[-1] if made else None

    @property
    def waiting_for(self) -> Correction | None:
        """The correction that is awaited."""
        last = self.corrections[-1] if self.corrections else None
        return last if last and last.ended_at is None else None
