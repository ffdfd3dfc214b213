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


def _density(mask: npt.NDArray[np.uint8], left: int, top: int, right: int, bottom: int) -> float:
    part = mask[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]
    return float(part.mean()) if part.size else 0.0
