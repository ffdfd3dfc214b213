"""One check on one page of a terminal, and the table that ends a run over several dossiers.

Readable at 80 columns and without colour. Knows rich and the words of ``wording``; computes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from xingshen.findings.finding import CheckResult, Finding, Note, PriorityFlag
from xingshen.kernel.outcome import VERDICT_WORDS
from xingshen.kernel.place import Evidence
from xingshen.reports import wording
from xingshen.reports.presentable import neutralise, presentable, shorten
from xingshen.reports.sheet import OUTCOME_STYLES, VERDICT_STYLES, Sheet
from xingshen.reports.tally import Piles, count, sort_into_piles
from xingshen.reports.wrapping import clip

_QUOTE = 120
_EVIDENCES = 4
_DOSSIER_CELLS = 28
_CATEGORY_CELLS = 18


def render_terminal(result: CheckResult, console: Console) -> None:
    """Prints the result: verdict, what to mend first, what needs a person, and then the rest in few lines."""
    shown = presentable(result)
    piles = sort_into_piles(shown)
    sheet = Sheet(console)
    _print_verdict(shown, sheet)
    _print_points("先改这些", piles.to_mend, sheet)
    _print_points("需要人核对", piles.to_look_at, sheet)
    _print_priority(shown.priority, sheet)
    _print_notes(shown.notes, sheet)
    _print_standing(piles, sheet)
    _print_counts(shown, sheet)
    _print_basis(shown, sheet)


def render_summary_table(results: Sequence[CheckResult], console: Console, *, reports: Sequence[str] = ()) -> None:
    """Prints one row per dossier, then the paths of the HTML reports one per line."""
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    table.add_column("申报材料", no_wrap=True)
    table.add_column("类别", no_wrap=True)
    table.add_column("结论", no_wrap=True)
    for heading in ("不通过", "需人工", "常设"):
        table.add_column(heading, justify="right", no_wrap=True)
    for result in results:
        table.add_row(*_summary_cells(presentable(result)))
    console.print(table)
    sheet = Sheet(console)
    if reports:
        sheet.heading("报告")
    for path in reports:
        console.print(neutralise(path), markup=False, highlight=False, soft_wrap=True)


def _print_verdict(result: CheckResult, sheet: Sheet) -> None:
    word = f"{wording.VERDICT_ICONS[result.verdict]} {VERDICT_WORDS[result.verdict]}"
    sheet.line(f" {word} ", style=f"{VERDICT_STYLES[result.verdict]} reverse")
    sheet.line(wording.verdict_sentence(result.verdict, count(result)), style="bold")
    sheet.gap()
    sheet.field("项目", result.title)
    sheet.field("申报单位", result.applicant)
    sheet.field("类别", result.category)
    sheet.field("材料编号", result.dossier_id)
    sheet.field("审查日期", result.as_of)


def _print_points(title: str, findings: Sequence[Finding], sheet: Sheet) -> None:
    if not findings:
        return
    sheet.heading(f"{title}（{len(findings)}）")
    for finding in findings:
        _print_point(finding, sheet)


def _print_point(finding: Finding, sheet: Sheet) -> None:
    label = wording.outcome_label(finding.outcome)
    reason = wording.reason_words(finding)
    clauses = " ".join(clause.id for clause in finding.clauses)
    sheet.line(f"{label}  {clauses}  {finding.title}", style=OUTCOME_STYLES[finding.outcome])
    sheet.line(f"{finding.message}（{reason}）" if reason else finding.message, indent=2)
    for clause in finding.clauses[:1]:
        sheet.line(f"“{shorten(clause.text, _QUOTE)}”", indent=2, hang=5, mark="指南", style="italic")
    _print_evidence(finding.evidence, sheet)
    for missing in (item for item in finding.missing if item.name not in finding.message):
        sheet.line(f"{missing.name}：{missing.why}", indent=2, hang=2, mark="▪", style="dim")
    for sentence in (finding.cure, wording.would_be_sentence(finding)):
        sheet.line(sentence, indent=2, hang=2, mark="→", style="cyan")


def _print_evidence(evidences: Sequence[Evidence], sheet: Sheet) -> None:
    lines = list(dict.fromkeys(map(_evidence_line, evidences)))
    for line in lines[:_EVIDENCES]:
        sheet.line(line, indent=2, hang=2, mark="▪", style="dim")
    if len(lines) > _EVIDENCES:
        sheet.line(f"另有 {len(lines) - _EVIDENCES} 处依据，见网页报告", indent=2, hang=2, mark="▪", style="dim")


def _evidence_line(evidence: Evidence) -> str:
    """Where and what; how it was read only where that leaves room for doubt."""
    quote = f"：“{shorten(evidence.quote, _QUOTE)}”" if evidence.quote else ""
    how = f"（{wording.method_words(evidence)}）" if evidence.confidence < wording.SURE else ""
    return f"{wording.place_words(evidence)}{quote}{how}"


def _print_priority(flags: Iterable[PriorityFlag], sheet: Sheet) -> None:
    claimed = [flag for flag in flags if flag.state != "not_claimed"]
    if claimed:
        sheet.heading("优先支持（不影响结论）")
    for flag in claimed:
        text = f"{flag.title}：{wording.priority_words(flag.state)}。{flag.message}"
        sheet.line(text, hang=2, mark="▪")


def _print_notes(notes: Sequence[Note], sheet: Sheet) -> None:
    if notes:
        sheet.heading("提示（不影响结论）")
    for note in notes:
        places = wording.note_places(note)
        sheet.line(f"{note.message}（{places}）" if places else note.message, hang=2, mark="▪")


def _print_standing(piles: Piles, sheet: Sheet) -> None:
    if piles.standing:
        ids = "、".join(clause.id for finding in piles.standing for clause in finding.clauses[:1])
        sheet.heading(f"常设问题（{len(piles.standing)}）")
        sheet.line(f"每份材料都由审查人员回答，并非本材料的问题：{ids}", style="dim")


def _print_counts(result: CheckResult, sheet: Sheet) -> None:
    tally = count(result)
    numbers = {
        "✕ 不通过": tally.failed,
        **({"↺ 退回补正": tally.correction} if tally.correction else {}),
        "? 需人工": tally.human,
        "? 常设问题": tally.standing,
        "✓ 通过": tally.passed,
        "– 不适用": tally.not_applicable,
    }
    sheet.heading("合计")
    sheet.line("   ".join(f"{word} {number}" for word, number in numbers.items()))


def _print_basis(result: CheckResult, sheet: Sheet) -> None:
    sheet.heading("所用版本")
    sheet.field("指南", wording.guide_words(result.guide), style="dim")
    for file, as_of, digest in result.guide.lists:
        sheet.field("名单", f"{file}（{as_of}，摘要 {wording.short_digest(digest)}）", style="dim")
    sheet.field("程序", result.engine, style="dim")
    sheet.field("材料摘要", wording.short_digest(result.dossier_digest), style="dim")
    sheet.gap()
    sheet.line(wording.DISCLAIMER, style="dim")


def _summary_cells(result: CheckResult) -> tuple[Text, ...]:
    tally = count(result)
    word = f"{wording.VERDICT_ICONS[result.verdict]} {VERDICT_WORDS[result.verdict]}"
    return (
        Text(clip(result.dossier_id, _DOSSIER_CELLS)),
        Text(clip(result.category, _CATEGORY_CELLS)),
        Text(word, style=VERDICT_STYLES[result.verdict]),
        *(Text(str(number)) for number in (tally.failed + tally.correction, tally.human, tally.standing)),
    )
