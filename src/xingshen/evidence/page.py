"""A paper as it was read: pages, lines with their places, images, and what stood in the way.

The one shape that every reader (PDF, docx, OFD, pictures, OCR) yields and every extractor takes. It knows nothing of
what a paper ought to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from xingshen.kernel.place import Box, Evidence

HIDDEN_CONFIDENCE = 0.6
"""The most that text proves which lies hidden behind a picture (the OCR of a scanner): nobody sees it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text. ``edges`` are the x positions (points) of the character boundaries: ``len(text) + 1`` numbers.

    ``confidence`` is 1.0 for a sound text layer; OCR gives less. ``method`` is how this line was read where that is not
    how the page was read (a scanned part of a page with a text layer); None: as the page.
    """

    text: str
    box: Box
    edges: tuple[float, ...]
    confidence: float = 1.0
    method: str | None = None

    def box_of(self, start: int, end: int) -> Box:
        """The box of ``text[start:end]`` in points."""
        return (self.edges[start], self.box[1], self.edges[end], self.box[3])


@dataclass(frozen=True, slots=True)
class SealReading:
    """One attempt at the name around a seal: its text, how sure (0 to 1), and by which view of the ink it was read."""

    text: str
    confidence: float
    view: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """One seal on a page: what is seen of it, never whether it is genuine.

    ``shape`` is round, oval or rectangle; ``colour`` red, blue or grey. ``whole`` False: cut off by an edge, or half of
    a seal across pages (骑缝章). ``readings``: the name around it, best first; none: present and not read. ``centre``:
    what stands across its middle (合同专用章 …).
    """

    box: Box
    shape: str
    colour: str = "red"
    whole: bool = True
    confidence: float = 1.0
    readings: tuple[SealReading, ...] = ()
    centre: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A bar code on a page (QR, Data Matrix …) and what it says."""

    text: str
    box: Box


@dataclass(frozen=True)
class Page:
    """One page: number from 1, size in points, lines in reading order, boxes of pictures and of free-hand drawing.

    ``method`` is text-layer, docx, ofd, ocr or none (nothing on the page could be read as text). ``turned`` is by how
    many degrees clockwise the page as filed had to be turned to stand upright; all boxes are those of the upright page.
    ``looked`` tells whether somebody looked for ``seals``, pen ``ink`` and ``codes``; without it their absence says
    nothing.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    images: tuple[Box, ...] = ()
    method: str = "text-layer"
    turned: int = 0
    looked: bool = False
    seals: tuple[Seal, ...] = ()
    ink: tuple[Box, ...] = ()
    codes: tuple[Code, ...] = ()

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
        method = self.method
        for at, line in zip(self.line_starts, self.lines, strict=True):
            low, high = max(start - at, 0), min(end - at, len(line.text))
            if low < high:
                boxes.append(line.box_of(low, high))
                confidence = min(confidence, line.confidence)
                method = line.method or method
        quote = self.text[start:end].replace("\n", "").strip()
        return Evidence(file, quote, method, confidence, self.number, union(boxes) if boxes else None)


def union(boxes: list[Box]) -> Box:
    """The smallest box that holds all of ``boxes`` (at least one)."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


@dataclass(frozen=True, slots=True)
class PaperProblem:
    """Something that stands in the way of reading, with a cure, both sentences in Chinese (clause 4.0).

    ``code`` is one of those of :mod:`xingshen.evidence.problems`.
    """

    code: str
    message: str
    cure: str
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitalSignature:
    """A digital signature or electronic seal in a file, as its data say; never whether its holder is who they claim.

    ``kind`` is pdf or ofd-seal. ``signer`` is the name in the certificate; ``signed_at`` the claimed time (ISO 8601
    with offset). ``unchanged``: whether the signed bytes are still the same and nothing was changed since; None where
    that could not be computed (algorithm not supported). ``page`` and ``box``: where it shows itself.
    """

    kind: str
    signer: str = ""
    signed_at: str = ""
    unchanged: bool | None = None
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """One file as read. ``file`` is its path inside the dossier folder; ``digest`` is ``sha256:…`` of its bytes."""

    file: str
    digest: str
    media_type: str
    pages: tuple[Page, ...]
    problems: tuple[PaperProblem, ...] = ()
    signatures: tuple[DigitalSignature, ...] = ()
