"""What we do with a page besides calling the recogniser, against the seconds inside its calls.

Processor time of this one process, which neighbours on a busy machine disturb less than the clock on the wall.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from types import TracebackType
from typing import Any

from benchmarks.papers.measures.table import Figure
from xingshen.evidence.flattening import as_it_is
from xingshen.evidence.limits import DEFAULT_LIMITS
from xingshen.evidence.ocr.engine import start_engine
from xingshen.evidence.ocr.reading import read_picture
from xingshen.evidence.page import Page
from xingshen.evidence.readers import read_bytes
from xingshen.evidence.sight import open_eyes
from xingshen.evidence.store import PageStore
from xingshen.evidence.view import View, view_of

_ALLOWED = 0.1


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds for one page: its share of opening the file, drawing and fingerprinting it, looking at it, keeping it."""

    opening: float
    drawing: float
    looking: float
    keeping: float

    @property
    def whole(self) -> float:
        """All of it."""
        return self.opening + self.drawing + self.looking + self.keeping


def spent_on(path: Path, store: PageStore) -> list[Spent]:
    """What each page of ``path`` takes in this process, looked at afresh and kept in ``store``."""
    start = process_time()
    data = path.read_bytes()
    paper = read_bytes(data, path.name, "", DEFAULT_LIMITS)
    opening = (process_time() - start) / max(len(paper.pages), 1)
    return [Spent(opening, *_spent_on_page(data, page, store)) for page in paper.pages]


def _spent_on_page(data: bytes, page: Page, store: PageStore) -> tuple[float, float, float]:
    start = process_time()
    view = view_of(data, page, DEFAULT_LIMITS)
    if view is None:
        return process_time() - start, 0.0, 0.0
    key = view.digest
    drawn = process_time()
    looked, problems = open_eyes()(page, view)
    seen = process_time()
    store.put_page(key, looked, problems)
    return drawn - start, seen - drawn, process_time() - seen


def overhead_figures(paths: Sequence[Path], store: PageStore, section: str) -> Iterator[Figure]:
    """The overhead of all that is done with the scanned one-page files ``paths``, and of reading their text alone."""
    spent_on(paths[0], store)
    with _EngineClock() as clock:
        spent = [each for path in paths for each in spent_on(path, store)]
    whole, drawing = sum(each.whole for each in spent), sum(each.opening + each.drawing for each in spent)
    yield _figure(section, "整页处理在引擎调用之外的开销", "Whole page: overhead over the engine calls", whole, clock)
    yield Figure(
        section=section,
        name="　其中打开文件、绘出页面并取指纹",
        english="— of this opening files, drawing pages and their fingerprints",
        value=f"{drawing / clock.seconds:.1%}",
    )
    views = [view for path in paths if (view := _first_view(path)) is not None]
    with _EngineClock() as clock:
        start = process_time()
        for view in views:
            read_picture(as_it_is(view).picture, view.dpi, start_engine())
        reading = process_time() - start
    yield _figure(section, "只识读文字时的开销", "Reading text alone: overhead over its engine calls", reading, clock)


def _figure(section: str, name: str, english: str, whole: float, clock: _EngineClock) -> Figure:
    share = whole / clock.seconds - 1
    value = f"{share:.1%} ({whole:.1f} s / {clock.seconds:.1f} s)"
    return Figure(section=section, name=name, english=english, value=value, target="≤ 10%", reached=share <= _ALLOWED)


def _first_view(path: Path) -> View | None:
    data = path.read_bytes()
    return view_of(data, read_bytes(data, path.name, "", DEFAULT_LIMITS).pages[0], DEFAULT_LIMITS)


class _EngineClock:
    """Counts the seconds inside the process's engine while it runs; its object is wrapped, its code untouched."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._engine: Any = start_engine()

    def __enter__(self) -> _EngineClock:
        self._engine.detect = self._counted(self._engine.detect)
        self._engine.read = self._counted(self._engine.read)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        del self._engine.detect, self._engine.read

    def _counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*values: Any, **named: Any) -> Any:
            start = process_time()
            answer = call(*values, **named)
            self.seconds += process_time() - start
            return answer

        return counted
