"""One finding explained in the terminal: the clause, the rule, what was read and where, and what would make it pass.

Shows what it is handed; the sentences about what would make it pass are worked out elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from xingshen.findings.finding import ClauseQuote, Finding
from xingshen.kernel.place import Evidence
from xingshen.reports import wording
from xingshen.reports.presentable import presentable_part, shorten
from xingshen.reports.sheet import OUTCOME_STYLES, Sheet

_QUOTE = 300


def render_explanation(finding: Finding, console: Console, what_if: tuple[str, ...]) -> None:
    """Prints the way from the clause to the outcome; ``what_if`` are sentences on what change would make it pass."""
    shown = presentable_part(finding)
    sheet = Sheet(console)
    sheet.line(f"{shown.rule}  {shown.title}", style="bold")
    _print_clauses(shown.clauses, sheet)
    _print_read(shown, sheet)
    _print_evidence(shown.evidence, sheet)
    _print_outcome(shown, sheet)
    _print_what_if(presentable_part(what_if), sheet)


def _print_clauses(clauses: Sequence[ClauseQuote], sheet: Sheet) -> None:
    sheet.heading("条款原文")
    for clause in clauses:
        sheet.line(f"“{clause.text}”", hang=8, mark=clause.id)
        sheet.line(clause.part, indent=8, style="dim")


def _print_read(finding: Finding, sheet: Sheet) -> None:
    sheet.heading("读到的值")
    if not finding.read and not finding.missing:
        sheet.line("这一条没有读取任何值。", style="dim")
    for value in finding.read:
        sheet.line(f"{value.name} = {shorten(value.value, _QUOTE)}", hang=2, mark="▪")
        for evidence in value.evidence:
            sheet.line(_evidence_line(evidence), indent=4, style="dim")
    for missing in finding.missing:
        sheet.line(f"{missing.name}：{missing.why}", hang=2, mark="?", style="yellow")


def _print_evidence(evidences: Sequence[Evidence], sheet: Sheet) -> None:
    if evidences:
        sheet.heading("依据")
    for evidence in evidences:
        sheet.line(_evidence_line(evidence), hang=2, mark="▪")


def _evidence_line(evidence: Evidence) -> str:
    quote = f"：“{shorten(evidence.quote, _QUOTE)}”" if evidence.quote else ""
    return f"{wording.place_words(evidence)}{quote}（{wording.method_words(evidence)}）"


def _print_outcome(finding: Finding, sheet: Sheet) -> None:
    sheet.heading("结论")
    sheet.line(wording.outcome_label(finding.outcome), style=OUTCOME_STYLES[finding.outcome])
    for sentence in (wording.reason_words(finding), finding.message, wording.would_be_sentence(finding)):
        sheet.line(sentence)
    sheet.line(wording.answer_words(finding), style="dim")
    sheet.line(finding.cure, hang=2, mark="→", style="cyan")


def _print_what_if(sentences: Sequence[str], sheet: Sheet) -> None:
    if sentences:
        sheet.heading("怎样才能通过")
    for sentence in sentences:
        sheet.line(sentence, hang=2, mark="▪")
