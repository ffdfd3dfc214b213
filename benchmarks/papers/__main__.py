"""Measure the reader of papers and print the tables: ``python -m benchmarks.papers`` (or ``make bench-papers``).

The test half of the corpus is for reports only; while improving the reader, use ``--half dev``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from benchmarks.papers.corpus.dossiers import DEVELOPMENT, TEST, seeds
from benchmarks.papers.corpus.fonts import missing
from benchmarks.papers.corpus.labels import CLEAN
from benchmarks.papers.corpus.shelf import shelf_folder
from benchmarks.papers.measures.facts import fact_figures, mistakes
from benchmarks.papers.measures.marks import ink_figures, missed, seal_figures
from benchmarks.papers.measures.readings import (
    all_pages,
    make_corpus,
    make_seal_sheets,
    read_corpus,
    read_seal_sheets,
)
from benchmarks.papers.measures.speed import memory_figures, speed_figures, worker_peaks
from benchmarks.papers.measures.table import Figure, show, write_document
from benchmarks.papers.measures.text import text_figures
from xingshen.cli.sources import open_guide
from xingshen.evidence.intake import PaperReader
from xingshen.evidence.store import PageStore

PARTS = ("text", "facts", "seals", "ink", "speed")
DOSSIERS, SEAL_SHEETS, SPEED_PAGES = 28, 30, 16


def main() -> int:
    """Run what was asked for; 1 where a target is missed."""
    asked = _arguments()
    start = perf_counter()
    if missing():
        print(f"本机没有这些字体，相应的变化不在其中：{'、'.join(missing())}")
    with tempfile.TemporaryDirectory(prefix="bench-papers-") as folder:
        figures = _measure(asked, Path(folder))
    show(figures)
    spent = perf_counter() - start
    print(f"用时 {spent / 60:.1f} 分钟，种子为{'测试' if asked.half == TEST else '开发'}一半。")
    if asked.write_doc:
        write_document(figures, f"Half: {asked.half}; {asked.dossiers} dossiers, {asked.sheets} sheets of seals.")
    return 0 if all(figure.reached is not False for figure in figures) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.papers", description=__doc__)
    parser.add_argument("--half", choices=(DEVELOPMENT, TEST), default=TEST, help="which half of the corpus")
    parser.add_argument("--dossiers", type=int, default=DOSSIERS, help="dossiers of about ten pages each")
    parser.add_argument("--sheets", type=int, default=SEAL_SHEETS, help="files of four sealed pages each")
    parser.add_argument("--pages", type=int, default=SPEED_PAGES, help="pages on which engines are compared")
    parser.add_argument("--only", choices=PARTS, action="append", help="only this part; may be repeated")
    parser.add_argument("--explain", action="store_true", help="list what went wrong (development half only)")
    parser.add_argument("--write-doc", action="store_true", help="write the table into docs/accuracy.md")
    asked = parser.parse_args()
    if asked.explain and asked.half == TEST:
        parser.error("--explain is for the development half: the test half is touched only to report")
    return asked


def _measure(asked: argparse.Namespace, folder: Path) -> list[Figure]:
    parts: Sequence[str] = asked.only or PARTS
    guide = open_guide("hebei-intl-2026")
    shelf = shelf_folder()
    truths = make_corpus(seeds(asked.half, asked.dossiers), shelf)
    figures: list[Figure] = []
    peaks: list[int] = []
    if set(parts) - {"speed"}:
        files = make_seal_sheets(seeds(asked.half, asked.sheets), shelf) if "seals" in parts else []
        with PaperReader(workers=2, store=PageStore(folder / "store")) as reader:
            readings = read_corpus(guide, truths, reader)
            sheets = read_seal_sheets(files, reader)
            peaks = worker_peaks()
        pages = all_pages(readings)
        clean = sum(page.truth.grade == CLEAN and not page.truth.layer for page in pages)
        print(f"共{len(pages)}页，其中清晰扫描{clean}页，有文字层{sum(page.truth.layer for page in pages)}页。")
        measures: dict[str, Callable[[], list[Figure]]] = {
            "text": lambda: text_figures(pages),
            "facts": lambda: fact_figures(readings),
            "seals": lambda: seal_figures(pages, sheets),
            "ink": lambda: ink_figures(pages),
        }
        figures = [figure for part, measure in measures.items() if part in parts for figure in measure()]
        if asked.explain:
            print("\n".join([*mistakes(readings), *missed(pages)]))
    if "speed" in parts:
        figures += speed_figures(guide, truths, asked.pages, folder)
    return [*figures, *memory_figures(peaks)] if peaks else figures


if __name__ == "__main__":
    sys.exit(main())
