"""A second look at lines that read badly: from the picture as given, cut wider or narrower, with more contrast.

Bounded: only unsure lines, the worst first, at most so many on a page. Of all readings the surest is kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np

from xingshen.evidence.ocr.engine import Engine, Picture, Quad, StripText
from xingshen.evidence.ocr.found import Found
from xingshen.evidence.ocr.strips import Affine, cut_strip, grown, is_tall, moved, sides

SURE = 0.8
"""A line all of whose letters, digits and Chinese characters reach this is not read again."""
MOST = 12
"""Most lines of a page that are read again; a page with more of them is illegible rather than unlucky."""
_WIDER, _NARROWER = 0.12, -0.1
"""Shares of its height by which the box of a line is moved outwards for another attempt."""
_KEPT_LENGTH = 0.8
"""A surer reading must not lose more than the rest of the characters."""
_PITCHES = (1.0, 1.75)
"""The distance of characters below each other lies between these shares of their width."""
_MOST_STACKED = 12


@dataclass(frozen=True, slots=True)
class View:
    """A picture of the page, and how the pixels in which lines were found become pixels of it."""

    picture: Picture
    affine: Affine


def read_again(found: Sequence[Found], views: Sequence[View], engine: Engine) -> list[Found]:
    """The lines, unsure ones replaced by their surest reading from any of ``views``."""
    unsure = sorted((at for at, each in enumerate(found) if is_unsure(each)), key=lambda at: _sureness(found[at]))
    better = list(found)
    for at in unsure[:MOST]:
        better[at] = _best([found[at], *_attempts(found[at], views, engine)])
    return better


def is_unsure(found: Found) -> bool:
    """True where a letter, digit or Chinese character was read with little confidence, or nothing was read."""
    return _sureness(found) < SURE


def _sureness(found: Found) -> float:
    return weakest(found.said) if found.said is not None else 0.0


def weakest(said: StripText) -> float:
    """The confidence of the least sure letter, digit or Chinese character; the mean where there are none of them."""
    sure = (
        confidence
        for char, confidence in zip(said.text, said.confidences, strict=True)
        if unicodedata.category(char)[0] in "LN"
    )
    return min(sure, default=said.confidence)


def _attempts(found: Found, views: Sequence[View], engine: Engine) -> Iterator[Found]:
    for view in views:
        if is_tall(found.quad):
            yield from _stacked_attempts(found, view, engine)
        else:
            wider, narrower = grown(found.quad, _WIDER), grown(found.quad, _NARROWER)
            wide = _cut(view, wider)
            strips = [wide, _cut(view, narrower), _stretched(wide)]
            for quad, said in zip((wider, narrower, wider), engine.read(strips), strict=True):
                yield replace(found, quad=quad, said=said)


def _cut(view: View, quad: Quad) -> Picture:
    return cut_strip(view.picture, moved(quad, view.affine))


def _best(candidates: Sequence[Found]) -> Found:
    """The surest; the first where another would win by leaving characters out."""
    longest = max(len(each.said.text) for each in candidates if each.said is not None)
    whole = [each for each in candidates if each.said is not None and len(each.said.text) >= _KEPT_LENGTH * longest]
    return max(whole, key=lambda each: each.said.confidence if each.said is not None else 0.0)


def _stretched(strip: Picture) -> Picture:
    """The strip in grey with ink made black and paper white."""
    grey = cv2.cvtColor(strip, cv2.COLOR_RGB2GRAY)
    dark, light = np.percentile(grey, (2, 90)).tolist()
    spread = np.clip((grey.astype(np.float32) - dark) / max(light - dark, 1.0), 0.0, 1.0) * 255
    return np.repeat(spread.astype(np.uint8)[:, :, None], 3, axis=2)


def _stacked_attempts(found: Found, view: View, engine: Engine) -> Iterator[Found]:
    """Readings of a tall box as characters below each other: cut into equal parts that are put beside each other."""
    width, height = sides(found.quad)
    column = _cut(view, found.quad)
    fewest, most = (max(round(height / (width * pitch)), 2) for pitch in reversed(_PITCHES))
    for count in range(fewest, min(most, _MOST_STACKED) + 1):
        said = engine.read([_beside(column, count)])[0]
        if len(said.text) == count:
            yield replace(found, said=said, stacked=True)


def _beside(column: Picture, count: int) -> Picture:
    cuts = np.linspace(0, column.shape[0], count + 1).round().astype(int).tolist()
    tallest = max(second - first for first, second in pairwise(cuts))
    parts = [column[first:second] for first, second in pairwise(cuts)]
    padded = [cv2.copyMakeBorder(part, 0, tallest - part.shape[0], 0, 0, cv2.BORDER_REPLICATE) for part in parts]
    return np.asarray(np.hstack(padded), np.uint8)
