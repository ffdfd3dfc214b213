"""How fast: against other engines on the same pages, page by page in turn; our own overhead; pools; re-checks; memory.

Everything is measured in one run, so that ratios hold on a slow or busy machine. Times are wall-clock seconds, those of
single pages (:mod:`overhead`) seconds of the processor.
"""

from __future__ import annotations

import os
import shutil
import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter

import numpy as np

from benchmarks.papers.corpus.dossiers import DossierTruth
from benchmarks.papers.measures.engines import Engine, Picture, rapidocr_default, tesseract
from benchmarks.papers.measures.overhead import overhead_figures, spent_on
from benchmarks.papers.measures.readings import PageReading, Progress
from benchmarks.papers.measures.table import Figure
from benchmarks.papers.measures.text import Errors, own_lines, page_errors, total
from xingshen.cli.sources import OpenDossiers
from xingshen.evidence.intake import PaperReader, ReadingProgress
from xingshen.evidence.limits import DEFAULT_LIMITS
from xingshen.evidence.page import Paper
from xingshen.evidence.readers import read_bytes
from xingshen.evidence.store import PageStore
from xingshen.evidence.view import view_of
from xingshen.pipeline.check import check_dossiers, read_evidence
from xingshen.rules.compiled import CompiledGuide

SECTION = "速度与内存（同一次运行）"
_GIBIBYTE = 1024**3


@dataclass(frozen=True, slots=True)
class SinglePage:
    """A scanned page to be read by every engine: its file, its number and its picture at 200 dpi, upright."""

    path: Path
    reading: PageReading
    picture: Picture


def pick_pages(truths: Sequence[DossierTruth], count: int) -> list[tuple[Path, PageReading]]:
    """Scanned one-page files filed upright, from as many dossiers as possible."""
    found = [
        (truth.folder / paper.file, PageReading(paper.file, paper.pages[0], None))
        for truth in truths
        for paper in truth.papers
        if len(paper.pages) == 1 and not paper.pages[0].layer and paper.pages[0].turned == 0
    ]
    step = max(len(found) // max(count, 1), 1)
    return found[::step][:count]


def speed_figures(guide: CompiledGuide, truths: Sequence[DossierTruth], count: int, folder: Path) -> list[Figure]:
    """The whole table of speed; ``count`` pages for the engines.

    What runs in this process is measured before the threads of other engines are in it.
    """
    pages = [_single(path, reading) for path, reading in pick_pages(truths, count)]
    store = PageStore(folder / "looked-store")
    alone = [*_native(truths, store), *overhead_figures([page.path for page in pages], store, SECTION)]
    return [
        *_engines(pages),
        *alone,
        *_pools([page.path for page in pages]),
        *_recheck(guide, truths, folder),
    ]


def memory_figures(peaks: Sequence[int]) -> list[Figure]:
    """The largest resident memory of any reading process."""
    most = max(peaks, default=0) / _GIBIBYTE
    return [
        Figure(
            section=SECTION,
            name="识读进程内存峰值",
            english="Peak resident memory of a worker",
            value=f"{most:.2f} GiB",
            target="≤ 1.5 GB",
            reached=most * _GIBIBYTE <= 1.5e9 if peaks else None,
        )
    ]


def worker_peaks() -> list[int]:
    """Peak resident bytes of every reading process that this process has started and that still runs."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "status").read_text(encoding="ascii", errors="replace")
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        if fields.get("PPid", "").strip() == str(os.getpid()) and b"xingshen.evidence.worker" in command:
            found.append(int(fields["VmHWM"].split()[0]) * 1024)
    return found


def _single(path: Path, reading: PageReading) -> SinglePage:
    data = path.read_bytes()
    page = read_bytes(data, path.name, "", DEFAULT_LIMITS).pages[0]
    view = view_of(data, page, DEFAULT_LIMITS)
    assert view is not None
    return SinglePage(path, reading, np.asarray(view.picture))


def _timed(run: Callable[[], object]) -> float:
    start = perf_counter()
    run()
    return perf_counter() - start


def _engines(pages: Sequence[SinglePage]) -> Iterator[Figure]:
    """Ours with its two processes against each other engine, in turns of four pages."""
    others: dict[str, Engine] = {"rapidocr": rapidocr_default()}
    chinese = tesseract()
    if chinese is not None:
        others["tesseract"] = chinese
    times = dict.fromkeys(("ours", *others), 0.0)
    errors: dict[str, list[Errors]] = {name: [] for name in times}
    progress = Progress("对照其他引擎", len(pages))
    with PaperReader(workers=2) as reader:
        reader.read_many([(page.path, page.path.name) for page in pages[:2]])
        for engine in others.values():
            engine(pages[0].picture)
        for at in range(0, len(pages), 4):
            turn = pages[at : at + 4]
            start = perf_counter()
            papers = reader.read_many([(page.path, page.path.name) for page in turn])
            times["ours"] += perf_counter() - start
            errors["ours"] += [_own_errors(page, paper) for page, paper in zip(turn, papers, strict=True)]
            for name, engine in others.items():
                for page in turn:
                    start = perf_counter()
                    lines = engine(page.picture)
                    times[name] += perf_counter() - start
                    errors[name].append(page_errors(page.reading.truth, lines))
            for _ in turn:
                progress.step()
    yield from _ratios(times, {name: total(found) for name, found in errors.items()}, len(pages))


def _own_errors(page: SinglePage, paper: Paper) -> Errors:
    read = PageReading(page.reading.where, page.reading.truth, paper.pages[0] if paper.pages else None)
    return page_errors(read.truth, own_lines(read))


def _ratios(times: dict[str, float], errors: dict[str, Errors], count: int) -> Iterator[Figure]:
    ours = times["ours"]
    told = f"{count / ours:.2f} pages/s, CER {errors['ours']}"
    yield Figure(
        section=SECTION,
        name=f"识读{count}个扫描页（含印章、笔迹）",
        english=f"Reading {count} scanned pages (seals and ink included)",
        value=told,
    )
    limits = {"rapidocr": (3.0, 1.0, "≥ 3.0 ×, CER no worse"), "tesseract": (3.0, 0.1, "≥ 3 ×, CER ≤ 1/10")}
    for name in [name for name in times if name != "ours"]:
        faster, share, target = limits[name]
        ratio = times[name] / ours
        kept = errors["ours"].rate <= errors[name].rate * share
        yield Figure(
            section=SECTION,
            name=f"与 {name} 同页相比",
            english=f"Against {name} on the same pages",
            target=target,
            value=f"{ratio:.2f} ×, {count / times[name]:.2f} pages/s, CER {errors[name]}",
            reached=ratio >= faster and kept,
        )
    if "tesseract" not in times:
        yield Figure(
            section=SECTION,
            name="tesseract 未安装，未对照",
            english="tesseract is not installed: not compared",
            value="—",
        )


def _native(truths: Sequence[DossierTruth], store: PageStore) -> Iterator[Figure]:
    """Pages with a text layer, everything included: opening, drawing, looking for seals, keeping."""
    files = [
        truth.folder / paper.file
        for truth in truths
        for paper in truth.papers
        if all(page.layer for page in paper.pages)
    ]
    for path in files[:1]:
        spent_on(path, store)
    lists = [spent_on(path, store) for path in files[:8]]
    times = [each.whole for pages in lists for each in pages]
    if times:
        median = statistics.median(times) * 1e3
        yield Figure(
            section=SECTION,
            name=f"有文字层的页（{len(times)}页，含找章）",
            english=f"Page with a text layer, seal pass included ({len(times)} pages)",
            value=f"{median:.0f} ms",
            target="≤ 150 ms",
            reached=median <= 150,
        )


def _pools(paths: Sequence[Path]) -> Iterator[Figure]:
    """The same pages by one process and by two, in turns."""
    papers = [(path, path.name) for path in paths]
    times = {1: 0.0, 2: 0.0}
    with PaperReader(workers=1) as one, PaperReader(workers=2) as two:
        readers = {1: one, 2: two}
        for reader in readers.values():
            reader.read_many(papers[:2])
        for workers in (1, 2, 2, 1):
            times[workers] += _timed(partial(readers[workers].read_many, papers))
    ratio = times[1] / times[2]
    yield Figure(
        section=SECTION,
        name="两个进程与一个进程之比",
        english="Two workers against one (pages/s)",
        value=f"{ratio:.2f} × ({2 * len(papers) / times[2]:.2f} / {2 * len(papers) / times[1]:.2f} pages/s)",
        target="≥ 1.7 ×",
        reached=ratio >= 1.7,
    )


def _recheck(guide: CompiledGuide, truths: Sequence[DossierTruth], folder: Path) -> Iterator[Figure]:
    """A dossier checked, checked again, and again after one of its files was replaced."""
    source = truths[0]
    copy = folder / "recheck"
    shutil.copytree(source.folder, copy)
    with PaperReader(workers=2, store=PageStore(folder / "recheck-store")) as reader:
        first = _timed(lambda: _check(guide, copy, reader))
        second = min(_timed(lambda: _check(guide, copy, reader)) for _ in range(3))
        changed = next(paper.file for paper in source.papers if paper.scanned and paper.file.endswith(".pdf"))
        other = next(
            paper for truth in truths[1:] for paper in truth.papers if paper.scanned and paper.file.endswith(".pdf")
        )
        home = next(truth.folder for truth in truths[1:] if other in truth.papers)
        shutil.copyfile(home / other.file, copy / changed)
        looked: set[str] = set()
        third = _timed(lambda: _check(guide, copy, reader, looked))
    yield Figure(
        section=SECTION,
        name="未改动的材料再次审查",
        english="Re-check of an unchanged dossier",
        value=f"{first / second:.0f} × ({first:.2f} s → {second:.3f} s)",
        target="≥ 50 ×",
        reached=first / second >= 50,
    )
    yield Figure(
        section=SECTION,
        name="换了一个文件再审",
        english="One changed file: files read again",
        value=f"{len(looked)} ({third:.2f} s)",
        target="1",
        reached=looked == {changed},
    )


def _check(guide: CompiledGuide, folder: Path, reader: PaperReader, looked: set[str] | None = None) -> None:
    def note(progress: ReadingProgress) -> None:
        if looked is not None and progress.page is not None:
            looked.add(progress.file)

    with ExitStack() as stack:
        dossier = OpenDossiers(guide, stack).open(folder)
        assert dossier is not None
        check_dossiers(guide, [read_evidence(dossier, reader, note)])
