"""The straight rules on a picture of a page: what makes a drawn table out of print.

Works on an upright, straightened picture. Knows nothing of text beyond how large print may be.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from xingshen.evidence.ruling import Ruling
from xingshen.kernel.place import Box

Grey = npt.NDArray[np.uint8]

SHORTEST = 14.0
"""Points: shorter straight strokes belong to characters (the strokes of print up to 14 points) and are no rules."""
THICKEST = 4.0
"""Points: a thicker straight region is shading, a bar or a shadow."""
_DARKER = 16
"""Grey levels by which a rule is darker than the paper around it."""
_NEIGHBOURHOOD = 12.0
"""Points: the width of the window whose mean is the paper around a pixel."""
_GAP = 2.0
"""Points: worn rules are joined over gaps this long."""
_LEVEL = 0.03
"""A rule may rise or fall by this share of its length."""
_LOOSE = 0.15
"""A stroke of a character may stick out of the box of its line by this share of the line's height."""
_PARENT = 3
"""Where the tree of outlines tells which outline one is a hole of; below 0: of none."""
ENOUGH_DPI = 110.0
"""Rules need not be looked for at more than this resolution; the finest printed rule still shows."""


def read_rules(grey: Grey, dpi: float, print_boxes: Sequence[Box]) -> Ruling:
    """The rules drawn on a picture in grey (height x width), in points from its top left.

    A stroke that lies wholly inside one of ``print_boxes`` (points) is part of a character.
    """
    dark = _dark(grey, dpi)
    scale = 72.0 / dpi
    lying = [_along(box, scale) for box in _strokes(dark, dpi)]
    standing = [_along(box, scale) for box in _strokes(np.asarray(cv2.transpose(dark), np.uint8), dpi)]
    segments = [*lying, *((y1, x1, y2, x2) for x1, y1, x2, y2 in standing)]
    return Ruling.of(segment for segment in segments if not any(_is_inside(segment, box) for box in print_boxes))


def _is_inside(segment: Box, box: Box) -> bool:
    margin = _LOOSE * min(box[2] - box[0], box[3] - box[1])
    return (
        segment[0] >= box[0] - margin
        and segment[1] >= box[1] - margin
        and segment[2] <= box[2] + margin
        and segment[3] <= box[3] + margin
    )


def _dark(grey: Grey, dpi: float) -> Grey:
    """255 where the picture is darker than its neighbourhood."""
    window = _pixels(_NEIGHBOURHOOD, dpi) | 1
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, _DARKER)
    return np.asarray(dark, np.uint8)


def _strokes(dark: Grey, dpi: float) -> list[tuple[int, int, int, int]]:
    """Left, top, width, height (pixels) of the long lying strokes of ``dark``."""
    bridged = cv2.dilate(dark, np.ones((3, 1), np.uint8))
    opened = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((1, _pixels(SHORTEST, dpi)), np.uint8))
    joined = cv2.morphologyEx(opened, cv2.MORPH_CLOSE, np.ones((1, _pixels(_GAP, dpi)), np.uint8))
    thickest = _pixels(THICKEST, dpi)
    return [box for box in _patches(np.asarray(joined, np.uint8)) if box[3] <= thickest + _LEVEL * box[2]]


def _patches(mask: Grey) -> list[tuple[int, int, int, int]]:
    """The boxes of the connected parts; following outlines is much faster than labelling every pixel."""
    outlines, tree = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    outer = [outline for at, outline in enumerate(outlines) if tree[0, at, _PARENT] < 0]
    return sorted((left, top, width, height) for left, top, width, height in map(cv2.boundingRect, outer))


def _along(box: tuple[int, int, int, int], scale: float) -> Box:
    left, top, width, height = box
    middle = (top + height / 2) * scale
    return (left * scale, middle, (left + width) * scale, middle)


def _pixels(points: float, dpi: float) -> int:
    return max(round(points * dpi / 72), 3)
