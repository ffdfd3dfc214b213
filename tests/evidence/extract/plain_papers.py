"""Papers built from plain text, as a reader would yield them: A4 pages, lines with boxes, a form feed between pages."""

from __future__ import annotations

from xingshen.evidence.page import Line, Page, Paper
from xingshen.kernel.place import Box

FILE = "附件/测试.pdf"
_LEFT, _TOP, _STEP, _SIZE = 72.0, 72.0, 20.0, 10.5


def paper_of(text: str, *images: Box) -> Paper:
    """A paper with a text layer; ``images`` lie on its last page."""
    texts = text.split("\f")
    pages = tuple(
        Page(number, 595.0, 842.0, tuple(_lines(body)), images if number == len(texts) else ())
        for number, body in enumerate(texts, 1)
    )
    return Paper(FILE, "sha256:0", "application/pdf", pages)


def scanned_paper() -> Paper:
    """A paper of one page on which nothing could be read as text."""
    return Paper(FILE, "sha256:0", "application/pdf", (Page(1, 595.0, 842.0, (), (), "none"),))


def _lines(body: str) -> list[Line]:
    return [_line(text, number) for number, text in enumerate(body.strip("\n").split("\n")) if text.strip()]


def _line(text: str, number: int) -> Line:
    edges = [_LEFT]
    for char in text:
        edges.append(edges[-1] + (_SIZE / 2 if char.isascii() else _SIZE))
    top = _TOP + number * _STEP
    return Line(text, (_LEFT, top, edges[-1], top + _SIZE), tuple(edges))
