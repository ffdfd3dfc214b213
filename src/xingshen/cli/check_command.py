"""``xingshen check``: check dossiers and say what was found, on the terminal and as files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from rich.console import Console

from xingshen.cli.pictures import DrawnPages
from xingshen.cli.sources import InputError, OpenDossiers, expand, open_guide, open_reader, sight_sentence
from xingshen.evidence.intake import PaperReader
from xingshen.findings.finding import CheckResult
from xingshen.kernel.disk_words import disk_words
from xingshen.kernel.outcome import Verdict
from xingshen.pipeline.answers import AnswersError, read_answers
from xingshen.pipeline.check import Evidenced, check_dossiers, read_evidence
from xingshen.reports.html.page import render_html
from xingshen.reports.json_report import to_json
from xingshen.reports.presentable import presentable_part
from xingshen.reports.progress import watch_reading
from xingshen.reports.terminal import render_summary_table, render_terminal
from xingshen.rules.result import Answer

EXIT_CODES = {Verdict.PASS: 0, Verdict.CLEAR: 0, Verdict.FAIL: 1, Verdict.HUMAN: 2}
EXIT_INPUT = 3
_WORST = (EXIT_INPUT, 1, 2, 0)


class Format(StrEnum):
    """How results are printed."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRequest:
    """What was asked for on the command line."""

    paths: Sequence[Path]
    guide: str
    as_of: date | None
    answers: Path | None
    format: Format
    output: Path | None
    workers: int
    quiet: bool


def run_check(request: CheckRequest, out: Console, err: Console) -> int:
    """Check, print, write; the exit code is the worst of all dossiers. Raises InputError."""
    guide = open_guide(request.guide)
    watched = Console(stderr=True, quiet=True) if request.quiet else err
    if hint := sight_sentence():
        err.print(hint, markup=False, highlight=False, soft_wrap=True)
    try:
        answers: dict[str, Answer] = read_answers(request.answers, guide.guide) if request.answers else {}
    except AnswersError as error:
        raise InputError(str(error)) from None
    with ExitStack() as stack, open_reader(request.workers) as reader:
        dossiers = OpenDossiers(guide, stack)
        batch = _read(request.paths, dossiers, reader, watched)
        results = check_dossiers(guide, batch, as_of=request.as_of, answers=answers)
        reports = _write(request, results, batch, reader, watched)
    _print(request, results, reports, out)
    for path, refusal in dossiers.unreadable:
        err.print(f"{presentable_part(path.name or str(path))} 无法检查：", style="bold", markup=False, highlight=False)
        for problem in refusal.problems:
            err.print(f"  · {presentable_part(problem)}", markup=False, highlight=False, soft_wrap=True)
    codes = {EXIT_CODES[result.verdict] for result in results} | ({EXIT_INPUT} if dossiers.unreadable else set())
    return next((code for code in _WORST if code in codes), 0)


def _read(paths: Sequence[Path], dossiers: OpenDossiers, reader: PaperReader, watched: Console) -> list[Evidenced]:
    """Every dossier that can be read, with its papers, while ``watched`` shows how far it is."""
    batch = []
    with watch_reading(watched) as watch:
        for path in watch.over(expand(paths), lambda path: path.name):
            dossier = dossiers.open(path)
            if dossier is not None:
                batch.append(read_evidence(dossier, reader, watch.pages))
    return batch


def _write(
    request: CheckRequest,
    results: Sequence[CheckResult],
    batch: Sequence[Evidenced],
    reader: PaperReader,
    watched: Console,
) -> list[str]:
    """HTML and JSON files of every result; their HTML paths."""
    folder = request.output or (Path() if request.format is Format.HTML else None)
    if folder is None:
        return []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        reports = []
        pairs = list(zip(results, batch, strict=True))
        with watch_reading(watched, "正在写报告") as watch:
            for result, evidenced in watch.over(pairs, lambda pair: pair[0].dossier_id):
                page = folder / f"{result.dossier_id}.html"
                page.write_text(render_html(result, DrawnPages(reader, evidenced)), encoding="utf-8")
                _json_file(folder / f"{result.dossier_id}.json", result)
                reports.append(str(page))
    except OSError as error:
        raise InputError(f"报告无法写入 {folder}：{disk_words(error)}。请换一个可写的文件夹（--output）。") from None
    return reports


def _json_file(path: Path, result: CheckResult) -> None:
    path.write_text(json.dumps(to_json(result), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _print(request: CheckRequest, results: Sequence[CheckResult], reports: Sequence[str], out: Console) -> None:
    if request.format is Format.JSON:
        documents = [to_json(result) for result in results]
        single = len(documents) == 1 and len(request.paths) == 1
        out.file.write(json.dumps(documents[0] if single else documents, ensure_ascii=False, indent=1) + "\n")
    elif len(results) == 1:
        render_terminal(results[0], out)
        for report in reports:
            out.print(f"报告：{report}", markup=False, highlight=False, soft_wrap=True)
    elif results:
        render_summary_table(results, out, reports=reports)
