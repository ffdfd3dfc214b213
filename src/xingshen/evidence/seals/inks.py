"""How much red, blue or grey ink lies on each pixel of a picture. It knows colours, and nothing of seals or pages."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from xingshen.evidence.shrinking import halved

Picture = NDArray[np.uint8]
Ink = NDArray[np.uint8]
Mask = NDArray[np.bool_]

FAINT = {"red": 20, "blue": 16, "grey": 45}
"""The least strength (0 to 255 above the paper) that counts as ink: chroma noise of a poor JPEG stays below it."""


def reduce(picture: Picture, factor: float) -> Picture:
    """The picture made ``factor`` (≤ 1) times as large, by averaging; whole reductions are the fast ones."""
    if factor >= 1:
        return picture
    size = (max(round(picture.shape[1] * factor), 1), max(round(picture.shape[0] * factor), 1))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def halve(picture: Picture, per_mm: float, most: float) -> Picture:
    """The picture halved until it has at most ``most`` pixels per mm; halving is much faster than other factors."""
    while per_mm > most:
        picture = halved(picture)
        per_mm /= 2
    return picture


def strength(picture: Picture, colour: str) -> Ink:
    """The strength of red, blue or grey ink per pixel, the paper's own tint taken off.

    Red ink swallows green and blue and leaves red; black print swallows all three and so does not count. Blue likewise.
    Grey is what swallows all three alike.
    """
    red, green, blue = (np.ascontiguousarray(picture[:, :, channel]) for channel in range(3))
    if colour == "red":
        raw = cv2.subtract(red, cv2.max(green, blue))
    elif colour == "blue":
        raw = cv2.subtract(blue, cv2.max(red, green))
    else:
        most = cv2.max(cv2.max(red, green), blue)
        raw = cv2.subtract(cv2.bitwise_not(most), cv2.subtract(most, cv2.min(cv2.min(red, green), blue)))
    ground = int(np.percentile(raw[::4, ::4], _GROUND)) if raw.size else 0
    return np.asarray(cv2.subtract(raw, np.full_like(raw, ground)), np.uint8)


def full_strength(ink: Ink, least: int) -> float:
    """The strength of the ink where it is full; ``least`` where there is none."""
    inked = ink[ink >= least]
    return float(np.percentile(inked, 80)) if inked.size else float(least)


_GROUND = 30
"""At least this percentage of any patch looked at is bare paper."""
