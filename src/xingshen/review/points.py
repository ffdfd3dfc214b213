"""The points of one dossier: what the machine found, what people decided about it, and what is still open.

Joins one check with one examination and changes neither. What was shown to a person is identified by a digest of the
facts under the point, so that a decision can be kept where they are the same and asked for again where they are not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from xingshen.findings.compare import Comparison, compare_history
from xingshen.findings.finding import CheckResult, Finding
from xingshen.kernel.outcome import Outcome, Reason
from xingshen.review.examination_state import Examination, Judgement, Word
from xingshen.review.examination_values import Basis
from xingshen.review.policy import ALLOWED, Decision, refused

FAILING = frozenset({Outcome.FAIL, Outcome.CORRECTION})
ASKING = FAILING | {Outcome.HUMAN}
"""Outcomes of the machine that a person has to look at."""
_NO_FACTS: Mapping[str, str] = {}


class PointState(StrEnum):
    """Where one point stands."""

    CLEAR = "clear"
    OPEN = "open"
    NEW = "new"
    REAPPEARED = "reappeared"
    REOPENED = "reopened"
    DECIDED = "decided"
    CARRIED = "carried"
    SOLVED = "solved"
    SUM = "sum"


POINT_WORDS: Mapping[PointState, str] = {
    PointState.CLEAR: "无需判断",
    PointState.OPEN: "待判断",
    PointState.NEW: "新出现",
    PointState.REAPPEARED: "再次出现",
    PointState.REOPENED: "所依据的事实有变化，请重新判断",
    PointState.DECIDED: "已认定",
    PointState.CARRIED: "沿用此前的认定",
    PointState.SOLVED: "已解决",
    PointState.SUM: "随各条而定",
}
WAITING = frozenset({PointState.OPEN, PointState.NEW, PointState.REAPPEARED, PointState.REOPENED})
"""A person still has to decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelRule:
    """Which points nobody decides alone: by the machine's reason, and by clause (``3.5`` stands for ``3.5.a`` too)."""

    reasons: frozenset[Reason] = frozenset({Reason.IN_PRINCIPLE, Reason.OPEN_LIST})
    clauses: tuple[str, ...] = ("3.5", "5.x")

    def concerns(self, finding: Finding) -> bool:
        """Whether clause or reason put the point among those of the panel, whoever raises it."""
        return finding.reason in self.reasons or any(
            clause.id == own or clause.id.startswith(f"{own}.") for clause in finding.clauses for own in self.clauses
        )

    def wants(self, finding: Finding) -> bool:
        """Whether the machine's result goes to the panel; a question put for every dossier does not by itself."""
        return finding.outcome is Outcome.HUMAN and not (finding.standing or finding.derived) and self.concerns(finding)


@dataclass(frozen=True, slots=True)
class MachineResult:
    """One check as a person is shown it: findings and bases by fingerprint, and a digest of the whole."""

    check: CheckResult
    findings: Mapping[str, Finding]
    bases: Mapping[str, Basis]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point: the finding, what the machine proposes to settle it as, and the last decision (perhaps resting)."""

    finding: Finding
    basis: Basis
    state: PointState
    proposal: Outcome
    judgement: Judgement | None = None
    for_panel: bool = False

    @property
    def waits(self) -> bool:
        """Whether a person still has to decide."""
        return self.state in WAITING

    @property
    def question(self) -> str:
        """What was asked and is not settled yet."""
        asked = self.waits and self.judgement is not None and self.judgement.word is Word.ASKED
        return self.judgement.reason if asked and self.judgement else ""

    @property
    def settled(self) -> Outcome | None:
        """What the point comes to; None where a person still has to say so, or where it only sums up others."""
        if self.waits or self.state is PointState.SUM:
            return None
        stands = self.state in (PointState.DECIDED, PointState.CARRIED) and self.judgement is not None
        return self.judgement.settled if stands and self.judgement else self.finding.outcome

    @property
    def fails(self) -> bool:
        """Whether people settled that it fails or is to be corrected."""
        return self.settled in FAILING


@dataclass(frozen=True, slots=True)
class Tally:
    """How many points fail, are open, were asked about, or go to the panel."""

    failing: int
    waiting: int
    asked: int
    for_panel: int


# --- the machine's side ----------------------------------------------------------------------------------------------


def read_machine(check: CheckResult, around: Mapping[str, str] = _NO_FACTS) -> MachineResult:
    """The check with a basis for every point.

    ``around``: by fingerprint, a digest of facts that the finding does not show (values that are masked in it, the
    fields that a question of the guide is about). A finding that shows no fact at all rests on the whole dossier.
    """
    papers = {paper.file: paper.digest for paper in check.papers}
    findings: dict[str, Finding] = {}
    for finding in check.findings:
        findings.setdefault(finding.fingerprint, finding)
    bases = {
        mark: Basis(mark, finding.outcome, _facts(finding, papers, around.get(mark) or _beneath(finding, check)))
        for mark, finding in findings.items()
    }
    parts = [check.guide.digest, check.engine, check.dossier_digest, *sorted(each.digest for each in bases.values())]
    return MachineResult(check, findings, bases, _digest(parts))


def _beneath(finding: Finding, check: CheckResult) -> str:
    shown = finding.read or finding.evidence or finding.missing
    return "" if shown or finding.derived else check.dossier_digest


def _facts(finding: Finding, papers: Mapping[str, str], around: str) -> str:
    """The outcome with everything that it rests on; not the wording, nor how surely it was read."""
    places = {(papers.get(place.file, place.file), place.page or 0) for place in finding.evidence}
    places |= {
        (papers.get(place.file, place.file), place.page or 0) for read in finding.read for place in read.evidence
    }
    return _digest([
        finding.fingerprint, finding.outcome, finding.reason or "", finding.would_be or "",
        [[read.name, read.value] for read in finding.read],
        [[value.name, value.why] for value in finding.missing],
        sorted(places), around,
    ])  # fmt: skip


def _digest(parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:32]


def proposal(finding: Finding) -> Outcome:
    """What one key would settle the point as: the machine's outcome; of a question, its candidate, else in order."""
    if finding.outcome is not Outcome.HUMAN:
        return finding.outcome
    return finding.would_be if finding.would_be not in (None, Outcome.HUMAN) else Outcome.PASS


# --- both sides ------------------------------------------------------------------------------------------------------


def list_points(
    machine: MachineResult,
    examination: Examination,
    panel: PanelRule,
    before: Sequence[CheckResult] = (),
) -> tuple[Point, ...]:
    """The points in the order of the check. ``before``: earlier checks of the dossier, oldest first."""
    changes = compare_history((*before, machine.check)) if before else None
    return tuple(_point(finding, machine, examination, panel, changes) for finding in machine.findings.values())


def point_of(machine: MachineResult, examination: Examination, panel: PanelRule, fingerprint: str) -> Point | None:
    """One point, without comparing with earlier checks; None where the check does not have it."""
    finding = machine.findings.get(fingerprint)
    return _point(finding, machine, examination, panel, None) if finding else None


def _point(
    finding: Finding, machine: MachineResult, examination: Examination, panel: PanelRule, changes: Comparison | None
) -> Point:
    basis, judgement = machine.bases[finding.fingerprint], examination.judgement(finding.fingerprint)
    state = _state(finding, basis, judgement, changes)
    return Point(
        finding=finding,
        basis=basis,
        state=state,
        proposal=proposal(finding),
        judgement=judgement,
        for_panel=state in WAITING and panel.wants(finding),
    )


def stands(judgement: Judgement, basis: Basis) -> bool:
    """Whether a decision is about what the machine says now."""
    return judgement.stale is None and judgement.basis.digest == basis.digest


def _state(finding: Finding, basis: Basis, judgement: Judgement | None, changes: Comparison | None) -> PointState:
    if finding.derived:
        return PointState.SUM
    if judgement is None:
        return _undecided(finding, changes)
    if stands(judgement, basis):
        if judgement.settled is None:
            return PointState.OPEN
        return PointState.CARRIED if judgement.carried else PointState.DECIDED
    if finding.outcome in ASKING or _is_own_objection(judgement):
        return PointState.REOPENED
    return PointState.SOLVED


def _is_own_objection(judgement: Judgement) -> bool:
    """A fault that people saw and the machine did not: a newer check that passes does not remove it."""
    said = judgement.basis.outcome
    if judgement.settled is None:
        return said not in ASKING
    return judgement.settled in FAILING and said not in FAILING


def _undecided(finding: Finding, changes: Comparison | None) -> PointState:
    mark = finding.fingerprint
    if finding.outcome in ASKING:
        return _how_it_came(mark, changes)
    solved = changes is not None and any(each.before.fingerprint == mark for each in changes.solved)
    return PointState.SOLVED if solved else PointState.CLEAR


def _how_it_came(mark: str, changes: Comparison | None) -> PointState:
    if changes is None:
        return PointState.OPEN
    if any(each.fingerprint == mark for each in changes.reappeared):
        return PointState.REAPPEARED
    new = any(each.fingerprint == mark for each in changes.appeared)
    return PointState.NEW if new else PointState.OPEN


def tally(points: Iterable[Point]) -> Tally:
    """The numbers of a list of points."""
    every = list(points)
    return Tally(
        failing=sum(point.fails for point in every),
        waiting=sum(point.waits for point in every),
        asked=sum(bool(point.question) for point in every),
        for_panel=sum(point.for_panel for point in every),
    )


# --- can it be concluded ---------------------------------------------------------------------------------------------


def can_pass(points: Iterable[Point]) -> Decision:
    """Pass only where nothing fails and nothing is open (5.0)."""
    numbers = tally(points)
    if numbers.failing:
        return refused(f"还有 {numbers.failing} 项不通过，不能作出通过的结论（5.0）。")
    if numbers.waiting:
        return refused(f"还有 {numbers.waiting} 项没有判断完，不能作出通过的结论（5.0）。")
    return ALLOWED


def can_refuse(points: Iterable[Point]) -> Decision:
    """Refuse only on a fail that people settled, and only once every fail of the machine was looked at.

    What merely needs a person may stay open: one failed point is enough (5.0).
    """
    every = list(points)
    unseen = sum(point.waits and point.finding.outcome in FAILING for point in every)
    if unseen:
        return refused(f"还有 {unseen} 项不通过没有经人认定；请逐项认定，以便一次告知全部原因。")
    if any(point.settled is Outcome.FAIL for point in every):
        return ALLOWED
    return refused("没有经人认定为不通过的要点，不能提出不通过。")
