"""Progress is shown to people at terminals, rarely told elsewhere, and never to those who want quiet."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from xingshen.evidence.intake import ReadingProgress
from xingshen.reports import progress
from xingshen.reports.progress import time_words, watch_reading


def run(console: Console) -> str:
    with watch_reading(console) as watch:
        for _ in watch.over(["甲", "乙\x1b[2J"], str):
            for done in (1, 2, 3):
                watch.pages(
                    ReadingProgress(papers_done=0, papers=1, pages_done=done, pages=3, file="协议.pdf", page=done)
                )
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_short_run_that_nobody_watches_says_nothing() -> None:
    assert run(Console(file=io.StringIO())) == ""


def test_a_long_run_that_nobody_watches_says_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SECONDS_BETWEEN_LINES", 0.0)
    lines = run(Console(file=io.StringIO(), width=200)).splitlines()
    assert (lines[0], lines[1], len(lines)) == (
        "正在审查 1/2 甲",
        "正在审查 1/2 甲：已读 1/3 页，协议.pdf",
        8,
    )


def test_a_terminal_shows_dossiers_and_pages() -> None:
    shown = run(Console(file=io.StringIO(), force_terminal=True, width=100, color_system=None))
    assert ("正在审查" in shown, "正在读页" in shown, "\x1b[2J" in shown) == (True, True, False)


def test_quiet_is_quiet() -> None:
    assert run(Console(file=io.StringIO(), force_terminal=True, quiet=True)) == ""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.4, "0 秒"), (59.9, "59 秒"), (60, "1 分钟"), (346, "5 分 40 秒"), (3700, "1 小时 1 分")],
)
def test_time_left_is_said_in_words(seconds: float, words: str) -> None:
    assert time_words(seconds) == words
