"""The outcomes of a check in one letter per rule: what figures are counted from, without reading whole results."""

from __future__ import annotations

from collections.abc import Mapping

from xingshen.findings.finding import CheckResult, Finding
from xingshen.kernel.outcome import Outcome

PASS, FAIL, HUMAN, STANDING, NOT_APPLICABLE = "p", "f", "h", "s", "n"
_LETTERS: Mapping[Outcome, str] = {
    Outcome.PASS: PASS, Outcome.FAIL: FAIL, Outcome.CORRECTION: FAIL, Outcome.HUMAN: HUMAN,
    Outcome.NOT_APPLICABLE: NOT_APPLICABLE,
}  # fmt: skip


def letters_of(result: CheckResult) -> dict[str, str]:
    """Rule (or question) → letter; findings that only sum up others are left out."""
    return {finding.rule: _letter(finding) for finding in result.findings if not finding.derived}


def _letter(finding: Finding) -> str:
    return STANDING if finding.standing and finding.outcome is Outcome.HUMAN else _LETTERS[finding.outcome]
