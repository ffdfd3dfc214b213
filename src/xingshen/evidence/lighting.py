"""A page that was badly lit made as light and as white as paper: dim, yellow or uneven light divided out.

Only where the light is measurably bad; a picture in good light comes back as it is. Knows paper and light, and nothing
of what stands on the paper.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from xingshen.evidence.shrinking import shrunk

Picture = NDArray[np.uint8]

_SMALL = 200
"""Pixels of the longer side at which the light is measured."""
_CONTENT = 17
"""Of these: what is narrower (24 mm on A4) is print, a seal's star or a photo on the page, and not its light."""
_GOOD = 170.0
"""Levels of the darkest channel from which on paper is light enough."""
_EVEN = 70.0
"""Levels by which well lit paper may be darker in one place than in another."""
_LEAST = 45.0
"""Levels: darker paper shows noise rather than print."""
_MOST_TINT = 0.62
"""A lamp tints paper by less; paper with more colour is coloured, and what is pale on it is what it says."""
_UNSMOOTH = 0.035
"""The share by which light on one sheet departs from smooth light, in the mean; grounds and pictures depart by more."""
_STRANGE = 0.13
"""The share by which the tint of a place departs from that of the paper where it is not paper that is seen there."""
_WHITE = 242.0
_MARGIN = 0.04
"""The share at each edge that may show something else than the page."""


def well_lit(picture: Picture) -> Picture:
    """``picture`` (RGB), its paper made white and even where it was neither; itself where its light is good."""
    step = max(max(picture.shape[:2]) // _SMALL, 1)
    rough = picture[::step, ::step]
    if min(rough.shape[:2]) < 2 * _CONTENT or _is_good(_light(rough)):
        return picture
    share = _SMALL / max(picture.shape[:2])
    light = _light(shrunk(picture, (round(picture.shape[1] * share), round(picture.shape[0] * share))))
    if _is_good(light) or not _is_paper(light):
        return picture
    full = cv2.resize(_smooth(light), picture.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(picture, full, scale=_WHITE), np.uint8)


def _smooth(light: Picture) -> Picture:
    """The light without what has another tint than the paper, as large coloured things on it have."""
    exact = light.astype(np.float32)
    tint = exact / np.maximum(exact.max(axis=2, keepdims=True), 1)
    strange = np.abs(tint - np.median(_inner(tint), axis=(0, 1))).max(axis=2) > _STRANGE
    own = 1 - cv2.dilate(strange.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(np.float32)[..., None]
    weight = np.maximum(cv2.GaussianBlur(own, (0, 0), _CONTENT), 1e-3)[..., None]
    filled = exact * own + cv2.GaussianBlur(exact * own, (0, 0), _CONTENT) / weight * (1 - own)
    return np.asarray(np.clip(cv2.GaussianBlur(filled, (0, 0), _CONTENT / 6), 1, 255), np.uint8)


def _light(small: Picture) -> Picture:
    """The light on the paper: what stands on it is filled in from around."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_CONTENT, _CONTENT))
    calm = cv2.medianBlur(np.ascontiguousarray(small), 3)
    return np.asarray(cv2.morphologyEx(calm, cv2.MORPH_CLOSE, kernel), np.uint8)


def _inner(light: Picture) -> Picture:
    down, across = (max(round(_MARGIN * side), 1) for side in light.shape[:2])
    return light[down:-down, across:-across]


def _is_good(light: Picture) -> bool:
    darkest = _inner(light).min(axis=2)
    low, middle, high = np.percentile(darkest, (4, 50, 96)).tolist()
    return bool(middle >= _GOOD and high - low < _EVEN)


def _is_paper(light: Picture) -> bool:
    """Whether it is light on one sheet of paper rather than a picture, or several things, or coloured paper."""
    inner = _inner(light).astype(np.float32)
    brightest, darkest = inner.max(axis=2), inner.min(axis=2)
    tint = float(np.median((brightest - darkest) / np.maximum(brightest, 1)))
    grey = inner.mean(axis=2)
    rough = float(np.abs(grey - cv2.GaussianBlur(grey, (0, 0), _CONTENT / 2)).mean() / max(grey.mean(), 1.0))
    return float(np.median(brightest)) >= _LEAST and tint <= _MOST_TINT and rough <= _UNSMOOTH
