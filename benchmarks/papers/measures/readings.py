"""Makes the corpus and has it read by the real pipeline: dossiers opened, papers read, rules applied.

Every run reads afresh, into a store of its own. Knows nothing of how readings are judged.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from benchmarks.papers.corpus.dossiers import DossierTruth
from benchmarks.papers.corpus.forgeries import ForgeryFile
from benchmarks.papers.corpus.labels import PageTruth, PaperTruth
from benchmarks.papers.corpus.shelf import take_dossiers, take_forgeries
from xingshen.cli.sources import OpenDossiers
from xingshen.evidence.intake import PaperReader
from xingshen.evidence.page import Page, Paper
from xingshen.findings.finding import CheckResult, Finding
from xingshen.pipeline.check import Evidenced, check_dossiers, read_evidence
from xingshen.rules.compiled import CompiledGuide

_Value = TypeVar("_Value")


@dataclass(frozen=True)
class DossierReading:
    """A dossier as read and checked, beside what is true of it."""

    truth: DossierTruth
    evidenced: Evidenced
    papers: Mapping[str, Paper]
    result: CheckResult

    def finding(self, rule: str) -> Finding | None:
        """What ``rule`` says of it."""
        return next((finding for finding in self.result.findings if finding.rule == rule), None)


@dataclass(frozen=True, slots=True)
class PageReading:
    """A page as read, beside what is true of it; ``page`` None where the reader gave none, ``where`` it was filed."""

    where: str
    truth: PageTruth
    page: Page | None


@dataclass(frozen=True, slots=True)
class SealSheet:
    """The pages of one forgery file as read."""

    file: ForgeryFile
    pages: tuple[PageReading, ...]


class Progress:
    """A line that tells how far a long step is; only on a terminal or a log, never in results."""

    def __init__(self, what: str, all_steps: int) -> None:
        self._what, self._all, self._done, self._start = what, all_steps, 0, time.perf_counter()

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        spent = time.perf_counter() - self._start
        left = spent / self._done * (self._all - self._done)
        end = "\n" if self._done == self._all else "\r"
        print(
            f"{self._what} {self._done}/{self._all}，用时 {spent:.0f} s，约余 {left:.0f} s   ",
            end=end,
            file=sys.stderr,
            flush=True,
        )


def make_corpus(seeds: Sequence[int], shelf: Path) -> list[DossierTruth]:
    """The dossiers of ``seeds``."""
    progress = Progress("生成模拟材料", len(seeds))
    return [_told(truth, progress) for truth in take_dossiers(seeds, shelf)]


def make_seal_sheets(seeds: Sequence[int], shelf: Path) -> list[ForgeryFile]:
    """The forgery files of ``seeds``."""
    progress = Progress("生成仿冒印章页", len(seeds))
    return [_told(file, progress) for file in take_forgeries(seeds, shelf)]


def read_corpus(guide: CompiledGuide, truths: Sequence[DossierTruth], reader: PaperReader) -> list[DossierReading]:
    """Every dossier opened, read and checked; ``reader`` should have a store, since papers are asked for twice."""
    progress = Progress("识读材料", len(truths))
    return [_told(_read(guide, truth, reader), progress) for truth in truths]


def read_seal_sheets(files: Sequence[ForgeryFile], reader: PaperReader) -> list[SealSheet]:
    """The forgery files read."""
    progress = Progress("识读仿冒印章页", len(files))
    sheets = []
    for file in files:
        paper = reader.read(file.path, file.path.name)
        sheets.append(SealSheet(file, tuple(_pages("seals", file.truth, paper))))
        progress.step()
    return sheets


def all_pages(readings: Iterable[DossierReading]) -> list[PageReading]:
    """The pages of all dossiers."""
    return [
        page
        for reading in readings
        for truth in reading.truth.papers
        for page in _pages(reading.truth.folder.name, truth, reading.papers[truth.file])
    ]


def _read(guide: CompiledGuide, truth: DossierTruth, reader: PaperReader) -> DossierReading:
    with ExitStack() as stack:
        opened = OpenDossiers(guide, stack)
        dossier = opened.open(truth.folder)
        if dossier is None:
            raise RuntimeError(f"{truth.folder}: {opened.unreadable[0][1].problems}")
        evidenced = read_evidence(dossier, reader)
        result = check_dossiers(guide, [evidenced])[0]
    files = [paper.file for paper in truth.papers]
    papers = reader.read_many([(truth.folder / file, file) for file in files])
    return DossierReading(truth, evidenced, dict(zip(files, papers, strict=True)), result)


def _pages(home: str, truth: PaperTruth, paper: Paper) -> Iterator[PageReading]:
    by_number = {page.number: page for page in paper.pages}
    for number, page_truth in enumerate(truth.pages, start=1):
        yield PageReading(f"{home}/{truth.file}#{number}", page_truth, by_number.get(number))


def _told(value: _Value, progress: Progress) -> _Value:
    progress.step()
    return value
