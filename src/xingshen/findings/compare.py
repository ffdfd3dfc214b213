"""What has changed between checks of the same dossier: findings that are new, still open, solved or open again.

Works on fingerprints only; knows nothing of files, of layout or of how the checks were made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xingshen.findings.finding import CheckResult, Finding
from xingshen.kernel.outcome import Outcome, Verdict


@dataclass(frozen=True, slots=True)
class StillOpen:
    """A point that was open before and is open now, perhaps with another outcome or message."""

    before: Finding
    now: Finding


@dataclass(frozen=True, slots=True)
class Solved:
    """A point that was open before and is not now; ``now`` is None where the newer check no longer has the point."""

    before: Finding
    now: Finding | None


@dataclass(frozen=True, slots=True)
class BasisChange:
    """Something besides the dossier's content that differs: ``what`` is a path such as ``guide.version``."""

    what: str
    before: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The last of several checks set against the one before it; ``reappeared`` looks further back as well."""

    dossier_id: str
    verdict_before: Verdict
    verdict_now: Verdict
    appeared: tuple[Finding, ...]
    reappeared: tuple[Finding, ...]
    still_open: tuple[StillOpen, ...]
    solved: tuple[Solved, ...]
    basis: tuple[BasisChange, ...]


def compare(old: CheckResult, new: CheckResult) -> Comparison:
    """The newer check set against the older one; without a history nothing can be said to be open again."""
    return compare_history((old, new))


def compare_history(checks: Sequence[CheckResult]) -> Comparison:
    """The last check set against the one before it; a point open earlier, then solved, is open again (reappeared).

    ``checks`` are in order of time, at least two; fewer raise ``ValueError``.
    """
    if len(checks) < 2:
        raise ValueError("a comparison needs at least two checks")
    *earlier, old, new = checks
    was_open, is_open = open_points(old), open_points(new)
    ever_open = {fingerprint for check in earlier for fingerprint in open_points(check)}
    fresh = [finding for fingerprint, finding in is_open.items() if fingerprint not in was_open]
    return Comparison(
        dossier_id=new.dossier_id,
        verdict_before=old.verdict,
        verdict_now=new.verdict,
        appeared=tuple(f for f in fresh if f.fingerprint not in ever_open),
        reappeared=tuple(f for f in fresh if f.fingerprint in ever_open),
        still_open=tuple(StillOpen(was_open[mark], now) for mark, now in is_open.items() if mark in was_open),
        solved=_solved(was_open, is_open, new.findings),
        basis=tuple(_basis_changes(old, new)),
    )


def open_points(check: CheckResult) -> dict[str, Finding]:
    """The findings that somebody still has to do something about, by fingerprint (the first one of each).

    Open is what fails, what is to be corrected, and what needs a person without being asked of every dossier
    (ruling R1).
    """
    found: dict[str, Finding] = {}
    for finding in check.findings:
        if is_open(finding):
            found.setdefault(finding.fingerprint, finding)
    return found


def is_open(finding: Finding) -> bool:
    """True where the point still asks for an act that is particular to this dossier."""
    if finding.outcome is Outcome.HUMAN:
        return not finding.standing
    return finding.outcome in (Outcome.FAIL, Outcome.CORRECTION)


def _solved(was_open: dict[str, Finding], now_open: dict[str, Finding], now: Iterable[Finding]) -> tuple[Solved, ...]:
    closed = {finding.fingerprint: finding for finding in now if not is_open(finding)}
    return tuple(Solved(f, closed.get(mark)) for mark, f in was_open.items() if mark not in now_open)


def _basis_changes(old: CheckResult, new: CheckResult) -> Iterable[BasisChange]:
    before, now = _basis(old), _basis(new)
    for what in sorted(before.keys() | now.keys()):
        if before.get(what, "") != now.get(what, ""):
            yield BasisChange(what, before.get(what, ""), now.get(what, ""))


def _basis(check: CheckResult) -> dict[str, str]:
    lists = {f"list.{file}": f"{as_of} {digest}" for file, as_of, digest in check.guide.lists}
    return {
        "dossier.id": check.dossier_id,
        "engine": check.engine,
        "guide.digest": check.guide.digest,
        "guide.id": check.guide.id,
        "guide.version": check.guide.version,
        **lists,
    }
