"""Where circles of ink may lie: every edge votes for the centres it may belong to. Guesses only.

It knows edges and circles, not seals. Lengths are pixels.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[Any]
Guess = tuple[float, float, float, float]
"""Centre, radius, and the share of the outline whose edges point to that centre."""
_LEAST_VOTES = 0.22
"""The share of the outline of the smallest circle that must vote for a centre."""
_LEAST_DENSITY = 0.3
"""The share of a circle's outline that must point to its centre at that distance."""


def edges(ink: NDArray[np.uint8], least: int) -> tuple[Floats, Floats]:
    """Places (n × 2) and directions (n × 2, into the ink) of the edges at least ``least`` strong."""
    soft = cv2.GaussianBlur(ink, (3, 3), 0)
    dx, dy = cv2.Scharr(soft, cv2.CV_32F, 1, 0), cv2.Scharr(soft, cv2.CV_32F, 0, 1)
    size = cv2.magnitude(dx, dy)
    y, x = np.nonzero(size > least * 8.0)
    length = size[y, x]
    places = np.stack([x, y], axis=1).astype(np.float32)
    return places, np.stack([dx[y, x] / length, dy[y, x] / length], axis=1)


def guess_circles(
    places: Floats, ways: Floats, shape: tuple[int, int], least: float, most: float, peaks: int = 8
) -> list[Guess]:
    """Centres and radii (``least`` to ``most``) of circles that many edges agree on, surest first: the
    radii around the ``peaks`` places with most votes."""
    if len(places) < least:
        return []
    border = int(most) + 2
    tall, wide = shape[0] + 2 * border, shape[1] + 2 * border
    radii = np.arange(least, most + 1, dtype=np.float32)
    x = (places[:, :1] + ways[:, :1] * radii + border).astype(np.int32)
    y = (places[:, 1:] + ways[:, 1:] * radii + border).astype(np.int32)
    votes = np.bincount((y * wide + x).ravel(), minlength=tall * wide).reshape(tall, wide).astype(np.float32)
    votes = np.asarray(cv2.boxFilter(votes, -1, (3, 3), normalize=False), np.float32)
    guesses: list[Guess] = []
    for at_x, at_y in _peaks(votes, least, peaks):
        guesses += _radii(places, ways, (at_x - border, at_y - border), least, most)
    return sorted(guesses, key=lambda guess: -guess[3])


def _peaks(votes: Floats, least: float, count: int) -> list[tuple[int, int]]:
    """The strongest local maxima, strongest first."""
    size = 2 * int(least / 4) + 1
    top = cv2.dilate(votes, np.ones((size, size), np.uint8))
    y, x = np.nonzero((votes >= top) & (votes > _LEAST_VOTES * 2 * np.pi * least))
    order = np.argsort(-votes[y, x], kind="stable")[:count]
    return [(int(x[index]), int(y[index])) for index in order]


def _radii(places: Floats, ways: Floats, centre: tuple[int, int], least: float, most: float) -> list[Guess]:
    """The up to three best radii around a centre."""
    to = np.array(centre, np.float32) - places
    along = to[:, 0] * ways[:, 0] + to[:, 1] * ways[:, 1]
    across = np.abs(to[:, 0] * ways[:, 1] - to[:, 1] * ways[:, 0])
    near = (along > least - 1) & (along < most + 1) & (across < np.maximum(2.0, 0.1 * along))
    counts = np.bincount(along[near].astype(np.int32), minlength=int(most) + 3).astype(np.float64)
    counts = np.convolve(counts, (0.5, 1.0, 0.5), "same")
    density = counts / (2 * np.pi * np.maximum(np.arange(len(counts)), 1))
    tops = (density[1:-1] >= density[:-2]) & (density[1:-1] >= density[2:]) & (density[1:-1] > _LEAST_DENSITY)
    best = sorted((np.nonzero(tops)[0] + 1).tolist(), key=lambda index: -density[index])
    return [(float(centre[0]), float(centre[1]), index + 0.5, float(density[index])) for index in best[:3]]
