"""A paper as it was read: pages, lines with their places, images, and what stood in the way.

The one shape that every reader (PDF, docx, later OCR and OFD) yields and every extractor takes. It knows nothing of
what a paper ought to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from xingshen.kernel.place import Box, Evidence


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text. ``edges`` are the x positions (points) of the character boundaries: ``len(text) + 1`` numbers.

    ``confidence`` is 1.0 for a sound text layer; OCR gives less.
    """

    text: str
    box: Box
    edges: tuple[float, ...]
    confidence: float = 1.0

    def box_of(self, start: int, end: int) -> Box:
        """The box of ``text[start:end]`` in points."""
        return (self.edges[start], self.box[1], self.edges[end], self.box[3])


@dataclass(frozen=True)
class Page:
    """One page: number from 1, size in points, lines in reading order, boxes of pictures and of free-hand drawing.

    ``method`` is text-layer, docx, ocr or none (nothing on the page could be read as text).
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    images: tuple[Box, ...] = ()
    method: str = "text-layer"

    @cached_property
    def text(self) -> str:
        """All lines joined by newlines; offsets into it are what :meth:`evidence` takes."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset in :attr:`text` at which each line begins."""
        starts, at = [], 0
        for line in self.lines:
            starts.append(at)
            at += len(line.text) + 1
        return tuple(starts)

    def evidence(self, file: str, start: int, end: int) -> Evidence:
        """The pointer to ``text[start:end]``: the union of the boxes of the touched pieces of lines, and the quote."""
        boxes = []
        confidence = 1.0
        for at, line in zip(self.line_starts, self.lines, strict=True):
            low, high = max(start - at, 0), min(end - at, len(line.text))
            if low < high:
                boxes.append(line.box_of(low, high))
                confidence = min(confidence, line.confidence)
        quote = self.text[start:end].replace("\n", "").strip()
        return Evidence(file, quote, self.method, confidence, self.number, union(boxes) if boxes else None)


def union(boxes: list[Box]) -> Box:
    """The smallest box that holds all of ``boxes`` (at least one)."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


@dataclass(frozen=True, slots=True)
class PaperProblem:
    """Something that stands in the way of reading, with a cure, both sentences in Chinese (clause 4.0).

    ``code`` is one of: missing, empty, damaged, encrypted, unsupported, too_large, too_many_pages, timeout, blank,
    no_text_layer, active_content, outside_folder, type_mismatch.
    """

    code: str
    message: str
    cure: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """One file as read. ``file`` is its path inside the dossier folder; ``digest`` is ``sha256:…`` of its bytes."""

    file: str
    digest: str
    media_type: str
    pages: tuple[Page, ...]
    problems: tuple[PaperProblem, ...] = ()
