"""Which of the words that were read on a page picture are print, and which were written by hand and read all the same.

Compares strokes with strokes: a value with the label before it, a line with the other lines of the page. It must not
know what the words say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np

from xingshen.evidence.ink.strokes import Strokes
from xingshen.evidence.page import Line
from xingshen.kernel.place import Box

_LABEL = re.compile(r".*[)）:：](?=\s*\S)")
_UNREADABLE = 0.75
"""A reading less sure than this (0 to 1) says nothing of whether it is print …"""
_BELOW_PAGE = 0.2
"""… where it is also so much less sure than what the page usually gives: of a bad scan all readings are unsure."""
_UNSURE = 0.85
"""Print is read more surely than this."""
_SURE = 0.96
"""What is read more surely than this is print, unless it stands after a label."""
_SAMPLE = 10
"""So many lines tell how the print of a page looks."""
_BLUE = 0.15
"""How much less a blue pen takes from the blue light than from the red, as a share; black print takes the same."""
_TALLER, _MUCH_TALLER = 1.3, 1.6
"""How much taller than the print before it handwriting usually is; and how much taller a typed value never is."""
_THICKNESS = (0.7, 1.43)
_LIGHTER = 40.0
_DRIFT = 0.1
"""How far the middles of the characters stray from the straight line, as a share of their height."""
_LEAST_STROKES = 6
"""Pixels of ink of a character that can be measured."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How strokes look: height (pixels), thickness by height, lightness, share of blue, how far off a straight line."""

    height: float
    thickness: float
    light: float
    blue: float
    drift: float


def printed_boxes(lines: Sequence[Line], strokes: Strokes) -> tuple[Box, ...]:
    """The boxes (points) of what is print among the ``lines`` that were read."""
    sure = [line for line in lines if line.confidence >= _SURE][:_SAMPLE]
    usual = _usual([look for line in sure if (look := _look(line, 0, len(line.text), strokes))])
    least = _readable_from(lines) if lines else 0.0
    found = (_printed(line, usual, strokes) for line in lines if line.confidence >= least)
    return tuple(box for box in found if box is not None)


def _readable_from(lines: Sequence[Line]) -> float:
    return min(_UNREADABLE, median(line.confidence for line in lines) - _BELOW_PAGE)


def _printed(line: Line, usual: _Look | None, strokes: Strokes) -> Box | None:
    label = _LABEL.match(line.text)
    if label is None:
        return None if line.confidence < _SURE and usual and _is_by_hand(line, usual, strokes) else line.box
    before = _look(line, 0, label.end(), strokes)
    after = _look(line, label.end(), len(line.text), strokes)
    if before and after and _written_after(after, before, line.confidence):
        return line.box_of(0, label.end())
    return line.box


def _is_by_hand(line: Line, usual: _Look, strokes: Strokes) -> bool:
    """Whether a line of its own was written by hand on a page whose print usually looks like ``usual``."""
    look = _look(line, 0, len(line.text), strokes)
    if look is None:
        return False
    strays = look.drift >= max(_DRIFT, 2 * usual.drift)
    taller = look.height >= _TALLER * usual.height
    blue = look.blue - usual.blue >= _BLUE
    return blue or (line.confidence < _UNSURE and (strays or taller or _other_pen(look, usual)))


def _written_after(look: _Look, label: _Look, confidence: float) -> bool:
    """Whether what stands after a label was written by hand."""
    if look.blue - label.blue >= _BLUE or look.height >= _MUCH_TALLER * label.height:
        return True
    signs = (
        look.height >= _TALLER * label.height,
        look.drift >= max(_DRIFT, 2 * label.drift),
        confidence < _UNSURE,
    )
    return any(signs) and sum(signs) + _other_pen(look, label) >= 2


def _other_pen(look: _Look, usual: _Look) -> bool:
    low, high = _THICKNESS
    same = low <= look.thickness / usual.thickness <= high and abs(look.light - usual.light) < _LIGHTER
    return not same


def _usual(looks: Sequence[_Look]) -> _Look | None:
    if not looks:
        return None
    return _Look(
        median(look.height for look in looks),
        median(look.thickness for look in looks),
        median(look.light for look in looks),
        median(look.blue for look in looks),
        median(look.drift for look in looks),
    )


def _look(line: Line, start: int, end: int, strokes: Strokes) -> _Look | None:
    """How ``line.text[start:end]`` looks; None where too few strokes are seen."""
    cells = _cells(line, start, end, strokes)
    left, top, right, bottom = pixels(line.box_of(start, end), strokes)
    mask = strokes.mask[top:bottom, left:right]
    if not cells or cv2.countNonZero(mask) < _LEAST_STROKES:
        return None
    inked = mask > 0
    across, tops, bottoms = (np.array(values) for values in zip(*cells, strict=True))
    height = float(np.quantile(bottoms - tops, 0.75))
    light, paper = (float(layer[top:bottom, left:right][inked].mean()) for layer in (strokes.light, strokes.paper))
    distance = cv2.distanceTransform(np.pad(mask, 1), cv2.DIST_L2, 3)
    return _Look(
        height,
        float(distance[1:-1, 1:-1][inked].mean()) / height,
        light,
        float(strokes.blue[top:bottom, left:right][inked].mean()) / max(paper - light, 1.0),
        _drift(across, (tops + bottoms) / 2, height),
    )


def _drift(across: np.typing.NDArray[np.float64], middles: np.typing.NDArray[np.float64], height: float) -> float:
    if len(across) < 3:
        return 0.0
    slope, start = np.polyfit(across, middles, 1)
    return float(np.std(middles - slope * across - start)) / height


def _cells(line: Line, start: int, end: int, strokes: Strokes) -> list[tuple[float, float, float]]:
    """For each full-sized character: its middle across, the top and the bottom of its ink, in pixels."""
    cells = [cell for at in range(start, end) if line.text[at].isalnum() for cell in _cell(line, at, strokes)]
    tallest = max((bottom - top for _, top, bottom in cells), default=0.0)
    return [cell for cell in cells if cell[2] - cell[1] >= tallest / 2]


def _cell(line: Line, at: int, strokes: Strokes) -> Iterator[tuple[float, float, float]]:
    left, top, right, bottom = pixels(line.box_of(at, at + 1), strokes)
    rows = np.flatnonzero(strokes.mask[top:bottom, left:right].any(axis=1))
    if len(rows):
        yield (left + right) / 2, float(rows[0]), float(rows[-1] + 1)


def pixels(box: Box, strokes: Strokes) -> tuple[int, int, int, int]:
    """The box in pixels of the strokes' picture, kept inside it and at least one pixel large."""
    height, width = strokes.mask.shape
    left, top, right, bottom = (round(side * strokes.scale) for side in box)
    left, top = min(max(left, 0), width - 1), min(max(top, 0), height - 1)
    return left, top, min(max(right, left + 1), width), min(max(bottom, top + 1), height)
