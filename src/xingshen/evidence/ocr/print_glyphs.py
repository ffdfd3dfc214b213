"""From recognised strips to characters with places, as the layout takes them.

The recogniser tells the centre of each character; how wide it is follows from what it is and from its neighbours.
Knows nothing of pictures and models.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from xingshen.evidence.glyph import Glyph, is_wide
from xingshen.evidence.ocr.engine import StripText
from xingshen.kernel.place import Box

Point = tuple[float, float]

EM_OF_BOX = 0.72
"""A full-width character's share of the height of the box that detection draws around its line."""
_PITCH_OF_BOX = (0.5, 0.95)
"""Between these shares of the box's height the distance of neighbouring characters tells the size of type."""
_CLOSED = 0.7
"""Gaps (ems) up to this one inside a read line are no gaps: the recogniser itself tells where spaces are."""
_CLOSED_NARROW = 1.2
"""The same between letters and digits: wide capitals stand further from each other, and words have their spaces."""
_BASELINE = 0.34
"""How far below the middle of its line the baseline of a character stands, in ems."""
_NARROW = 0.5


@dataclass(frozen=True, slots=True)
class ReadStrip:
    """What was read from one box: its text, the middle of its left and right edge, and its height, in points."""

    said: StripText
    left: Point
    right: Point
    height: float

    @property
    def length(self) -> float:
        """Points from the left to the right edge."""
        return float(((self.right[0] - self.left[0]) ** 2 + (self.right[1] - self.left[1]) ** 2) ** 0.5)

    @property
    def size(self) -> float:
        """The em of its type in points: from the pitch of full-width neighbours, else from the box."""
        low, high = (share * self.height for share in _PITCH_OF_BOX)
        places = list(zip(self.said.text, self.said.centres, strict=True))
        steps = (
            (second[1] - first[1]) * self.length
            for first, second in pairwise(places)
            if is_wide(first[0]) and is_wide(second[0])
        )
        pitches = [step for step in steps if low <= step <= high]
        return fmean(pitches) if pitches else EM_OF_BOX * self.height


def glyphs_of(strip: ReadStrip) -> list[Glyph]:
    """The characters of ``strip`` that are not white space, with the places that they take."""
    size = strip.size
    spans = _spans(strip, size)
    x_share = (strip.right[0] - strip.left[0]) / max(strip.length, 1e-6)
    slope = (strip.right[1] - strip.left[1]) / max(strip.length, 1e-6)
    glyphs = []
    spaced = False
    for char, sure, (start, end) in zip(strip.said.text, _confidences(strip.said), spans, strict=True):
        if char.isspace():
            spaced = True
            continue
        baseline = strip.left[1] + (start + end) / 2 * slope + _BASELINE * size
        left, right = strip.left[0] + start * x_share, strip.left[0] + end * x_share
        glyphs.append(Glyph(char, left, right, baseline, size, spaced, sure))
        spaced = False
    return glyphs


def stacked_glyphs_of(said: StripText, box: Box) -> list[Glyph]:
    """The characters of ``said`` below each other in ``box``, evenly."""
    left, top, right, bottom = box
    step = (bottom - top) / max(len(said.text), 1)
    size = min(step, EM_OF_BOX * (right - left))
    middle = (left + right) / 2
    return [
        Glyph(char, middle - size / 2, middle + size / 2, top + (at + 0.5) * step + _BASELINE * size, size, False, sure)
        for at, (char, sure) in enumerate(zip(said.text, _confidences(said), strict=True))
    ]


def _confidences(said: StripText) -> Iterator[float]:
    """How sure each character is; marks, whose shape is a matter of taste, at least as sure as the rest on average."""
    rest = [sure for char, sure in zip(said.text, said.confidences, strict=True) if not _is_mark(char)]
    mean = sum(rest) / len(rest) if rest else 0.0
    for char, sure in zip(said.text, said.confidences, strict=True):
        yield max(sure, mean) if _is_mark(char) else sure


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] in "PZ"


def _spans(strip: ReadStrip, size: float) -> list[tuple[float, float]]:
    """Start and end of each character in points along the strip; small gaps are closed, overlaps shared."""
    text = strip.said.text
    places = zip(text, strip.said.centres, strict=True)
    spans = [list(_span(char, at * strip.length, size)) for char, at in places]
    for (first, second), (one, other) in zip(pairwise(spans), pairwise(text), strict=True):
        gap = second[0] - first[1]
        if gap < (_CLOSED_NARROW if _is_letter(one) and _is_letter(other) else _CLOSED) * size:
            first[1] = second[0] = (first[1] + second[0]) / 2
    return [(min(max(start, 0.0), strip.length), min(max(end, 0.0), strip.length)) for start, end in spans]


def _is_letter(char: str) -> bool:
    return char.isalnum() and not is_wide(char)


def _span(char: str, centre: float, size: float) -> tuple[float, float]:
    half = size * (1.0 if is_wide(char) else _NARROW) / 2
    return centre - half, centre + half
