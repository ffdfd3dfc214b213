"""Strips of a seal stamped across the fanned edges of many pages (骑缝章): each page bears a narrow piece of it.

What makes one here: ink at the left or right edge of the page whose upper and lower ends lie on one circle of a seal's
size, with strokes between. It knows ink, not colours. Pictures here have ``FINE`` pixels per mm.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from xingshen.evidence.seals.ellipse import Bounds
from xingshen.evidence.seals.rounds import FINE

_RADII = (15.0, 31.0)
_WIDTHS = (2.5, 35.0)
_LEAST_HEIGHT = 12.0
_NEAR_EDGE = 2.5
"""How far from the edge of the page, in mm, a scanner may leave the strip."""
_INK = (0.03, 0.5)
_CLOSE, _LEAST_ON_CIRCLE = 0.6, 0.75
"""Of the ends at least the second share lies within the first distance, in mm, of the circle."""


def find_sliver(fine: NDArray[np.uint8], least: int, sheet: Bounds) -> Bounds | None:
    """Left, top, right, bottom of a strip of a seal at the edge of the page; None where there is no such strip.

    ``fine`` is one patch of ink; ``least`` the strength that counts as ink; ``sheet`` where the page ends.
    """
    mask = fine >= least
    columns, rows = np.nonzero(mask.any(axis=0))[0], np.nonzero(mask.any(axis=1))[0]
    if len(columns) == 0 or not _sized(columns, rows):
        return None
    at_edge = min(columns[0] - sheet[0], sheet[2] - 1 - columns[-1]) <= _NEAR_EDGE * FINE
    inside = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    if not at_edge or not _INK[0] <= inside.mean() <= _INK[1]:
        return None
    ends = np.concatenate([_ends(inside), inside.shape[0] - 1 - _ends(inside[::-1])])
    along = np.tile(np.nonzero(inside.any(axis=0))[0], 2)
    if not _on_circle(np.stack([along, ends], axis=1).astype(np.float64)) or not _strokes(inside):
        return None
    return float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1)


def _sized(columns: NDArray[np.int64], rows: NDArray[np.int64]) -> bool:
    wide, tall = (columns[-1] - columns[0] + 1) / FINE, (rows[-1] - rows[0] + 1) / FINE
    return bool(_WIDTHS[0] <= wide <= _WIDTHS[1] and _LEAST_HEIGHT <= tall <= 2 * _RADII[1])


def _ends(inside: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The uppermost ink of each column that has any."""
    return np.asarray(inside.argmax(axis=0)[inside.any(axis=0)], np.int64)


def _strokes(inside: NDArray[np.bool_]) -> bool:
    """Whether there is more than a ring: several separate strokes down the strip."""
    starts = (inside[1:] & ~inside[:-1]).sum(axis=0)
    return bool(np.percentile(starts, 75) >= 3)


def _on_circle(points: NDArray[np.float64]) -> bool:
    """Whether most of the points lie on one circle of a seal's size."""
    kept = points
    for _ in range(4):
        if len(kept) < 6:
            return False
        system = np.column_stack([2 * kept, np.ones(len(kept))])
        (x, y, rest), *_ = np.linalg.lstsq(system, (kept**2).sum(axis=1), rcond=None)
        radius = float(np.sqrt(max(rest + x * x + y * y, 1e-9)))
        distance = np.abs(np.hypot(points[:, 0] - x, points[:, 1] - y) - radius)
        kept = points[distance <= max(_CLOSE * FINE, float(np.median(distance)))]
    fits = bool((distance <= _CLOSE * FINE).mean() >= _LEAST_ON_CIRCLE)
    return fits and _RADII[0] * FINE <= radius <= _RADII[1] * FINE
