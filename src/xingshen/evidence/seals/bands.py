"""Where the characters of a seal stand: the band between the ring and the middle, and the opening of its arc.

It knows rings and strokes, not characters. Lengths are pixels, angles radians clockwise from the right.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xingshen.evidence.seals.ellipse import Ellipse
from xingshen.evidence.seals.unwrapping import even_angles, unwrap

_COLUMNS = 720
_DEEPEST = 0.52
_SECOND_RING = 0.8
_LEAST_HEIGHT = 0.09
"""A text band is at least this share of the short half axis high."""


@dataclass(frozen=True, slots=True)
class Band:
    """Depths (pixels inwards from the outline) between which the characters stand, and the arcs (start, sweep) that
    they may fill, likeliest first; an arc begins and ends in an opening."""

    outer: float
    inner: float
    arcs: tuple[tuple[float, float], ...]


def find_band(mask: NDArray[np.uint8], ellipse: Ellipse, per_mm: float) -> Band | None:
    """The band of characters in ``mask`` (1 where there is ink); None where nothing stands inside the ring."""
    depths = np.arange(0.0, ellipse.short * _DEEPEST)
    angles = even_angles(ellipse, 0.25 * ellipse.short, _COLUMNS)
    strip = unwrap(mask, ellipse, depths, angles) > 0
    begin = _ring_end(strip.mean(axis=1), per_mm)
    rows = _rows(strip.mean(axis=1), begin, max(_LEAST_HEIGHT * ellipse.short, 1.0))
    if rows is None:
        return None
    return Band(float(rows[0]), float(rows[1]), _arcs(strip[rows[0] : rows[1]], angles))


def _ring_end(share: NDArray[np.float64], per_mm: float) -> int:
    """The depth at which the ring, or the inner one of two close rings, ends."""
    limit = min(round(4.5 * per_mm), len(share) - 1)
    peak = share[: round(2 * per_mm) + 1].max()
    end = int(np.argmax(share[: round(2 * per_mm) + 1]))
    for depth in range(end, limit):
        if share[depth] >= _SECOND_RING * peak:
            end = depth
    while end < limit and share[end] > 0.5 * peak:
        end += 1
    return end


def _rows(share: NDArray[np.float64], begin: int, least: float) -> tuple[int, int] | None:
    """First and last depth of the text band."""
    inside = share[begin:]
    if len(inside) < least or inside.max() < 0.06:
        return None
    while begin < len(share) - 1 and share[begin] > share[begin + 1]:
        begin += 1
    peak = share[begin:].max()
    filled = np.nonzero(share[begin:] > 0.2 * peak)[0]
    if len(filled) == 0:
        return None
    start = begin + int(filled[0])
    empty = np.nonzero(share[start + round(least) :] < 0.28 * peak)[0]
    end = start + round(least) + int(empty[0]) if len(empty) else len(share) - 1
    return (start, end) if end - start >= least else None


def _arcs(band: NDArray[np.bool_], angles: NDArray[np.float64]) -> tuple[tuple[float, float], ...]:
    """The arcs between openings: without the longest opening, and without the second where it is nearly as long."""
    height = band.shape[0]
    middle = band[round(0.25 * height) : max(round(0.8 * height), round(0.25 * height) + 1)]
    filled = middle.sum(axis=0) > 0.04 * height
    openings = sorted(_openings(filled), key=lambda run: (-run[1], run[0]))
    if not openings:
        return ((float(angles[_COLUMNS // 4]), 2 * np.pi),)
    longest = openings[0][1]
    arcs = []
    for start, length in openings[:3]:
        if length >= 0.6 * longest:
            begin, end = angles[(start + length) % _COLUMNS], angles[start]
            arcs.append((float(begin), float((end - begin) % (2 * np.pi) or 2 * np.pi)))
    return tuple(arcs)


def _openings(filled: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs of empty columns around the circle: first column and length."""
    if filled.all():
        return []
    if not filled.any():
        return [(0, len(filled))]
    shift = int(np.argmax(filled))
    turned = np.concatenate([np.roll(filled, -shift), [True]])
    change = np.diff(turned.astype(np.int8))
    starts, ends = np.nonzero(change == -1)[0] + 1, np.nonzero(change == 1)[0] + 1
    return [((int(start) + shift) % len(filled), int(end - start)) for start, end in zip(starts, ends, strict=True)]
