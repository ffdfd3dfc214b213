"""Lines of text on a picture as upright strips, and the quads (four corners) that say where they lie.

Pure geometry on pixels; knows nothing of characters or points.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from xingshen.evidence.ocr.engine import Picture, Quad

Affine = npt.NDArray[np.float64]
"""Two rows of three: pixel x and y of one picture to those of another."""

TALL = 1.5
"""A quad this much higher than wide holds a line that stands on its end, or characters below each other."""
_LONG = 2.0
"""Only lines this much wider than high tell the slant of a page; the corners of shorter ones are noise."""
_ROW = 0.25
"""Height of the rows in which ends of lines are counted, as a share of the height of a line."""
_STEP, _STEPS = 0.1, 15
"""Degrees from one slant to the next that is tried, and how many on either side."""
_FAITH = 0.2
"""How much sharper, per degree away from the median, another slant must be to be believed."""


def cut_strip(picture: Picture, quad: Quad) -> Picture:
    """The part of ``picture`` inside ``quad`` as an upright rectangle of about the same size in pixels."""
    width, height = (max(round(side), 1) for side in sides(quad))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(quad, corners)
    strip = cv2.warpPerspective(
        picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(strip, np.uint8)


def sides(quad: Quad) -> tuple[float, float]:
    """Width and height of ``quad`` in pixels (the longer of each pair of opposite sides)."""
    first, second, third, fourth = quad.tolist()
    width = max(math.dist(first, second), math.dist(third, fourth))
    return width, max(math.dist(second, third), math.dist(fourth, first))


def is_tall(quad: Quad) -> bool:
    """True where the line stands on its end or its characters stand below each other."""
    width, height = sides(quad)
    return height >= TALL * width


def slant(quads: Sequence[Quad]) -> float:
    """By how many degrees the lines fall to the right (clockwise); 0 where too few are long enough to tell.

    First the median over the lines, weighed by length; then, close to it, the slant under which the ends of the lines
    stand in the fewest rows.
    """
    level = [quad for quad in quads if sides(quad)[0] >= _LONG * sides(quad)[1]]
    if not level:
        return 0.0
    rough = _weighed_median([(_angle(quad), sides(quad)[0]) for quad in level])
    ends = np.concatenate([[(quad[0] + quad[3]) / 2, (quad[1] + quad[2]) / 2] for quad in level])
    row = _ROW * float(np.median([sides(quad)[1] for quad in level]))
    steps = [rough + _STEP * at for at in sorted(range(-_STEPS, _STEPS + 1), key=abs)]
    return max(steps, key=lambda angle: _sharpness(ends, angle, row) / (1 + _FAITH * abs(angle - rough)))


def spread_of_slants(quads: Sequence[Quad]) -> float:
    """By how many degrees the slants of long lines differ, but for the tenth that is strangest on either side."""
    slants = [_angle(quad) for quad in quads if sides(quad)[0] >= _LONG * sides(quad)[1]]
    return float(np.ptp(np.percentile(slants, (10, 90)))) if slants else 0.0


def _weighed_median(measured: list[tuple[float, float]]) -> float:
    half = sum(weight for _, weight in measured) / 2
    for angle, weight in sorted(measured):
        half -= weight
        if half <= 0:
            return angle
    return 0.0


def _sharpness(points: npt.NDArray[np.float32], angle: float, row: float) -> float:
    """How much the points gather in rows that fall by ``angle`` degrees; each point is shared by the nearest two."""
    fall = math.radians(angle)
    heights = (points[:, 1] * math.cos(fall) - points[:, 0] * math.sin(fall)) / row
    heights -= heights.min()
    whole = heights.astype(np.int64)
    upper = heights - whole
    size = int(whole.max()) + 2
    counts = np.bincount(whole, 1 - upper, size) + np.bincount(whole + 1, upper, size)
    return float((counts**2).sum())


def _angle(quad: Quad) -> float:
    x, y = (quad[1] + quad[2] - quad[0] - quad[3]).tolist()
    return math.degrees(math.atan2(y, x))


def moved(quad: Quad, affine: Affine) -> Quad:
    """The quad under ``affine``."""
    return np.asarray(quad @ affine[:, :2].T + affine[:, 2], np.float32)


def split_at(quad: Quad, shares: Sequence[float]) -> list[Quad]:
    """The pieces of ``quad`` between the given shares (0 to 1, rising) of its width."""
    ends = [0.0, *shares, 1.0]
    return [_slice(quad, first, second) for first, second in pairwise(ends)]


def _slice(quad: Quad, first: float, second: float) -> Quad:
    top, bottom = quad[1] - quad[0], quad[2] - quad[3]
    corners = [quad[0] + first * top, quad[0] + second * top, quad[3] + second * bottom, quad[3] + first * bottom]
    return np.asarray(corners, np.float32)


def grown(quad: Quad, share: float) -> Quad:
    """The quad made larger on all sides by ``share`` of its height."""
    width, height = sides(quad)
    along = (quad[1] - quad[0]) / max(width, 1.0) * share * height
    down = (quad[3] - quad[0]) * share
    shifts = [-along - down, along - down, along + down, -along + down]
    return np.asarray(quad + np.array(shifts, np.float32), np.float32)


def bounds(quad: Quad) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the upright rectangle around ``quad``."""
    left, top = quad.min(axis=0).tolist()
    right, bottom = quad.max(axis=0).tolist()
    return (left, top, right, bottom)
