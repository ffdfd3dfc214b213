"""What changed between two checks, for the terminal and as JSON.

The comparing itself is ``findings.compare``; here it is only put into words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from xingshen.findings.compare import BasisChange, Comparison, Solved, StillOpen
from xingshen.findings.finding import Finding
from xingshen.kernel.outcome import VERDICT_WORDS
from xingshen.reports import wording
from xingshen.reports.json_report import finding_json
from xingshen.reports.presentable import presentable_part
from xingshen.reports.sheet import OUTCOME_STYLES, Sheet

Json = dict[str, Any]

_BASIS_WORDS = {
    "dossier.id": "材料编号",
    "engine": "程序",
    "guide.digest": "指南摘要",
    "guide.id": "指南",
    "guide.version": "指南版本",
}
_LONGEST_BASIS = 28


def render_comparison(comparison: Comparison, console: Console) -> None:
    """Prints what is new, open again, still open and solved, and whether guide or engine changed meanwhile."""
    shown = presentable_part(comparison)
    sheet = Sheet(console)
    before, now = VERDICT_WORDS[shown.verdict_before], VERDICT_WORDS[shown.verdict_now]
    sheet.line(f"结论：{now}（未变）" if before == now else f"结论：{before} → {now}", style="bold")
    sheet.line(_counts_sentence(shown))
    _print_basis(shown.basis, sheet)
    _print_open("新出现", shown.appeared, sheet)
    _print_open("曾解决，又出现", shown.reappeared, sheet)
    _print_still_open(shown.still_open, sheet)
    _print_solved(shown.solved, sheet)


def comparison_to_json(comparison: Comparison) -> Json:
    """The comparison as plain JSON values; findings have the shape they have in a report."""
    shown = presentable_part(comparison)
    return {
        "dossier": {"id": shown.dossier_id},
        "verdict": {"before": shown.verdict_before.value, "now": shown.verdict_now.value},
        "new": [finding_json(finding) for finding in shown.appeared],
        "reappeared": [finding_json(finding) for finding in shown.reappeared],
        "still_open": [{"before": finding_json(p.before), "now": finding_json(p.now)} for p in shown.still_open],
        "solved": [
            {"before": finding_json(p.before), "now": finding_json(p.now) if p.now else None} for p in shown.solved
        ],
        "basis": [{"what": change.what, "before": change.before, "now": change.now} for change in shown.basis],
    }


def _counts_sentence(comparison: Comparison) -> str:
    return (
        f"新出现 {len(comparison.appeared)}，又出现 {len(comparison.reappeared)}，"
        f"仍未解决 {len(comparison.still_open)}，已解决 {len(comparison.solved)}。"
    )


def _print_basis(changes: Sequence[BasisChange], sheet: Sheet) -> None:
    if changes:
        sheet.heading("两次审查的依据不同")
        sheet.line("以下变化可能影响结论，与材料本身的修改无关。")
    for change in changes:
        name = _BASIS_WORDS.get(change.what, change.what.replace("list.", "名单 ", 1))
        sheet.line(f"{name}：{_basis_value(change.before)} → {_basis_value(change.now)}", hang=2, mark="▪")


def _basis_value(value: str) -> str:
    return value[:_LONGEST_BASIS] or "（无）"


def _print_open(title: str, findings: Sequence[Finding], sheet: Sheet) -> None:
    if findings:
        sheet.heading(f"{title}（{len(findings)}）")
    for finding in findings:
        _print_title(finding, wording.outcome_label(finding.outcome), sheet)
        sheet.line(finding.message, indent=2)
        sheet.line(finding.cure, indent=2, hang=2, mark="→", style="cyan")


def _print_still_open(pairs: Sequence[StillOpen], sheet: Sheet) -> None:
    if pairs:
        sheet.heading(f"仍未解决（{len(pairs)}）")
    for pair in pairs:
        before, now = (wording.outcome_label(finding.outcome) for finding in (pair.before, pair.now))
        _print_title(pair.now, now if before == now else f"{before} → {now}", sheet)
        sheet.line(pair.now.message, indent=2)


def _print_solved(pairs: Sequence[Solved], sheet: Sheet) -> None:
    if pairs:
        sheet.heading(f"已解决（{len(pairs)}）")
    for pair in pairs:
        if pair.now is None:
            _print_title(pair.before, "✓ 不再出现", sheet, style="green")
        else:
            _print_title(pair.now, wording.outcome_label(pair.now.outcome), sheet)
            sheet.line(wording.answer_words(pair.now), indent=2)


def _print_title(finding: Finding, label: str, sheet: Sheet, *, style: str = "") -> None:
    clauses = " ".join(clause.id for clause in finding.clauses)
    title = f"{finding.title}（汇总项）" if finding.derived else finding.title
    sheet.line(f"{label}  {clauses}  {title}", style=style or OUTCOME_STYLES[finding.outcome])
