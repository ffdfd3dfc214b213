"""The inside of an ellipse laid out straight: columns run clockwise along it, rows go from the outline inwards.

It knows geometry only. Every row keeps its distance to the outline, as text on a stamp does (an oval's text does not
follow a smaller oval of the same proportions). Lengths are pixels.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from xingshen.evidence.seals.ellipse import Ellipse, outline

_FINE = 720


def unwrap(
    image: NDArray[np.uint8], ellipse: Ellipse, depths: NDArray[np.float64], angles: NDArray[np.float64]
) -> NDArray[np.uint8]:
    """One row per depth (pixels inwards), one column per parameter angle; what lies off the picture is 0."""
    places, normals, _ = outline(ellipse, _FINE)
    where = (angles / (2 * math.pi) * _FINE) % _FINE
    x, y = _round(places[:, 0], where), _round(places[:, 1], where)
    inward_x, inward_y = -_round(normals[:, 0], where), -_round(normals[:, 1], where)
    across = (x[None, :] + inward_x[None, :] * depths[:, None]).astype(np.float32)
    down = (y[None, :] + inward_y[None, :] * depths[:, None]).astype(np.float32)
    return np.asarray(cv2.remap(image, across, down, cv2.INTER_LINEAR, borderValue=0), np.uint8)


def even_angles(
    ellipse: Ellipse, depth: float, count: int, start: float = 0.0, sweep: float = 2 * math.pi
) -> NDArray[np.float64]:
    """``count`` parameter angles from ``start`` over ``sweep``, evenly spaced ``depth`` inside the outline."""
    places, normals, angles = outline(ellipse, _FINE)
    curve = places - normals * depth
    steps = np.linalg.norm(np.roll(curve, -1, axis=0) - curve, axis=1)
    length = np.concatenate([[0.0], np.cumsum(np.concatenate([steps, steps]))])
    long_angles = np.concatenate([angles, angles + 2 * math.pi, [4 * math.pi]])
    begin = start % (2 * math.pi)
    first, last = np.interp([begin, begin + sweep], long_angles, length)
    return np.asarray(np.interp(first + (last - first) * (np.arange(count) + 0.5) / count, length, long_angles))


def arc_length(ellipse: Ellipse, depth: float, start: float, sweep: float) -> float:
    """The length of the curve ``depth`` inside the outline over an arc."""
    angles = np.linspace(start, start + sweep, 181)
    places, normals, _ = outline(ellipse, _FINE)
    where = (angles / (2 * math.pi) * _FINE) % _FINE
    x = _round(places[:, 0] - normals[:, 0] * depth, where)
    y = _round(places[:, 1] - normals[:, 1] * depth, where)
    return float(np.hypot(np.diff(x), np.diff(y)).sum())


def _round(values: NDArray[np.float64], where: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values between the fine steps of a closed curve."""
    closed = np.append(values, values[0])
    return np.asarray(np.interp(where, np.arange(len(closed)), closed))
