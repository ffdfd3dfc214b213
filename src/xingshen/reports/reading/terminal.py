"""The reading of one paper on a terminal: how far it came, what it is, its facts, its pages, its text.

Readable at 80 columns and without colour. Knows rich and the words; computes nothing.
"""

from __future__ import annotations

from itertools import islice

from rich.console import Console

from xingshen.evidence.page import Page, Paper, PaperProblem
from xingshen.kernel.place import Evidence
from xingshen.reports import wording
from xingshen.reports.presentable import presentable_part, shorten
from xingshen.reports.private import mask_numbers
from xingshen.reports.reading import words
from xingshen.reports.reading.account import (
    NamedFact,
    PaperAccount,
    Part,
    ReadState,
    least_confidence,
    mean_confidence,
)
from xingshen.reports.sheet import Sheet

BEGINNING = 12
"""Lines of text that are shown where not all are asked for."""
_QUOTE = 80
_STYLES = {ReadState.READ: "bold green", ReadState.PARTLY: "bold yellow", ReadState.UNREAD: "bold yellow"}


def render_reading(account: PaperAccount, console: Console, *, lines: int | None = BEGINNING) -> None:
    """Print the account; of the text the first ``lines`` lines, or all (None)."""
    shown = presentable_part(account)
    sheet = Sheet(console)
    _print_head(shown, sheet)
    _print_parts(shown.parts, sheet)
    _print_problems(shown.paper.problems, sheet)
    _print_pages(shown.paper, sheet)
    _print_text(shown.paper, lines, sheet)


def _print_head(account: PaperAccount, sheet: Sheet) -> None:
    state = account.state
    sheet.line(f"{words.STATE_ICONS[state]} {words.STATE_WORDS[state]}", style=_STYLES[state])
    sheet.line(words.state_sentence(account), style="bold")
    sheet.gap()
    sheet.field("文件", account.paper.file)
    sheet.field("格式", words.format_words(account.paper.media_type))
    sheet.field("摘要", wording.short_digest(account.paper.digest) or "–", style="dim")


def _print_parts(parts: tuple[Part, ...], sheet: Sheet) -> None:
    if parts:
        sheet.heading("是什么材料，读出了什么")
    for part in parts:
        kind = f"{part.kind}（把握{wording.sure_words(part.confidence)}）" if part.kind else "未能认出是哪种材料"
        sheet.line(f"{_range_words(part)}  {kind}", style="bold")
        for place in part.evidence[:1]:
            sheet.line(f"依据：“{shorten(mask_numbers(place.quote), _QUOTE)}”", indent=2, style="dim")
        for named in part.facts:
            _print_fact(named, sheet)


def _range_words(part: Part) -> str:
    return f"第 {part.first} 页" if part.first == part.last else f"第 {part.first}–{part.last} 页"


def _print_fact(named: NamedFact, sheet: Sheet) -> None:
    fact = named.fact
    others = "".join(f"，也可读作{words.value_words(value)}" for value in fact.alternatives)
    sure = f"（把握{wording.sure_words(fact.confidence)}）" if fact.confidence < 1 else ""
    sheet.line(f"{named.name}：{words.value_words(fact.value)}{others}{sure}", indent=2, hang=2, mark="▪")
    for place in fact.evidence[:1]:
        sheet.line(_place_words(place), indent=4, style="dim")


def _place_words(place: Evidence) -> str:
    page = f"第 {place.page} 页，" if place.page else ""
    quote = f"：“{shorten(mask_numbers(place.quote), _QUOTE)}”" if place.quote else ""
    return f"{page}{wording.method_words(place)}{quote}"


def _print_problems(problems: tuple[PaperProblem, ...], sheet: Sheet) -> None:
    if problems:
        sheet.heading("问题")
    grouped: dict[tuple[str, str], list[int]] = {}
    for item in problems:
        grouped.setdefault((item.message, item.cure), []).extend([item.page] if item.page else [])
    for (message, cure), pages in grouped.items():
        where = f"第{words.number_words(sorted(set(pages)))}页：" if pages else ""
        sheet.line(f"{where}{message}", hang=2, mark="▪")
        sheet.line(cure, indent=2, hang=2, mark="→", style="cyan")


def _print_pages(paper: Paper, sheet: Sheet) -> None:
    if paper.pages:
        sheet.heading("逐页")
    for page in paper.pages:
        _print_page(page, sheet)
    for signature in paper.signatures:
        sheet.line(words.signature_words(signature), hang=2, mark="▪")


def _print_page(page: Page, sheet: Sheet) -> None:
    parts = [
        words.size_words(page),
        words.method_words(page),
        f"{len(page.lines)} 行",
        _confidence_words(page),
        words.turned_words(page),
    ]
    sheet.line("，".join(part for part in parts if part), mark=f"第 {page.number} 页  ")
    for seal in page.seals:
        sheet.line(words.seal_words(seal), indent=2, hang=2, mark="▪")
    if page.ink:
        sheet.line(f"手写笔迹 {len(page.ink)} 处", indent=2, hang=2, mark="▪")
    for code in page.codes:
        sheet.line(words.code_words(code), indent=2, hang=2, mark="▪")


def _confidence_words(page: Page) -> str:
    mean, least = mean_confidence(page.lines), least_confidence(page.lines)
    if mean is None or least is None:
        return ""
    return f"平均把握{wording.sure_words(mean)}，最低{wording.sure_words(least)}"


def _print_text(paper: Paper, lines: int | None, sheet: Sheet) -> None:
    count = sum(len(page.lines) for page in paper.pages)
    if not count:
        return
    sheet.heading("文字" if lines is None or count <= lines else "文字（开头）")
    texts = (
        (page.number if at == 0 else None, line.text) for page in paper.pages for at, line in enumerate(page.lines)
    )
    for number, text in islice(texts, lines):
        if number is not None:
            sheet.line(f"— 第 {number} 页 —", style="dim")
        sheet.line(mask_numbers(text))
    if lines is not None and count > lines:
        sheet.line(f"……另有 {count - lines} 行，加 --text 显示全部", style="dim")
