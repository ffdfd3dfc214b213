"""Breaks Chinese and mixed text into lines of a terminal: between any two characters, but not before a full stop.

Knows display widths (a Chinese character takes two cells) and nothing of what the text says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rich.cells import cell_len, chop_cells

_NOT_FIRST = "，。；：、！？）〕】》”’…,.;:!?)]}%"
_NOT_LAST = "（〔【《“‘([{"
_PIECE = re.compile(
    rf"[{re.escape(_NOT_LAST)}]*(?:[\x21-\x7e\u00a0-\u02af\u2460-\u24ff]+|\S|\s+)[{re.escape(_NOT_FIRST)}]*"
)


def wrap(text: str, width: int) -> list[str]:
    """The text as lines of at most ``width`` cells (at least 2); blanks at line ends are dropped."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, max(width, 2)):
        if cell_len((line + piece).rstrip()) > width and line.strip():
            lines.append(line.rstrip())
            line = ""
        line += piece if line or not piece.isspace() else ""
    return [*lines, line.rstrip()]


def clip(text: str, width: int) -> str:
    """The text on one line of at most ``width`` cells, ending in an ellipsis where something was cut."""
    if cell_len(text) <= width:
        return text
    return chop_cells(text, max(width - 1, 1))[0].rstrip() + "…"


def _pieces(text: str, width: int) -> Iterator[str]:
    for piece in _matches(text):
        yield from [piece] if cell_len(piece) <= width else chop_cells(piece, width)


def _matches(text: str) -> Iterable[str]:
    return (match.group() for match in _PIECE.finditer(text))
