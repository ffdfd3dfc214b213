"""The straight words across the middle of a round or oval seal (合同专用章 …): found, set upright and read.

It knows the layout of seals, not what the words ought to be. Lengths are pixels, angles radians.
"""

from __future__ import annotations

import re

import cv2
import numpy as np
from numpy.typing import NDArray

from xingshen.evidence.seals.bands import Band
from xingshen.evidence.seals.ellipse import Ellipse
from xingshen.evidence.seals.reading import Recognise
from xingshen.evidence.seals.rows import cut_row, find_rows
from xingshen.evidence.seals.views import View

_HAN = re.compile("[㐀-鿿]")
_LEAST_CONFIDENCE = 0.6
_LEAST_CHARACTERS = 2
_ROW = (1.7, 7.0)
"""How high characters in the middle are, in mm."""
_STAR = 0.42
"""A blot wider and higher than this share of the short half axis is a star or an emblem."""
_CLEARANCE = 0.06
"""Radians between the name and the words below it."""
_TILTS = np.radians(np.arange(-16, 17, 2.0))


def read_middle(view: View, ellipse: Ellipse, band: Band, per_mm: float, recognise: Recognise) -> str:
    """The words across the middle, rows joined; "" where there are none that can be read. Numbers are left out."""
    upright, mask = _set_upright(view, ellipse, band)
    rows = find_rows(mask, _ROW[0] * per_mm, _ROW[1] * per_mm)
    wide = [row for row in rows if _width(mask, row) > 1.8 * (row[1] - row[0])]
    if not wide:
        return ""
    read = recognise([cut_row(upright, mask, row) for row in wide])
    return "".join(text for text, confidence in read if _worded(text) and confidence >= _LEAST_CONFIDENCE)


def _worded(text: str) -> bool:
    return len(_HAN.findall(text)) >= _LEAST_CHARACTERS


def _width(mask: NDArray[np.bool_], row: tuple[int, int]) -> int:
    columns = np.nonzero(mask[row[0] : row[1]].any(axis=0))[0]
    return int(columns[-1] - columns[0] + 1)


def _set_upright(view: View, ellipse: Ellipse, band: Band) -> tuple[View, NDArray[np.bool_]]:
    """The middle turned so that its rows lie level, and where its ink is, stars and emblems taken out."""
    rough = _turned(view, ellipse, _downwards(ellipse, band))
    mask = _without_star(_inside(rough, ellipse, band), ellipse)
    tilt = _tilt(mask)
    if abs(tilt) < 0.01:
        return rough, mask
    level = _turned(view, ellipse, _downwards(ellipse, band) + tilt)
    return level, _without_star(_inside(level, ellipse, band), ellipse)


def _downwards(ellipse: Ellipse, band: Band) -> float:
    """By how much the seal is turned: ovals by their axis, round ones by where the arc of the name opens."""
    start, sweep = band.arcs[0]
    opening = start + sweep + (2 * np.pi - sweep) / 2
    turn = float((opening + (ellipse.turn if ellipse.flatness < 1 else 0.0)) - np.pi / 2)
    if ellipse.flatness < 0.88:
        turned = ellipse.turn - turn
        return float(ellipse.turn if np.cos(turned) >= 0 else ellipse.turn + np.pi)
    return turn


def _turned(view: View, ellipse: Ellipse, turn: float) -> View:
    half = int(ellipse.long)
    cos, sin = np.cos(turn), np.sin(turn)
    matrix = np.array(
        [[cos, -sin, ellipse.x - half * cos + half * sin], [sin, cos, ellipse.y - half * sin - half * cos]]
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(view, matrix, (2 * half, 2 * half), flags=flags, borderValue=0), np.uint8)


def _inside(upright: View, ellipse: Ellipse, band: Band) -> NDArray[np.bool_]:
    """The ink inside the band of the name."""
    high = band.inner - band.outer
    below = _within(upright.shape[0], ellipse, band.outer + 0.3 * high) & _opening(upright.shape[0], band)
    mask: NDArray[np.bool_] = (upright > 110) & (below | _within(upright.shape[0], ellipse, band.inner + 0.05 * high))
    return mask


def _within(size: int, ellipse: Ellipse, depth: float) -> NDArray[np.bool_]:
    """What lies deeper than ``depth`` in the upright picture."""
    y, x = np.ogrid[:size, :size]
    long, short = max(ellipse.long - depth, 1.0), max(ellipse.short - depth, 1.0)
    return np.asarray(((x - size / 2) / long) ** 2 + ((y - size / 2) / short) ** 2 < 1)


def _opening(size: int, band: Band) -> NDArray[np.bool_]:
    """The sector at the bottom that the name leaves free."""
    y, x = np.ogrid[:size, :size]
    half = max((2 * np.pi - band.arcs[0][1]) / 2 - _CLEARANCE, 0.0)
    return np.asarray(np.abs(np.arctan2(x - size / 2, y - size / 2)) < half)


def _without_star(mask: NDArray[np.bool_], ellipse: Ellipse) -> NDArray[np.bool_]:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    limit = _STAR * ellipse.short
    big = (stats[:, cv2.CC_STAT_WIDTH] > limit) & (stats[:, cv2.CC_STAT_HEIGHT] > limit)
    big[0] = True
    return np.asarray(~big[labels])


def _tilt(mask: NDArray[np.bool_]) -> float:
    """The angle at which the rows are sharpest."""
    y, x = np.nonzero(mask)
    if len(y) < 20:
        return 0.0
    if len(y) > 4000:
        y, x = y[:: len(y) // 4000 + 1], x[:: len(x) // 4000 + 1]
    centred_x, centred_y = x - mask.shape[1] / 2, y - mask.shape[0] / 2
    sharp = []
    for tilt in _TILTS:
        level = (centred_y * np.cos(tilt) - centred_x * np.sin(tilt) + mask.shape[0]).astype(np.int64)
        sharp.append(float((np.bincount(level).astype(np.float64) ** 2).sum()) - abs(float(tilt)) * 1e-6)
    return float(_TILTS[int(np.argmax(sharp))])
