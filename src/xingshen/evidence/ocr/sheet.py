"""A page picture made ready for reading: upright, straight, at reading resolution, and the way back to page points.

Knows nothing of text. Pixels are those of the ready picture unless said otherwise.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt

from xingshen.evidence.ocr.engine import DETECTION_SIDE, Picture
from xingshen.evidence.ocr.strips import Affine
from xingshen.evidence.shrinking import halved, shrunk

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
    """``source``: the page, upright, at reading resolution; ``original``: as it was given, at ``dpi``.

    ``size``: width and height of the ready picture; ``to_source`` takes its pixels to those of ``source``.
    """

    source: Picture
    original: Picture
    dpi: float
    size: tuple[int, int]
    to_source: Affine

    @cached_property
    def picture(self) -> Picture:
        """The ready picture."""
        return self.straight(self.source)

    def grey(self, share: float) -> npt.NDArray[np.uint8]:
        """The ready picture in grey, ``share`` (up to 1) times as large."""
        size = (max(round(self.size[0] * share), 1), max(round(self.size[1] * share), 1))
        grey = np.asarray(cv2.cvtColor(self.source, cv2.COLOR_RGB2GRAY), np.uint8)
        if self._lies_straight:
            return shrunk(grey, size)
        nearest = max(int(1 / share).bit_length() - 1, 0)
        for _ in range(nearest):
            grey = halved(grey)
        to_grey = self.to_source / 2**nearest
        to_grey[:, :2] /= share
        return _drawn(grey, to_grey, size)

    def straight(self, layer: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        """What lies over ``source`` pixel by pixel, as it lies over the ready picture."""
        return layer if self._lies_straight else _drawn(layer, self.to_source, self.size)

    def band(self, top: int, bottom: int) -> Picture:
        """The rows of the ready picture from ``top`` to before ``bottom``."""
        if self._lies_straight:
            return self.source[top:bottom]
        to_source = self.to_source.copy()
        to_source[:, 2] += self.to_source[:, 1] * top
        return _drawn(self.source, to_source, (self.size[0], bottom - top))

    @property
    def _lies_straight(self) -> bool:
        return bool(np.array_equal(self.to_source, np.eye(2, 3)))

    @cached_property
    def to_original(self) -> Affine:
        """From pixels of the ready picture to pixels of ``original``."""
        shares = [self.original.shape[axis] / self.source.shape[axis] for axis in (1, 0)]
        return np.asarray(np.diag(shares) @ self.to_source, np.float64)

    @cached_property
    def detection_side(self) -> int:
        """To how many pixels the long side is to be shrunk for detection: as fine as on an ordinary page."""
        longest = max(self.size)
        return max(DETECTION_SIDE, round(DETECTION_SIDE * longest / ORDINARY_SIDE / 32) * 32)

    @property
    def detection_scale(self) -> float:
        """How many times as large the ready picture is when text is looked for; at most 1."""
        return min(self.detection_side / max(self.size), 1.0)

    @cached_property
    def to_points(self) -> Affine:
        """From pixels of the ready picture to points of the upright page."""
        return self.to_original * (72.0 / self.dpi)

    @cached_property
    def reading_dpi(self) -> float:
        """Pixels of the ready picture for one inch of the page."""
        return 72.0 / math.hypot(*self.to_points[:, 0])

    @property
    def is_reduced(self) -> bool:
        """True where ``original`` shows clearly more than ``source``."""
        return self.dpi > _REDUCED * self.reading_dpi

    def turned(self, quarters: int) -> Sheet:
        """The sheet turned clockwise by ``quarters`` right angles; only before it was straightened."""
        if quarters % 4 == 0:
            return self
        return _sheet(_turned(self.source, quarters), _turned(self.original, quarters), self.dpi)

    def straightened(self, slant: float) -> Sheet:
        """The sheet with lines that fall to the right by ``slant`` degrees made level, on a canvas that holds it."""
        if abs(slant) < LEAST_SLANT:
            return self
        width, height = self.size
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), slant, 1.0)
        cosine, sine = abs(turn[0, 0]), abs(turn[0, 1])
        wide, high = math.ceil(width * cosine + height * sine), math.ceil(width * sine + height * cosine)
        turn[:, 2] += ((wide - width) / 2, (high - height) / 2)
        return replace(self, size=(wide, high), to_source=inverse(np.asarray(turn, np.float64)))


def sheet_of(picture: Picture, dpi: float) -> Sheet:
    """``picture`` at reading resolution."""
    longest = max(picture.shape[:2])
    wanted = min(max(longest * READING_DPI / dpi, ORDINARY_SIDE), LONGEST_SIDE)
    if wanted >= 0.95 * longest:
        return _sheet(picture, picture, dpi)
    width, height = (max(round(side * wanted / longest), 1) for side in (picture.shape[1], picture.shape[0]))
    return _sheet(shrunk(picture, (width, height)), picture, dpi)


def _sheet(source: Picture, original: Picture, dpi: float) -> Sheet:
    return Sheet(source, original, dpi, (source.shape[1], source.shape[0]), np.eye(2, 3))


def _turned(picture: Picture, quarters: int) -> Picture:
    return np.ascontiguousarray(np.rot90(picture, -quarters))


def _drawn(source: npt.NDArray[np.uint8], to_source: Affine, size: tuple[int, int]) -> npt.NDArray[np.uint8]:
    """A picture of ``size`` (width, height) whose pixels come from where ``to_source`` leads."""
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    drawn = cv2.warpAffine(source, to_source, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(drawn, np.uint8)


def inverse(affine: Affine) -> Affine:
    """The way back."""
    return np.asarray(cv2.invertAffineTransform(affine), np.float64)
