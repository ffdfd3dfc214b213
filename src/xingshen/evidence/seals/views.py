"""Several views of a seal's ink, for the recogniser: light ink on dark ground until they are cut out, as what lies off
a picture is 0. It knows inks, not shapes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from xingshen.evidence.seals.inks import Picture, fill_crossings, strength

View = NDArray[np.uint8]
_BLACK, _COLOURED = 0.2, 0.45
"""Below the first share of colour in the darkness it is black print; from the second on it is the seal's own ink."""


def views_of(picture: Picture, colour: str, per_mm: float) -> Mapping[str, View]:
    """``ink``: all that is dark and coloured, black print taken out and the ink carried across it; ``soft``: the colour
    alone, with its shades; ``grey``: all that is dark, print included. ``per_mm`` is pixels per millimetre."""
    tint = strength(picture, colour)
    dark = _darkness(picture, colour)
    reach = round(0.8 * per_mm)
    share = _smooth(tint) / np.maximum(_smooth(dark), 12)
    own = np.clip((share - _BLACK) / (_COLOURED - _BLACK), 0, 1)
    sharp = fill_crossings((dark * own).astype(np.uint8), picture, reach)
    full = _full(sharp, own)
    ink = np.clip((sharp.astype(np.float32) - 0.15 * full) / (0.6 * full), 0, 1)
    shades = fill_crossings(tint, picture, reach)
    soft = np.clip(shades.astype(np.float32) / _full(shades, own), 0, 1)
    grey = np.clip(dark.astype(np.float32) / full, 0, 1)
    return {name: np.asarray(view * 255, np.uint8) for name, view in (("ink", ink), ("soft", soft), ("grey", grey))}


def for_recogniser(view: View) -> Picture:
    """Dark on white in three channels."""
    return np.repeat(255 - view[:, :, None], 3, axis=2)


def _darkness(picture: Picture, colour: str) -> NDArray[np.uint8]:
    """How much darker than the paper each pixel is in the channel that the ink swallows."""
    channel = picture[:, :, 1] if colour == "red" else picture[:, :, 0]
    paper = int(np.percentile(channel, 75))
    return np.asarray(np.clip(paper - channel.astype(np.int16), 0, 255), np.uint8)


def _smooth(image: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Colour in a JPEG is coarser than light: both are compared over the same neighbourhood."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), 1.5), np.float32)


def _full(ink: NDArray[np.uint8], own: NDArray[Any]) -> float:
    """The strength of the seal's ink where it is full."""
    inked = ink[(ink > 20) & (own > 0.5)]
    return float(max(np.percentile(inked, 85), 30)) if len(inked) else 60.0
