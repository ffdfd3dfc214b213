"""How the lines of a page that was not flat under the camera rise and fall, and the page with them made level.

Follows rows of print on the picture of a page and fits one smooth bend to all of them: a curved sheet, or one seen
aslant whose edges are not on the picture. Knows rows of dark marks, not what they say.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from xingshen.evidence.shrinking import shrunk

Picture = NDArray[np.uint8]
Mask = NDArray[np.uint8]
Numbers = NDArray[np.float64]

_ACROSS, _DOWN = 4, 2
"""Degrees of the bend along the rows and down the page."""
_INK = 22
"""Levels by which print is darker than the paper around it."""
_SMALL_EM = 11.0
"""Pixels of a character at which rows are followed."""
_LEAST_ROW = 6.0
_ROW_HEIGHT = (0.3, 2.0)
"""In characters: the shortest row that is followed, and how thick it is."""
_FEWEST_ROWS = 5
_MISFIT = 0.3
"""In characters: how far rows may lie from the bend, as a rule (median over rows of the worst place of each)."""
_BETTER = 0.45
"""The share of the rows' departure from straight parallel lines that the bend leaves."""
_NOTABLE = 0.2
"""In characters: a page whose rows depart less from straight and parallel lines is flat enough."""
_SPAN = 0.4
"""The share of width and height that the rows must reach over."""
_ROUNDS = 6


@dataclass(frozen=True, slots=True, eq=False)
class Bend:
    """``coefficients[p - 1, q]`` of x to the p and y to the q, both from -1 to 1 within ``area`` (left, top, right,
    bottom): by how much lower than it ought to be a place of a row lies, all in the units of ``area``."""

    coefficients: Numbers
    area: tuple[float, float, float, float]

    def drop(self, x: Numbers, y: Numbers) -> Numbers:
        """By how much lower the places ``x``, ``y`` of the level page lie on the bent one."""
        return np.asarray(_terms(x, y, self.area) @ self.coefficients.ravel(), np.float64)

    def scaled(self, factor: float) -> Bend:
        """The bend in units of which one of the old ones is ``factor``."""
        left, top, right, bottom = (side * factor for side in self.area)
        return Bend(self.coefficients * factor, (left, top, right, bottom))


def find_bend(picture: Picture, em: float) -> Bend | None:
    """The bend (pixels) of the page on ``picture`` (RGB), whose characters are ``em`` pixels wide; None: flat enough,
    or not surely seen."""
    factor = min(_SMALL_EM / em, 1.0)
    small = shrunk(picture, (round(picture.shape[1] * factor), round(picture.shape[0] * factor)))
    rows = _rows(small, em * factor)
    if len(rows) < _FEWEST_ROWS or not _reach_over(rows, small.shape):
        return None
    bend = _fitted(rows, em * factor)
    return None if bend is None else bend.scaled(1 / factor)


def unbent(picture: Picture, bend: Bend) -> Picture:
    """The picture with its rows level."""
    height, width = picture.shape[:2]
    columns, lines = np.arange(0, width + 8, 8.0), np.arange(0, height + 8, 8.0)
    x, y = (grid.ravel() for grid in np.meshgrid(columns, lines))
    coarse = bend.drop(x, y).reshape(len(lines), len(columns)).astype(np.float32)
    drop = cv2.resize(coarse, None, fx=8, fy=8, interpolation=cv2.INTER_LINEAR)[4 : height + 4, 4 : width + 4]
    across, down = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    level = cv2.remap(picture, across, down + drop, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(level, np.uint8)


def _rows(small: Picture, em: float) -> list[Numbers]:
    """Places (x, y) along the middle of each row of print."""
    red, green, blue = cv2.split(small)
    grey = np.asarray(cv2.min(cv2.min(red, green), blue), np.uint8)
    size = int(2 * em) // 2 * 2 + 1
    paper = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    ink = (cv2.subtract(cv2.blur(paper, (size, size)), grey) > _INK).astype(np.uint8)
    upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((int(1.6 * em), 1), np.uint8))
    joined = cv2.morphologyEx(cv2.subtract(ink, upright), cv2.MORPH_CLOSE, np.ones((1, int(1.1 * em) | 1), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(np.asarray(joined, np.uint8))
    rows = []
    for index in range(1, count):
        left, top, wide, high, area = (int(value) for value in stats[index])
        if wide < _LEAST_ROW * em or not _ROW_HEIGHT[0] * em <= area / wide <= _ROW_HEIGHT[1] * em:
            continue
        rows.append(_middle(labels[top : top + high, left : left + wide] == index, left, top, em))
    return rows


def _middle(piece: NDArray[np.bool_], left: int, top: int, em: float) -> Numbers:
    """Where the middle of a row runs, one place for each character's width."""
    step = max(round(em), 2)
    places = []
    for start in range(0, piece.shape[1] - step + 1, step):
        lines = np.flatnonzero(piece[:, start : start + step].any(axis=1))
        if lines.size:
            places.append((left + start + step / 2, top + (lines[0] + lines[-1] + 1) / 2))
    return np.array(places)


def _reach_over(rows: list[Numbers], shape: tuple[int, ...]) -> bool:
    places = np.vstack(rows)
    wide, high = np.ptp(places, axis=0).tolist()
    return bool(wide >= _SPAN * shape[1] and high >= _SPAN * shape[0])


def _fitted(rows: list[Numbers], em: float) -> Bend | None:
    """The smooth bend that all rows share; None where there is none, or it is small."""
    places = np.vstack(rows)
    owner = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    left, top = places.min(axis=0).tolist()
    right, bottom = places.max(axis=0).tolist()
    area = (left, top, right, bottom)
    level = np.array([row[:, 1].mean() for row in rows])
    straight = _residuals(places, owner, _slope_terms(places[:, 0], area))[0]
    before = _typical_worst(straight, owner)
    if before < _NOTABLE * em:
        return None
    coefficients = np.zeros(_ACROSS * (_DOWN + 1))
    rest = straight
    for _ in range(_ROUNDS):
        terms = _terms(places[:, 0], level[owner], area)
        rest, coefficients, level = _residuals(places, owner, terms)
    if _typical_worst(rest, owner) > min(_MISFIT * em, _BETTER * before):
        return None
    return Bend(coefficients.reshape(_ACROSS, _DOWN + 1), area)


def _residuals(places: Numbers, owner: NDArray[np.int64], terms: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """What a fit of one level for each row and common ``terms`` leaves; its coefficients, and the levels."""
    rows = int(owner.max()) + 1
    design = np.hstack([terms, (owner[:, None] == np.arange(rows)).astype(np.float64)])
    weights = np.ones(len(places))
    solution = np.zeros(design.shape[1])
    for _ in range(3):
        penalty = 1e-3 * np.eye(design.shape[1])[: terms.shape[1]]
        left = np.vstack([design * weights[:, None], penalty])
        right = np.concatenate([places[:, 1] * weights, np.zeros(terms.shape[1])])
        solution = np.linalg.lstsq(left, right, rcond=None)[0]
        rest = places[:, 1] - design @ solution
        weights = 1 / np.sqrt(1 + (rest / max(1.5 * float(np.median(np.abs(rest))), 0.3)) ** 2)
    return np.abs(rest), solution[: terms.shape[1]], solution[terms.shape[1] :]


def _typical_worst(rest: Numbers, owner: NDArray[np.int64]) -> float:
    """The upper third, over the rows, of how far the worst part of each lies away."""
    worst = [float(np.percentile(rest[owner == row], 90)) for row in range(int(owner.max()) + 1)]
    return float(np.percentile(worst, 67))


def _slope_terms(x: Numbers, area: tuple[float, float, float, float]) -> Numbers:
    return _terms(x, np.zeros_like(x), area)[:, :1]


def _terms(x: Numbers, y: Numbers, area: tuple[float, float, float, float]) -> Numbers:
    """The powers that coefficients go with; places outside ``area`` count as those at its edge."""
    left, top, right, bottom = area
    across = np.clip((2 * x - left - right) / max(right - left, 1.0), -1, 1)
    down = np.clip((2 * y - top - bottom) / max(bottom - top, 1.0), -1, 1)
    return np.stack([across**p * down**q for p in range(1, _ACROSS + 1) for q in range(_DOWN + 1)], axis=1)
