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
    """One paragraph or table row as a line of text, with its type size in points.

    ``pictures`` are the offsets in ``text`` at which a picture stands in the line.
    """

    text: str
    size: float = BODY_SIZE
    pictures: tuple[int, ...] = ()


def flow_page(lines: Iterable[FlowLine], method: str, images: tuple[Box, ...] = ()) -> Page:
    """One page, as high as its lines need, 595 points wide; lines without text are left out.

    The pictures of the lines come first in the page's images, then ``images``.
    """
    placed: list[Line] = []
    pictures: list[Box] = []
    top = MARGIN
    for line in lines:
        text = line.text.strip()
        if text:
            placed.append(_placed(text, line.size, top))
            pictures += _pictures(line, placed[-1])
            top += line.size * LEADING
    return Page(1, WIDTH, top + MARGIN, tuple(placed), (*pictures, *images), method)


def _pictures(line: FlowLine, placed: Line) -> Iterable[Box]:
    """A narrow box for each picture in the line, at the place in the text where it stands."""
    indent = len(line.text) - len(line.text.lstrip())
    _, top, _, bottom = placed.box
    for offset in line.pictures:
        left = placed.edges[min(max(offset - indent, 0), len(placed.text))]
        yield (left, top, left + line.size / 2, bottom)


def _placed(text: str, size: float, top: float) -> Line:
    """``text`` on one line; text wider than the page is squeezed, as there is no real place to wrap it."""
    widths = [size if is_wide(char) else size / 2 for char in text]
    squeeze = min(1.0, (WIDTH - 2 * MARGIN) / sum(widths))
    edges = [MARGIN]
    for width in widths:
        edges.append(edges[-1] + width * squeeze)
    return Line(text, (MARGIN, top, edges[-1], top + size), tuple(edges))
