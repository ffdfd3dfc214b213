"""Several views of a seal's ink, for the recogniser: light ink on dark ground until they are cut out, as what lies off
a picture is 0. It knows inks, not shapes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from xingshen.evidence.seals.inks import Picture, strength

View = NDArray[np.uint8]
Floats = NDArray[Any]
_PRINT = 0.38
"""Where the channel that the ink leaves alone is darker than this share of the paper, black print hides the ink."""
_DARKEST = 40.0
"""Of 255: the share of colour in what is darker is noise."""
_FAINT = 0.12
"""Ink of less strength does not tell how strong the seal's ink is."""
_PAPER = 75
"""Percentile: of what lies in and around a seal, at least a quarter is bare paper."""
_ENOUGH = 50
"""So many pixels of ink tell how strong it is."""
_FILL = 3
"""How many pixels around a hidden one tell what lies under it."""


def views_of(picture: Picture, colour: str) -> Mapping[str, View]:
    """``ink``: how coloured each pixel is for its own brightness, which black print does not change until it hides the
    ink; ``soft``: the colour alone; ``dark``: all that is dark, where it is coloured: sharp, as JPEG keeps light finer
    than colour. What print hides is filled in from around it."""
    kept, swallowed = _channels(picture, colour)
    hidden = (kept < _PRINT * 255).astype(np.uint8)
    ink = _filled(_full(1 - swallowed / np.maximum(kept, _DARKEST)), hidden)
    near = np.asarray(cv2.dilate(hidden, np.ones((3, 3), np.uint8)), np.uint8)
    dark = np.minimum(_filled(_full(1 - swallowed / 255, 0.1), near), ink)
    soft = _full(strength(picture, colour).astype(np.float32) / 255)
    return {"ink": ink, "soft": np.asarray(soft * 255, np.uint8), "dark": dark}


def evened(view: View) -> View:
    """A piece of a view with its own ink at full strength: letters are thinner than frames, and so fainter."""
    return np.asarray(_full(view.astype(np.float32) / 255) * 255, np.uint8)


def for_recogniser(view: View) -> Picture:
    """Dark on white in three channels."""
    return np.repeat(255 - view[:, :, None], 3, axis=2)


def _channels(picture: Picture, colour: str) -> tuple[Floats, Floats]:
    """The channel that the ink leaves alone and the brighter one of those it swallows, paper being 255 in both."""
    red, green, blue = (picture[:, :, channel] for channel in range(3))
    kept, other = (red, blue) if colour == "red" else (blue, red)
    return _levelled(kept), _levelled(np.maximum(green, other))


def _levelled(channel: NDArray[np.uint8]) -> Floats:
    paper = max(float(np.percentile(channel, _PAPER)), 1.0)
    return channel.astype(np.float32) * np.float32(255 / paper)


def _full(ink: Floats, least: float = 0.0) -> Floats:
    """The ink with 1 where it is full, and 0 below the share ``least`` of that."""
    inked = ink[ink > _FAINT]
    full = float(np.percentile(inked, 85)) if len(inked) > _ENOUGH else 0.3
    return np.asarray(np.clip((ink - np.float32(least * full)) / np.float32(full * (1 - least)), 0, 1))


def _filled(ink: Floats, hidden: NDArray[np.uint8]) -> View:
    return np.asarray(cv2.inpaint((ink * 255).astype(np.uint8), hidden, _FILL, cv2.INPAINT_TELEA), np.uint8)
