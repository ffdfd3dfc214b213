"""``xingshen explain``: why a rule says what it says of one dossier, and what would make it pass."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rich.console import Console

from xingshen.cli.single import Single, check_single
from xingshen.cli.sources import InputError
from xingshen.findings.finding import Finding
from xingshen.kernel.outcome import OUTCOME_WORDS, Outcome
from xingshen.language.errors import nearest
from xingshen.pipeline.what_if import what_would_pass
from xingshen.reports.explanation import render_explanation
from xingshen.rules.judge import explain


def run_explain(path: Path, name: str, guide_id: str, as_of: date | None, out: Console) -> None:
    """Explain the rule called ``name``, or every rule that cites the clause ``name``. Raises InputError."""
    single = check_single(path, guide_id, as_of)
    chosen = [finding for finding in single.result.findings if _is_meant(finding, name)]
    if not chosen:
        names = {finding.rule for finding in single.result.findings}
        clauses = {clause.id for finding in single.result.findings for clause in finding.clauses}
        hint = nearest(name, names | clauses)
        raise InputError(f"没有编号为“{name}”的规则或条款" + (f"，是否为“{hint}”？" if hint else "。"))
    for finding in chosen:
        render_explanation(finding, out, _hints(single, finding))


def _is_meant(finding: Finding, name: str) -> bool:
    return name == finding.rule or name in {clause.id for clause in finding.clauses}


def _hints(single: Single, finding: Finding) -> tuple[str, ...]:
    """The rule's own cure, then what a single change would do."""
    if finding.outcome not in (Outcome.FAIL, Outcome.HUMAN):
        return ()
    hints = [finding.cure] if finding.cure else []
    if finding.would_be is not None:
        hints.append(f"若候选值属实，本条将为“{OUTCOME_WORDS[finding.would_be]}”，请人工确认。")
    compiled = next((rule for rule in single.guide.rules if rule.rule.id == finding.rule), None)
    if compiled is not None and not finding.derived:
        result = next(item for item in explain(single.guide, single.values) if item.rule.id == finding.rule)
        hints += what_would_pass(single.guide, compiled, single.values, result.read)
    return tuple(hints)
