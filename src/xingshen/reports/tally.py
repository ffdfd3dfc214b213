"""Sorts the findings of one check into the piles that every report shows, and counts them.

Knows nothing of layout. A finding that only sums up others (``derived``: 5.0, 5.1.e, 5.6) is never counted twice: it
stands in a pile only where that pile would otherwise be empty, so that no verdict is left without its cause.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

from xingshen.findings.finding import CheckResult, Finding
from xingshen.kernel.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many findings there are of each sort; the sorts do not overlap and add up to ``total``."""

    total: int
    passed: int
    failed: int
    correction: int
    human: int
    standing: int
    not_applicable: int
    derived: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piles:
    """The findings of one check by what the reader does with them."""

    to_mend: tuple[Finding, ...]
    """Fails and corrections."""
    to_look_at: tuple[Finding, ...]
    """Points particular to this dossier that need a person."""
    standing: tuple[Finding, ...]
    """Questions that the guide puts to people for every dossier (ruling R1)."""
    passed: tuple[Finding, ...]
    not_applicable: tuple[Finding, ...]


def sort_into_piles(result: CheckResult) -> Piles:
    """The piles of one result, each in the order in which the findings came."""
    return Piles(
        to_mend=_own_or_derived(result.findings, needs_mending),
        to_look_at=_own_or_derived(result.findings, needs_a_person),
        standing=tuple(f for f in result.findings if is_standing_question(f) and not f.derived),
        passed=tuple(f for f in result.findings if f.outcome is Outcome.PASS),
        not_applicable=tuple(f for f in result.findings if f.outcome is Outcome.NOT_APPLICABLE),
    )


def count(result: CheckResult) -> Tally:
    """The counts of one result; derived findings are counted by themselves."""
    own = [f for f in result.findings if not f.derived]
    return Tally(
        total=len(result.findings),
        passed=sum(f.outcome is Outcome.PASS for f in own),
        failed=sum(f.outcome is Outcome.FAIL for f in own),
        correction=sum(f.outcome is Outcome.CORRECTION for f in own),
        human=sum(needs_a_person(f) for f in own),
        standing=sum(is_standing_question(f) for f in own),
        not_applicable=sum(f.outcome is Outcome.NOT_APPLICABLE for f in own),
        derived=len(result.findings) - len(own),
    )


def counts_as_dict(tally: Tally) -> dict[str, int]:
    """The counts under their field names, for exchange."""
    return asdict(tally)


def needs_mending(finding: Finding) -> bool:
    """True where the applicant has something to change before the point can pass."""
    return finding.outcome in (Outcome.FAIL, Outcome.CORRECTION)


def needs_a_person(finding: Finding) -> bool:
    """True for an open point that is particular to this dossier."""
    return finding.outcome is Outcome.HUMAN and not finding.standing


def is_standing_question(finding: Finding) -> bool:
    """True for an open question that is asked for every dossier."""
    return finding.outcome is Outcome.HUMAN and finding.standing


def _own_or_derived(findings: Iterable[Finding], wanted: Callable[[Finding], bool]) -> tuple[Finding, ...]:
    every = tuple(f for f in findings if wanted(f))
    return tuple(f for f in every if not f.derived) or every
