"""Shows how far reading came: bars for dossiers and pages where somebody sits at a terminal, else a line now and then.

Everything goes to one console, usually that of the error stream, so that results stay clean. Knows nothing of what is
read.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TaskID, TextColumn
from rich.text import Text

from xingshen.evidence.intake import ReadingProgress
from xingshen.reports.presentable import neutralise
from xingshen.reports.wrapping import clip

SECONDS_BETWEEN_LINES = 30.0
"""How often a run that nobody watches says where it is; a shorter run says nothing."""
_MINUTE = 60
_NAME_CELLS = 28
_BAR_CELLS = 24

T = TypeVar("T")


class Watch(Protocol):
    """Whoever is told how far reading came."""

    def over(self, items: Sequence[T], name: Callable[[T], str]) -> Iterator[T]:
        """``items`` one by one, each counted as done when the next is asked for."""
        ...

    def pages(self, progress: ReadingProgress) -> None:
        """Told after every file that was opened and every page that was looked at."""
        ...


@contextmanager
def watch_reading(console: Console, word: str = "正在审查") -> Iterator[Watch]:
    """A watch on ``console``; ``word`` says what is done to the items. A quiet console is told nothing."""
    if not console.is_terminal or console.quiet:
        yield _Lines(console, word)
        return
    with _bars(console) as progress:
        yield _Bars(progress, word)


class _Bars:
    def __init__(self, progress: Progress, word: str) -> None:
        self._progress, self._word = progress, word
        self._pages: TaskID | None = None

    def over(self, items: Sequence[T], name: Callable[[T], str]) -> Iterator[T]:
        task = self._progress.add_task(self._word, total=len(items), now="", visible=len(items) > 1)
        for item in items:
            self._progress.update(task, now=_name(name(item)))
            self._forget_pages()
            yield item
            self._progress.advance(task)
        self._forget_pages()

    def pages(self, progress: ReadingProgress) -> None:
        if self._pages is None:
            self._pages = self._progress.add_task("正在读页", total=None, now="")
        now = _name(progress.file)
        self._progress.update(self._pages, total=max(progress.pages, 1), completed=progress.pages_done, now=now)

    def _forget_pages(self) -> None:
        if self._pages is not None:
            self._progress.remove_task(self._pages)
            self._pages = None


class _Lines:
    def __init__(self, console: Console, word: str) -> None:
        self._console, self._word = console, word
        self._item = ""
        self._said = time.monotonic()

    def over(self, items: Sequence[T], name: Callable[[T], str]) -> Iterator[T]:
        for number, item in enumerate(items, 1):
            self._item = f"{self._word} {number}/{len(items)} {_name(name(item))}"
            self._say(self._item)
            yield item

    def pages(self, progress: ReadingProgress) -> None:
        item = f"{self._item}：" if self._item else ""
        self._say(f"{item}已读 {progress.pages_done}/{progress.pages} 页，{_name(progress.file)}")

    def _say(self, sentence: str) -> None:
        if time.monotonic() - self._said >= SECONDS_BETWEEN_LINES:
            self._said = time.monotonic()
            self._console.print(sentence, markup=False, highlight=False, soft_wrap=True)


class _TimeLeft(ProgressColumn):
    """约剩 5 分 50 秒; nothing while it cannot be told yet."""

    max_refresh = 1.0

    def render(self, task: Task) -> Text:
        seconds = task.time_remaining
        return Text("" if seconds is None or task.finished else f"约剩 {time_words(seconds)}")


def time_words(seconds: float) -> str:
    """A span as people say it, seconds in tens where there are minutes, so that it does not flicker."""
    whole = max(int(seconds), 0)
    if whole < _MINUTE:
        return f"{whole} 秒"
    hours, minutes, rest = whole // 3600, whole % 3600 // _MINUTE, whole % _MINUTE // 10 * 10
    if hours:
        return f"{hours} 小时 {minutes} 分"
    return f"{minutes} 分 {rest} 秒" if rest else f"{minutes} 分钟"


def _bars(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=_BAR_CELLS),
        MofNCompleteColumn(),
        TextColumn("{task.fields[now]}", markup=False),
        _TimeLeft(),
        console=console,
        transient=True,
    )


def _name(text: str) -> str:
    return clip(neutralise(text), _NAME_CELLS)
