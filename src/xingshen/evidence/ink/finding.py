"""Pen ink on a page picture: groups of dark strokes that are neither print nor rules, seals, photos, dirt or shadow.

Says where somebody seems to have written by hand, never who. It must not know what a signature is or where one belongs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from xingshen.evidence.ink.hand import printed_boxes
from xingshen.evidence.ink.strokes import Mask, Picture, Strokes, read_strokes
from xingshen.evidence.page import Line
from xingshen.kernel.place import Box

Pixels = tuple[int, int, int, int]
_AROUND_PRINT = 1.2
"""Points by which print is taken to reach beyond its box."""
_TALLER_THAN_PRINT = 1.3
"""A stroke so many times as high as a line of print is not of that line."""
_LONG_LINE, _FITTED, _MOST_SLANT = 8.0, 12, 0.6
"""A line so many times as wide as high, of so many strokes, tells by how much of its box's height it is askew."""
_THINNEST = 0.6
"""The share of its box's height that print takes at least, however askew it is."""
_SPECK = 1.6
"""Points: what is no longer than this in both directions is dirt, a dot or noise."""
_FLAT = 2.4
"""Points: what is no higher than this, or no wider, is what is left of a rule or of a dashed line."""
_EDGE = 4.0
"""Points from the edge of the picture within which strokes are the border of the scan."""
_JOIN = (12.0, 5.0)
"""Points across and down between strokes that belong to one piece of handwriting."""
_COARSE = 4
_LONG = 6
"""How many times longer than narrow what is left of a rule is."""
_LEAST_WIDE, _LEAST_HIGH = 9.0, 6.0
"""Points: handwriting that can be told from dirt is at least this large."""
_LEAST_LENGTH = 32.0
"""Points of pen travel in the shortest signature that counts; two written characters have about three times that."""
_LEAST_TRAVEL = 1.2
"""Pen travel as a multiple of the diagonal: less is a bar, a bracket, a fold or an arc."""
_CHARACTERS = 3
_PEN = (0.25, 4.0)
"""Points: the thickness of pen strokes; thicker is a brush, a shape or a hole."""
_LARGEST_SHARE = (0.75, 0.25)
"""Of the page's width and height: larger groups are drawings, folds or pictures."""
_MOST_AXIAL = 0.74
"""Share of the strokes' edges that run along the page's axes: more have tables, bar codes and diagrams."""
_AXIAL_ANGLE = 12.0
"""Degrees."""
_MOST_FILLED = 0.65
_PLAIN_PAPER = 26.0
"""Spread of the light (of 255) of the paper around strokes: more has a photo."""
_ROUND = 0.8
_REGULAR_CELLS = 5
_REGULAR = 0.13
"""Print that was not read: five cells or more whose heights and middles vary by no more than this share."""


def find_ink(picture: Picture, dpi: float, words: Sequence[Line]) -> tuple[Box, ...]:
    """The boxes (points) of what seems written by pen on ``picture`` (RGB, upright), from top to bottom.

    ``words`` are the lines that were read on it, with their confidence: print is left out, what looks written by hand
    is not. Precision comes before recall; a grey or blue seal may be among the boxes.
    """
    strokes = read_strokes(picture, dpi)
    mask = _without_print(strokes, printed_boxes(words, strokes))
    found = [box for part, box in _groups(mask, strokes.scale) if _is_handwriting(part, box, strokes)]
    return tuple(sorted((_points(box, strokes.scale) for box in found), key=lambda box: (box[1], box[0])))


def _without_print(strokes: Strokes, printed: Sequence[Box]) -> Mask:
    """The mask without the strokes whose middles lie in print; taller ones that only cross it stay."""
    count, labels, stats, middles = cv2.connectedComponentsWithStats(strokes.mask, connectivity=8)
    kept = np.ones(count, dtype=bool)
    high, across, down = stats[:, 3], middles[:, 0] / strokes.scale, middles[:, 1] / strokes.scale
    for left, top, right, bottom in printed:
        inside = (across >= left - _AROUND_PRINT) & (across <= right + _AROUND_PRINT)
        inside &= (down >= top - _AROUND_PRINT) & (down <= bottom + _AROUND_PRINT)
        slope = _slope(across[inside], down[inside], (left, top, right, bottom))
        half = max(bottom - top - abs(slope) * (right - left), _THINNEST * (bottom - top)) / 2 + _AROUND_PRINT
        level = (top + bottom) / 2 + slope * (across - (left + right) / 2)
        inside &= (np.abs(down - level) <= half) & (high <= _TALLER_THAN_PRINT * (bottom - top) * strokes.scale)
        kept &= ~inside
    kept[0] = False
    return np.asarray(np.where(kept, 255, 0).astype(np.uint8)[labels])


def _slope(across: NDArray[Any], down: NDArray[Any], box: Box) -> float:
    """How steeply a long line of print runs (points down by points across), from the strokes in its upright box."""
    wide, high = box[2] - box[0], box[3] - box[1]
    if len(across) < _FITTED or wide < _LONG_LINE * high:
        return 0.0
    slope = float(np.polyfit(across, down, 1)[0])
    return slope if abs(slope) * wide <= _MOST_SLANT * high else 0.0


def _groups(mask: Mask, scale: float) -> Iterator[tuple[Mask, Pixels]]:
    """The strokes that lie close together, without dirt: their part of the mask, and its place in pixels."""
    across, down = (max(round(reach * scale), 1) for reach in _JOIN)
    joined = np.ascontiguousarray(cv2.dilate(mask, np.ones((down, across), np.uint8))[::_COARSE, ::_COARSE])
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for index in range(1, count):
        left, top, wide, high = (int(value) for value in stats[index, :4])
        if wide * _COARSE < _LEAST_WIDE * scale or high * _COARSE < _LEAST_HIGH * scale:
            continue
        own = (labels[top : top + high, left : left + wide] == index).astype(np.uint8)
        part = mask[top * _COARSE : (top + high) * _COARSE, left * _COARSE : (left + wide) * _COARSE]
        own = cv2.resize(own, part.shape[::-1], interpolation=cv2.INTER_NEAREST)
        clean = _without_dirt(np.asarray(part * own), (left * _COARSE, top * _COARSE), mask.shape, scale)
        if cv2.countNonZero(clean):
            yield _trimmed(clean, left * _COARSE, top * _COARSE)


def _without_dirt(part: Mask, at: tuple[int, int], page: tuple[int, ...], scale: float) -> Mask:
    """The part without specks, remains of rules and what touches the edge of the page."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    wide, high = stats[:, 2], stats[:, 3]
    left, top = stats[:, 0] + at[0], stats[:, 1] + at[1]
    narrow, long = np.minimum(wide, high), np.maximum(wide, high)
    edge = _EDGE * scale
    border = (left < edge) | (top < edge) | (left + wide > page[1] - edge) | (top + high > page[0] - edge)
    kept = ~(border | (long <= _SPECK * scale) | ((narrow <= _FLAT * scale) & (long >= _LONG * narrow)))
    kept[0] = False
    return np.asarray(np.where(kept, 255, 0).astype(np.uint8)[labels]) if count > 1 else part


def _trimmed(part: Mask, left: int, top: int) -> tuple[Mask, Pixels]:
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    inner = np.ascontiguousarray(part[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
    return inner, (left + int(columns[0]), top + int(rows[0]), left + int(columns[-1]) + 1, top + int(rows[-1]) + 1)


def _is_handwriting(part: Mask, box: Pixels, strokes: Strokes) -> bool:
    return (
        _is_large_enough(part, strokes)
        and _is_drawn_by_pen(part, strokes.scale)
        and _lies_on_plain_paper(box, strokes)
        and not _is_axial(part, box, strokes)
        and not _is_ring(part)
        and not _is_regular(part)
    )


def _is_large_enough(part: Mask, strokes: Strokes) -> bool:
    height, width = strokes.mask.shape
    high, wide = part.shape
    least = wide >= _LEAST_WIDE * strokes.scale and high >= _LEAST_HIGH * strokes.scale
    return bool(least and wide <= _LARGEST_SHARE[0] * width and high <= _LARGEST_SHARE[1] * height)


def _is_drawn_by_pen(part: Mask, scale: float) -> bool:
    """Whether the strokes have a pen's thickness, are long enough, and wander instead of running straight."""
    high, wide = part.shape
    area = cv2.countNonZero(part)
    distance = cv2.distanceTransform(np.pad(part, 1), cv2.DIST_L2, 3)[1:-1, 1:-1][part > 0]
    thickness = max(4 * float(distance.mean()) - 2, 1.0)
    thickest = float(np.quantile(distance, 0.98)) * 2
    travel = area / thickness
    return (
        _PEN[0] <= thickness / scale <= _PEN[1]
        and thickest / scale <= 2 * _PEN[1]
        and area <= _MOST_FILLED * high * wide
        and travel >= _LEAST_LENGTH * scale
        and (travel >= _LEAST_TRAVEL * float(np.hypot(high, wide)) or _has_characters(part, scale))
    )


def _has_characters(part: Mask, scale: float) -> bool:
    """Whether there are several strokes of a written character's height, as in a date of thin figures."""
    heights = cv2.connectedComponentsWithStats(part, connectivity=8)[2][1:, 3]
    return int((heights >= _LEAST_HIGH * scale).sum()) >= _CHARACTERS


def _lies_on_plain_paper(box: Pixels, strokes: Strokes) -> bool:
    left, top, right, bottom = box
    around = strokes.paper[top:bottom, left:right]
    return float(around.std()) <= _PLAIN_PAPER


def _is_axial(part: Mask, box: Pixels, strokes: Strokes) -> bool:
    left, top, right, bottom = box
    light = strokes.light[top:bottom, left:right]
    across, down = cv2.Sobel(light, cv2.CV_32F, 1, 0), cv2.Sobel(light, cv2.CV_32F, 0, 1)
    strength = np.hypot(across, down) * (cv2.dilate(part, np.ones((3, 3), np.uint8)) > 0)
    angle = np.abs(np.rad2deg(np.arctan2(down, across))) % 90
    axial = np.minimum(angle, 90 - angle) < _AXIAL_ANGLE
    return float(strength[axial].sum()) > _MOST_AXIAL * float(strength.sum())


def _is_ring(part: Mask) -> bool:
    """Whether the strokes are one closed round shape: a punched hole, a bullet, a tick circle."""
    outlines, _ = cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if len(outlines) != 1:
        return False
    around, inside = cv2.arcLength(outlines[0], True), cv2.contourArea(outlines[0])
    return bool(around) and 4 * np.pi * inside / around**2 >= _ROUND


def _is_regular(part: Mask) -> bool:
    """Whether the strokes are a row of cells of like height on one line, as print that was not read."""
    filled = np.concatenate(([0], part.any(axis=0).astype(np.int8), [0]))
    steps = np.diff(filled)
    cells = [
        np.flatnonzero(part[:, start:end].any(axis=1))
        for start, end in zip(np.flatnonzero(steps == 1), np.flatnonzero(steps == -1), strict=True)
    ]
    full = [(rows[0], rows[-1] + 1) for rows in cells if rows[-1] - rows[0] >= part.shape[0] / 2]
    if len(full) < _REGULAR_CELLS:
        return False
    edges = np.array(full, dtype=np.float64)
    return float(edges.std(axis=0).max()) <= _REGULAR * float((edges[:, 1] - edges[:, 0]).mean())


def _points(box: Pixels, scale: float) -> Box:
    left, top, right, bottom = (round(side / scale, 1) for side in box)
    return (left, top, right, bottom)
