"""Red ink over print: how much of it there is, and the picture without it.

Seals are red and lie on dates and names. Knows nothing of seals as such.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from xingshen.evidence.ocr.engine import Picture, Quad
from xingshen.evidence.ocr.strips import bounds

REDDER = 40
"""Levels by which red exceeds green and blue in a pixel of red ink, also on a poor scan."""
NOTABLE = 0.0008
"""The share of a page that red ink must cover to be cared for: a tenth of a small seal on an A4 page."""
_RED_ROW = 0.002
"""The share of a row of pixels that is red where a word of red print goes through it."""
_JOINED = 2.0
"""Millimetres within which red belongs together."""
_SEAL_HIGH, _SEAL_LONGEST, _SEAL_SHAPE = 14.0, 62.0, 2.0
"""Red ink that is higher than one line of print (mm), no longer than a seal, and at most so many times as long as it is
wide, is no line and no column of characters."""
_RULE = 1.5
"""Millimetres: what is flatter or narrower is a rule."""
_FILLED = 0.4
"""Print with what joins it fills more of its box than a frame around a page, or an arc, does."""
_FEW_PER_MM = 1.5
_AROUND = 0.35
"""Red print (a letterhead) has less than this share of its own density of red right above and below itself."""


def red_mask(picture: Picture) -> npt.NDArray[np.uint8]:
    """1 where a pixel is red ink."""
    red, green, blue = cv2.split(picture)
    return np.asarray(cv2.subtract(red, cv2.max(green, blue)) > REDDER, np.uint8)


def without_red(picture: Picture) -> Picture:
    """The picture as seen through a red glass, in grey: red ink is gone, print below it stays."""
    red = cv2.extractChannel(picture, 0)
    return np.asarray(cv2.merge((red, red, red)), np.uint8)


def is_red_print(mask: npt.NDArray[np.uint8], quad: Quad) -> bool:
    """True where the red inside ``quad`` stands alone, as printed letters do; a seal goes on above or below."""
    left, top, right, bottom = (round(side) for side in bounds(quad))
    height = max(bottom - top, 1)
    own = _density(mask, left, top, right, bottom)
    around = max(_density(mask, left, top - height, right, top), _density(mask, left, bottom, right, bottom + height))
    return own > 0 and around < _AROUND * own


def red_bands(mask: npt.NDArray[np.uint8], margin: int) -> list[tuple[int, int]]:
    """First row and row after the last of every band of ``mask`` with enough red for print, ``margin`` rows around."""
    red = (mask.mean(axis=1) >= _RED_ROW).astype(np.uint8)[:, None]
    near = np.asarray(cv2.dilate(red, np.ones((2 * margin + 1, 1), np.uint8)), np.int8)[:, 0]
    change = np.diff(near, prepend=0, append=0)
    return list(zip(np.flatnonzero(change == 1).tolist(), np.flatnonzero(change == -1).tolist(), strict=True))


def print_like(mask: npt.NDArray[np.uint8], dpi: float) -> npt.NDArray[np.uint8]:
    """The mask (``dpi`` pixels per inch) without what has the shape of seals, rules and frames: no print has."""
    factor = min(_FEW_PER_MM * 25.4 / dpi, 1.0)
    size = (max(round(mask.shape[1] * factor), 1), max(round(mask.shape[0] * factor), 1))
    small = (cv2.resize(mask * np.uint8(255), size, interpolation=cv2.INTER_AREA) > 0).astype(np.uint8)
    reach = round(_JOINED * _FEW_PER_MM)
    near = cv2.dilate(small, np.ones((reach + 1, reach + 1), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    wide, high = ((stats[:, at] - reach) / _FEW_PER_MM for at in (2, 3))
    short, long = np.minimum(wide, high), np.maximum(wide, high)
    seals = (high >= _SEAL_HIGH) & (long <= _SEAL_LONGEST) & (long <= _SEAL_SHAPE * short)
    frames = (high >= _SEAL_HIGH) & (stats[:, 4] < _FILLED * stats[:, 2] * stats[:, 3])
    other = seals | frames | (short < _RULE)
    other[0] = False
    hidden = cv2.resize(other.astype(np.uint8)[labels], mask.shape[::-1], interpolation=cv2.INTER_NEAREST)
    return np.where(hidden, np.uint8(0), mask)


def _density(mask: npt.NDArray[np.uint8], left: int, top: int, right: int, bottom: int) -> float:
    part = mask[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]
    return float(part.mean()) if part.size else 0.0
