"""Ellipses: their outline, their inside by arc and depth, and fitting one to the outer edge of a ring of ink.

It knows geometry only. Lengths are pixels, angles radians, clockwise from the right in picture coordinates.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Points = NDArray[Any]
Bounds = tuple[float, float, float, float]
_ROUNDS = 5
_NORMALS = 240


@dataclass(frozen=True, slots=True)
class Ellipse:
    """Centre, half axes (``long`` ≥ ``short``) and the turn of the long axis."""

    x: float
    y: float
    long: float
    short: float
    turn: float = 0.0

    @property
    def flatness(self) -> float:
        """The short axis as a share of the long one: 1 for a circle."""
        return self.short / self.long

    def scaled(self, factor: float, left: float = 0.0, top: float = 0.0) -> Ellipse:
        """The same ellipse on a picture ``factor`` times as large whose corner is moved by ``left``, ``top``."""
        x, y = self.x * factor + left, self.y * factor + top
        return Ellipse(x, y, self.long * factor, self.short * factor, self.turn)

    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        cos, sin = math.cos(self.turn), math.sin(self.turn)
        wide = math.hypot(self.long * cos, self.short * sin)
        tall = math.hypot(self.long * sin, self.short * cos)
        return (self.x - wide, self.y - tall, self.x + wide, self.y + tall)


def outline(ellipse: Ellipse, count: int) -> tuple[Points, Points, Points]:
    """``count`` points of the outline, their outward normals (count × 2 each), and their parameter angles."""
    angles = np.arange(count) * (2 * math.pi / count)
    cos, sin = np.cos(angles), np.sin(angles)
    normals = np.stack([ellipse.short * cos, ellipse.long * sin], axis=1)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    places = np.stack([ellipse.long * cos, ellipse.short * sin], axis=1)
    along, across = math.cos(ellipse.turn), math.sin(ellipse.turn)
    turn = np.array([[along, across], [-across, along]])
    return np.asarray(places @ turn + (ellipse.x, ellipse.y)), np.asarray(normals @ turn), angles


def fit_outer_edge(
    mask: NDArray[np.uint8], start: Ellipse, reach: float, least: float, sheet: Bounds | None = None
) -> Ellipse:
    """The ellipse near ``start`` (within ``reach`` pixels) along whose outline the ink of ``mask`` (0 or 1) begins.

    The outermost ink on each normal is taken and fitted so that strokes of other things do not matter. Where much of
    the outline lies outside the picture the shape stays as it was and only place and size are fitted. ``least`` is the
    smallest reach, in pixels, of the last round; ``sheet`` where the page ends, if not with the picture.
    """
    found = start
    bounds = sheet or (0.0, 0.0, float(mask.shape[1]), float(mask.shape[0]))
    for _ in range(_ROUNDS):
        found = _step(mask, found, reach, bounds)
        reach = max(reach * 0.55, least)
    return found


def _step(mask: NDArray[np.uint8], ellipse: Ellipse, reach: float, bounds: Bounds) -> Ellipse:
    places, normals, angles = outline(ellipse, _NORMALS)
    offsets = np.arange(reach, -reach - 0.25, -0.5)
    across, down = np.moveaxis(_grid(places, normals, offsets), 2, 0)
    hits = cv2.remap(mask, across, down, cv2.INTER_NEAREST, borderValue=0) > 0
    seen = hits.any(axis=1)
    if seen.sum() < _NORMALS * 0.1:
        return ellipse
    distance = offsets[hits.argmax(axis=1)][seen]
    inside = within(places, bounds).mean()
    basis = [np.ones(int(seen.sum())), normals[seen, 0], normals[seen, 1]]
    if inside > 0.7 and seen.mean() > 0.5:
        basis += [np.cos(2 * angles[seen]), np.sin(2 * angles[seen])]
    weights = _robust(np.stack(basis, axis=1), distance)
    return _moved(ellipse, places, normals, angles, weights)


def within(places: Points, bounds: Bounds) -> NDArray[np.bool_]:
    """Which of the points lie within left, top, right, bottom."""
    x, y = places[:, 0], places[:, 1]
    return np.asarray((x >= bounds[0]) & (y >= bounds[1]) & (x < bounds[2]) & (y < bounds[3]))


def _grid(places: Points, normals: Points, offsets: NDArray[np.float64]) -> NDArray[np.float32]:
    """Where to look: point × offset × (x, y)."""
    return (places[:, None, :] + normals[:, None, :] * offsets[None, :, None]).astype(np.float32)


def _robust(basis: NDArray[np.float64], distance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Least absolute deviations by reweighting."""
    weight = np.ones(len(distance))
    answer: NDArray[np.float64] = np.zeros(basis.shape[1])
    for _ in range(5):
        weighted = basis * weight[:, None]
        normal = weighted.T @ basis + 1e-6 * np.eye(basis.shape[1])
        answer = np.asarray(np.linalg.solve(normal, weighted.T @ distance), np.float64)
        weight = 1 / np.maximum(np.abs(distance - basis @ answer), 0.35)
    return answer


def _moved(
    ellipse: Ellipse, places: Points, normals: Points, angles: NDArray[np.float64], weights: NDArray[np.float64]
) -> Ellipse:
    """The ellipse through the outline shifted along its normals by the fitted harmonics."""
    if len(weights) == 3:
        grow, x, y = weights
        long, short = max(float(ellipse.long + grow), 2.0), max(float(ellipse.short + grow), 2.0)
        return Ellipse(float(ellipse.x + x), float(ellipse.y + y), long, short, ellipse.turn)
    shift = weights[0] + normals @ weights[1:3] + np.cos(2 * angles) * weights[3] + np.sin(2 * angles) * weights[4]
    (x, y), (first, second), turn = cv2.fitEllipse((places + normals * shift[:, None]).astype(np.float32))
    angle = math.radians(turn)
    if first < second:
        first, second, angle = second, first, angle + math.pi / 2
    angle = (angle + math.pi / 2) % math.pi - math.pi / 2
    return Ellipse(x, y, first / 2, max(second / 2, 2.0), angle)
