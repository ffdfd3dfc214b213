"""Dark strokes on a page picture: what was written or printed in black or blue, without red ink, rules and shadows.

Works on pixels only. It must not know which strokes are print and which are handwriting, nor what a signature is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Mask = NDArray[np.uint8]

_ENOUGH_DPI = 105.0
"""Pictures are made smaller by the whole number that brings them nearest to this: a pen stroke is then two pixels."""
_LEAST_CONTRAST = 40
"""How much darker (of 255) than the paper around it a stroke is."""
_WIDEST_STROKE = 12.0
"""Points: what is wider is a shape, a shadow or a photo, and part of the paper as far as strokes are concerned."""
_SHRINK = 4
_LONE = 3
"""Dark pixels among five by five that may be chance."""
_RULE = 26.0
"""Points: a straight run of this length along a row or column is a rule, not a stroke."""
_RULE_SLANT = 3
"""Pixels by which a run is thickened first, so that the rules of a page scanned askew are found."""


@dataclass(frozen=True, eq=False)
class Strokes:
    """``mask`` 255 where a stroke is; ``light`` (0 dark to 255) with red ink as light as paper; ``paper`` the light of
    the paper around; ``blue`` half of how much more blue than red, from 128. ``scale`` is pixels per point."""

    mask: Mask
    light: Picture
    paper: Picture
    blue: Picture
    scale: float


def read_strokes(picture: Picture, dpi: float) -> Strokes:
    """The strokes of the page ``picture`` (RGB) of ``dpi`` dots per inch."""
    picture, dpi = _at_working_size(picture, dpi)
    scale = dpi / 72
    red, green, blue = (np.ascontiguousarray(picture[:, :, channel]) for channel in range(3))
    light = _array(cv2.add(red, cv2.subtract(red, cv2.max(green, blue))))
    paper = _paper(light, scale)
    dark = cv2.threshold(cv2.subtract(paper, light), _LEAST_CONTRAST, 255, cv2.THRESH_BINARY)[1]
    mask = _without_noise(cv2.subtract(dark, _rules(_array(dark), scale)))
    return Strokes(mask, light, paper, _array(cv2.addWeighted(blue, 0.5, red, -0.5, 128)), scale)


def _without_noise(mask: Any) -> Mask:
    """The mask without lone pixels, which are the grain of the scanner and not a pen's."""
    around = cv2.boxFilter(cv2.threshold(mask, 0, 1, cv2.THRESH_BINARY)[1], -1, (5, 5), normalize=False)
    return _array(cv2.bitwise_and(mask, cv2.threshold(around, _LONE, 255, cv2.THRESH_BINARY)[1]))


def _at_working_size(picture: Picture, dpi: float) -> tuple[Picture, float]:
    factor = max(round(dpi / _ENOUGH_DPI), 1)
    height, width = (side // factor for side in picture.shape[:2])
    whole = picture[: height * factor, : width * factor]
    return _array(cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA)), dpi / factor


def _paper(light: Picture, scale: float) -> Picture:
    """The light of the paper: strokes filled in from around them; shapes and shadows stay as they are."""
    height, width = light.shape
    small = cv2.resize(light, (max(width // _SHRINK, 1), max(height // _SHRINK, 1)), interpolation=cv2.INTER_AREA)
    reach = _odd(_WIDEST_STROKE * scale / _SHRINK)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    return _array(cv2.resize(closed, (width, height), interpolation=cv2.INTER_LINEAR))


def _rules(dark: Mask, scale: float) -> Mask:
    run, thick = _odd(_RULE * scale), _RULE_SLANT
    across = _runs(dark, (run, 1), (1, thick))
    down = _runs(dark, (1, run), (thick, 1))
    return _array(cv2.bitwise_or(across, down))


def _runs(dark: Mask, run: tuple[int, int], thick: tuple[int, int]) -> Mask:
    """The straight runs, a pixel wider than they are; sizes are (wide, high)."""
    thickened = cv2.dilate(dark, np.ones(thick[::-1], np.uint8))
    found = cv2.morphologyEx(thickened, cv2.MORPH_OPEN, np.ones(run[::-1], np.uint8))
    return _array(found)


def _odd(pixels: float) -> int:
    return max(int(pixels) // 2 * 2 + 1, 3)


def _array(image: Any) -> NDArray[np.uint8]:
    return np.asarray(image, dtype=np.uint8)
