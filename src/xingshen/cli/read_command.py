"""``xingshen read``: what was read from single papers, for people who want to see why."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from xingshen.cli.overlays import write_overlays
from xingshen.cli.sources import InputError, open_guide, open_reader, sight_sentence
from xingshen.dossier.form_spec import FormSchema, PaperKindSpec
from xingshen.evidence.fact import Fact, KindSpec
from xingshen.evidence.facts import facts_of
from xingshen.evidence.page import Paper
from xingshen.evidence.parts import Part as FoundPart
from xingshen.evidence.parts import parts_of, restrict
from xingshen.reports.presentable import neutralise
from xingshen.reports.progress import watch_reading
from xingshen.reports.reading.account import NamedFact, PaperAccount, Part, ReadState
from xingshen.reports.reading.json_form import reading_to_json
from xingshen.reports.reading.terminal import render_reading
from xingshen.reports.reading.words import FACT_WORDS, state_sentence

EXIT_CODES = {ReadState.READ: 0, ReadState.PARTLY: 2, ReadState.UNREAD: 3}
_PROBLEMS_TOLD = 3
"""Of a paper printed as JSON, which holds them all."""
_ITSELF = "file"
"""The fact that a row is of this file; of no interest to who asked for the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRequest:
    """What was asked for on the command line; ``lines`` of the text are shown, all of them for None."""

    paths: Sequence[Path]
    guide: str
    as_json: bool
    lines: int | None
    overlay: Path | None
    workers: int
    quiet: bool


def run_read(request: ReadRequest, out: Console, err: Console) -> int:
    """Read every paper, say what was read; the exit code is that of the paper that was read worst.

    Raises InputError.
    """
    schema = open_guide(request.guide).guide.form
    files = [_file_at(path) for path in request.paths]
    watched = Console(stderr=True, quiet=True) if request.quiet else err
    if hint := sight_sentence():
        err.print(hint, markup=False, highlight=False, soft_wrap=True)
    with open_reader(request.workers) as reader:
        with watch_reading(watched) as watch:
            papers = reader.read_many([(path, str(path)) for path in files], watch.pages)
        accounts = [PaperAccount(paper, _parts(paper, schema)) for paper in papers]
        if request.overlay is not None:
            write_overlays(request.overlay, list(zip(files, accounts, strict=True)), reader, err)
    _print(request, accounts, out)
    if request.as_json:
        for account in accounts:
            why = "".join(dict.fromkeys(each.message for each in account.paper.problems[:_PROBLEMS_TOLD]))
            sentence = f"{neutralise(account.paper.file)}：{state_sentence(account)}{neutralise(why)}"
            err.print(sentence, markup=False, highlight=False, soft_wrap=True)
    return max(EXIT_CODES[account.state] for account in accounts)


def _file_at(path: Path) -> Path:
    if path.is_dir():
        raise InputError(
            f"{neutralise(str(path))} 是文件夹。请给出其中的文件；检查整份申报材料请用 xingshen check 文件夹。"
        )
    return path


def _print(request: ReadRequest, accounts: Sequence[PaperAccount], out: Console) -> None:
    if request.as_json:
        documents = [reading_to_json(account) for account in accounts]
        shown = documents[0] if len(documents) == 1 else documents
        out.file.write(json.dumps(shown, ensure_ascii=False, indent=1) + "\n")
        return
    for number, account in enumerate(accounts):
        if number:
            out.print()
        render_reading(account, out, lines=request.lines)


def _parts(paper: Paper, schema: FormSchema) -> tuple[Part, ...]:
    """The paper as papers of the guide's kinds, each with the facts that the kind's reader finds."""
    if not any(page.lines for page in paper.pages):
        return ()
    specs = [KindSpec(kind.id, kind.title_words, kind.body_words, kind.reader or "") for kind in schema.kinds]
    found = parts_of(paper, specs)
    return tuple(_part(paper, part, found[:at], schema) for at, part in enumerate(found))


def _part(paper: Paper, found: FoundPart, before: Sequence[FoundPart], schema: FormSchema) -> Part:
    kind = next((item for item in schema.kinds if item.id == found.kind), None)
    facts: Sequence[Fact] = ()
    names: dict[str, str] = {}
    if kind is not None and kind.reader:
        facts = tuple(facts_of(restrict(paper, found, *before), kind.reader).facts.values())
        names = _fact_names(schema, kind)
    return Part(
        kind=kind.name if kind is not None else None,
        first=found.first,
        last=found.last,
        confidence=found.confidence,
        evidence=found.evidence,
        facts=tuple(NamedFact(names.get(fact.name, fact.name), fact) for fact in facts if fact.name != _ITSELF),
    )


def _fact_names(schema: FormSchema, kind: PaperKindSpec) -> dict[str, str]:
    """What the guide calls the facts of a kind of paper, by the reader's names; kinds of one reader lend each other."""
    family = [other.name for other in schema.kinds if other.reader == kind.reader]
    names: dict[str, str] = {}
    for spec in sorted(schema.facts, key=lambda spec: kind.name not in spec.kinds):
        if set(spec.kinds) & set(family):
            for item in spec.items:
                names.setdefault(item.reads, item.name)
    return {**FACT_WORDS, **names}
