"""A page picture made ready for reading: upright, straight, at reading resolution, and the way back to page points.

Knows nothing of text. Pixels are those of the ready picture unless said otherwise.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np

from xingshen.evidence.ocr.engine import DETECTION_SIDE, Picture
from xingshen.evidence.ocr.strips import Affine

READING_DPI = 150.0
"""More gives no better reading of ordinary print and costs time."""
ORDINARY_SIDE = 1754
"""Pixels: the long side of an A4 page at :data:`READING_DPI`; a picture with fewer is never reduced."""
LONGEST_SIDE = 2480
"""Pixels: the long side of an A3 page at :data:`READING_DPI`; a picture with more is reduced whatever it says."""
LEAST_SLANT = 0.15
"""Degrees; less does not move a line across a page by half a line."""

_REDUCED = 1.2


@dataclass(frozen=True)
class Sheet:
    """``picture`` to read from; ``original`` the same page, upright, as it was given, at ``dpi``.

    ``to_original`` takes pixels of ``picture`` to pixels of ``original``.
    """

    picture: Picture
    original: Picture
    dpi: float
    to_original: Affine

    @cached_property
    def detection_side(self) -> int:
        """To how many pixels the long side is to be shrunk for detection: as fine as on an ordinary page."""
        longest = int(max(self.picture.shape[:2]))
        return max(DETECTION_SIDE, round(DETECTION_SIDE * longest / ORDINARY_SIDE / 32) * 32)

    @cached_property
    def to_points(self) -> Affine:
        """From pixels of ``picture`` to points of the upright page."""
        return self.to_original * (72.0 / self.dpi)

    @cached_property
    def reading_dpi(self) -> float:
        """Pixels of ``picture`` for one inch of the page."""
        return 72.0 / math.hypot(*self.to_points[:, 0])

    @property
    def is_reduced(self) -> bool:
        """True where ``original`` shows clearly more than ``picture``."""
        return self.dpi > _REDUCED * self.reading_dpi

    def turned(self, quarters: int) -> Sheet:
        """The sheet turned clockwise by ``quarters`` right angles; only before it was straightened."""
        if quarters % 4 == 0:
            return self
        return _sheet(_turned(self.picture, quarters), _turned(self.original, quarters), self.dpi)

    def straightened(self, slant: float) -> Sheet:
        """The sheet with lines that fall to the right by ``slant`` degrees made level, on a canvas that holds it."""
        if abs(slant) < LEAST_SLANT:
            return self
        height, width = self.picture.shape[:2]
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), slant, 1.0)
        cosine, sine = abs(turn[0, 0]), abs(turn[0, 1])
        wide, high = math.ceil(width * cosine + height * sine), math.ceil(width * sine + height * cosine)
        turn[:, 2] += ((wide - width) / 2, (high - height) / 2)
        level = cv2.warpAffine(
            self.picture, turn, (wide, high), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        back = inverse(np.asarray(turn, np.float64))
        return Sheet(np.asarray(level, np.uint8), self.original, self.dpi, _after(self.to_original, back))


def sheet_of(picture: Picture, dpi: float) -> Sheet:
    """``picture`` at reading resolution."""
    longest = max(picture.shape[:2])
    wanted = min(max(longest * READING_DPI / dpi, ORDINARY_SIDE), LONGEST_SIDE)
    if wanted >= 0.95 * longest:
        return _sheet(picture, picture, dpi)
    size = tuple(max(round(side * wanted / longest), 1) for side in (picture.shape[1], picture.shape[0]))
    return _sheet(np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8), picture, dpi)


def _sheet(picture: Picture, original: Picture, dpi: float) -> Sheet:
    x_scale, y_scale = (original.shape[axis] / picture.shape[axis] for axis in (1, 0))
    return Sheet(picture, original, dpi, np.array([[x_scale, 0.0, 0.0], [0.0, y_scale, 0.0]]))


def _turned(picture: Picture, quarters: int) -> Picture:
    return np.ascontiguousarray(np.rot90(picture, -quarters))


def inverse(affine: Affine) -> Affine:
    """The way back."""
    return np.asarray(cv2.invertAffineTransform(affine), np.float64)


def _after(second: Affine, first: Affine) -> Affine:
    """``first`` and then ``second``."""
    return np.asarray(second @ np.vstack([first, [0.0, 0.0, 1.0]]), np.float64)
