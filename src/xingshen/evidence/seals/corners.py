"""Frames that lie across other ink: guessed from two straight sides that meet, at any turn in which people stamp.

What is connected says nothing there, since a name seal is often set over the ring of the unit's. Guesses only. It
knows straight runs of ink, and neither colours nor what makes a seal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.uint8]
Guess = tuple[float, float, float, float, float]
"""Centre, width and height, and by how many degrees the width is turned clockwise."""

_TURNS = range(-27, 28, 3)
"""Degrees; within half a step a side of the shortest length stays within its own thickness."""
_MOST_TURNS = 5
"""So many of them are tried: those in which most edges run."""
_SOFT, _EDGE = 1.3, 0.6
"""Pixels over which a mask is softened, so that its steps give no directions; and the least gradient of its edges."""
_RUN, _HOLE = 9.0, 1.2
"""Millimetres: the shortest straight run that may be a side, and the longest hole in it."""
_THICKEST = 2.6
_MEET = 1.5
"""How far from each other, in mm, the ends of two sides may lie that meet."""


@dataclass(frozen=True, slots=True)
class _Run:
    """A run along the rows (or, transposed, along the columns): from ``start`` to ``end``, and its two long edges."""

    start: int
    end: int
    near: int
    far: int


def guess_by_corners(mask: Mask, per_mm: float) -> Iterator[Guess]:
    """What may be frames in ``mask`` (not 0: ink), of ``per_mm`` pixels per millimetre."""
    inked = (mask > 0).astype(np.uint8)
    for turn in _likely_turns(inked):
        level, back = _turned(inked, -turn)
        rows = _runs(level, per_mm)
        columns = _runs(np.ascontiguousarray(level.T), per_mm) if rows else []
        for row, column in product(rows, columns):
            if _meet(row, column, _MEET * per_mm):
                left, right = min(row.start, column.near), max(row.end, column.far)
                top, bottom = min(column.start, row.near), max(column.end, row.far)
                x, y = back @ np.array([(left + right) / 2, (top + bottom) / 2, 1.0])
                yield float(x), float(y), float(right - left), float(bottom - top), float(turn)


def _likely_turns(inked: Mask) -> list[int]:
    """The turns along and across which most edges of the mask run."""
    soft = cv2.GaussianBlur(inked.astype(np.float32), (0, 0), _SOFT)
    dx, dy = cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    sharp = cv2.magnitude(dx, dy) > _EDGE
    degrees = np.round(np.degrees(np.arctan2(dy[sharp], dx[sharp]))).astype(np.int64) % 90
    votes = np.bincount(degrees, minlength=90)
    around = {
        turn: int(votes[np.arange(turn - _TURNS.step // 2, turn + _TURNS.step // 2 + 1) % 90].sum()) for turn in _TURNS
    }
    return sorted(_TURNS, key=lambda turn: -around[turn])[:_MOST_TURNS]


def _turned(mask: Mask, degrees: float) -> tuple[Mask, NDArray[np.float64]]:
    """The mask turned clockwise on a canvas that holds it, and the way back."""
    high, wide = mask.shape
    side = int(np.ceil(np.hypot(high, wide)))
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), -degrees, 1.0)
    matrix[:, 2] += ((side - wide) / 2, (side - high) / 2)
    turned = np.asarray(cv2.warpAffine(mask, matrix, (side, side), flags=cv2.INTER_NEAREST), np.uint8)
    return turned, np.asarray(cv2.invertAffineTransform(matrix), np.float64)


def _runs(level: Mask, per_mm: float) -> list[_Run]:
    """The straight runs of ink along the rows of ``level``."""
    closed = cv2.morphologyEx(level, cv2.MORPH_CLOSE, np.ones((1, 2 * round(_HOLE * per_mm / 2) + 1), np.uint8))
    long = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, round(_RUN * per_mm)), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(long, connectivity=8)
    return [
        _Run(left, left + wide, top, top + high)
        for left, top, wide, high, _ in stats[1:].tolist()
        if high <= _THICKEST * per_mm
    ]


def _meet(row: _Run, column: _Run, reach: float) -> bool:
    """Whether an end of the one lies at an end of the other."""
    across = min(abs(row.start - column.near), abs(row.end - column.far))
    down = min(abs(column.start - row.near), abs(column.end - row.far))
    return across <= reach and down <= reach
