"""Lines with made-up places, for papers that have no pages (docx, plain text).

The layout is stable, so that a finding can point to "the line at this height" and a report can order its quotes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xingshen.evidence.glyph import is_wide
from xingshen.evidence.page import Line, Page
from xingshen.kernel.place import Box

WIDTH = 595.0
MARGIN = 72.0
LEADING = 1.5
BODY_SIZE = 12.0


@dataclass(frozen=True, slots=True)
class FlowLine:
    """One paragraph or table row as a line of text, with its type size in points."""

    text: str
    size: float = BODY_SIZE


def flow_page(lines: Iterable[FlowLine], method: str, images: tuple[Box, ...] = ()) -> Page:
    """One page, as high as its lines need, 595 points wide; empty lines are left out."""
    placed: list[Line] = []
    top = MARGIN
    for line in lines:
        text = line.text.strip()
        if text:
            placed.append(_placed(text, line.size, top))
            top += line.size * LEADING
    return Page(1, WIDTH, top + MARGIN, tuple(placed), images, method)


def _placed(text: str, size: float, top: float) -> Line:
    """``text`` on one line; text wider than the page is squeezed, as there is no real place to wrap it."""
    widths = [size if is_wide(char) else size / 2 for char in text]
    squeeze = min(1.0, (WIDTH - 2 * MARGIN) / sum(widths))
    edges = [MARGIN]
    for width in widths:
        edges.append(edges[-1] + width * squeeze)
    return Line(text, (MARGIN, top, edges[-1], top + size), tuple(edges))
