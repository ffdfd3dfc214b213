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

_WIDE = 0.45
"""An opening as wide as this share of the widest one may be where the name ends and other words begin."""
_WIDEST_GAP = 14.0
"""Degrees: gaps between characters are narrower, but for the shortest names."""
_MOST_WIDE = 5
"""More wide openings than this are gaps between characters."""


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
    """The arcs that the name may fill: the longest stretch between wide openings, and all but the longest openings."""
    height = band.shape[0]
    middle = band[round(0.25 * height) : max(round(0.7 * height), round(0.25 * height) + 1)]
    openings = sorted(_openings(middle.sum(axis=0) > 0.04 * height), key=lambda run: (-run[1], run[0]))
    if not openings:
        return ((float(angles[_COLUMNS // 4]), 2 * np.pi),)
    longest = openings[0][1]
    wide = sorted(run for run in openings if run[1] >= max(_WIDE * longest, _WIDEST_GAP / 360 * _COLUMNS))
    between = [_between(one, other) for one, other in zip(wide, [*wide[1:], *wide[:1]], strict=True)]
    around = [_between(run, run) for run in openings[:3] if run[1] >= 0.6 * longest]
    stretch = [max(between, key=lambda run: run[1])] if 1 < len(wide) <= _MOST_WIDE else []
    columns = list(dict.fromkeys([*stretch, *around]))
    return tuple((float(angles[first]), _sweep(angles, first, length)) for first, length in columns)


def _sweep(angles: NDArray[np.float64], first: int, length: int) -> float:
    """The angle over ``length`` columns from ``first``: columns are even in length, not in angle."""
    return float((angles[(first + length) % _COLUMNS] - angles[first]) % (2 * np.pi)) or 2 * np.pi


def _between(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """First column and length of what lies between the end of one opening and the start of another."""
    first = (one[0] + one[1]) % _COLUMNS
    return first, (other[0] - first) % _COLUMNS or _COLUMNS


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
