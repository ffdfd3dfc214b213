"""Round seals on photocopies, where all ink is grey or black: found by their ring, never read.

Stricter than with coloured ink, as black print, tables and drawings are everywhere. It knows darkness, not colours.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from xingshen.evidence.seals.ellipse import Ellipse
from xingshen.evidence.seals.inks import FAINT, Picture, reduce, strength
from xingshen.evidence.seals.rounds import FINE, LEAST_RUNS, look_closer, two_masks
from xingshen.evidence.seals.voting import edges, guess_circles

_RADII = (16.0, 30.0)
"""Half the diameter, in mm, of the seals looked for: narrower bounds than with coloured ink."""
_COARSE = 1.4
_MOST_EDGES = 60000
"""A page with more edges is a picture, not print."""
_LEAST_COVERAGE = 0.82
_REACH = 1.25
"""How far, in mm, the ring may lie from where the votes put it."""
_INNER, _OUTER = 0.3, 0.7
"""Within the first distance inside the outline, in mm, there is ink, at the second outside it there is none."""
_PEAKS = 16
"""How many places are looked at: among print a ring's centre is not the first."""


def find_grey_rings(picture: Picture, coarse: Picture, per_mm: float) -> Iterator[tuple[Ellipse, float, bool]]:
    """Ellipse in pixels of ``picture``, share of its ring that is seen, and whether it is whole.

    ``coarse`` is the same picture reduced; ``per_mm`` pixels of ``picture`` per millimetre.
    """
    factor = coarse.shape[0] / picture.shape[0]
    dark = reduce(strength(coarse, "grey"), min(_COARSE / (per_mm * factor), 1.0))
    factor = dark.shape[0] / picture.shape[0]
    places, ways = edges(dark, FAINT["grey"])
    if len(places) > _MOST_EDGES:
        return
    scale = per_mm * factor
    found: list[Ellipse] = []
    for x, y, radius, _ in guess_circles(places, ways, dark.shape[:2], _RADII[0] * scale, _RADII[1] * scale, _PEAKS):
        guess = Ellipse(x, y, radius, radius).scaled(1 / factor)
        if any(np.hypot(guess.x - one.x, guess.y - one.y) < one.short for one in found):
            continue
        seen = _confirm(picture, guess, per_mm)
        if seen is not None:
            found.append(seen[0])
            yield seen


def _confirm(picture: Picture, guess: Ellipse, per_mm: float) -> tuple[Ellipse, float, bool] | None:
    left, top, right, bottom = guess.box()
    margin = 4 * per_mm
    x, y = max(int(left - margin), 0), max(int(top - margin), 0)
    patch = picture[y : int(bottom + margin), x : int(right + margin)]
    if min(patch.shape[:2]) < _RADII[0] * per_mm:
        return None
    fine = reduce(patch, FINE / per_mm)
    factor = patch.shape[1] / fine.shape[1]
    mask = two_masks(strength(fine, "grey"), FAINT["grey"])
    start = guess.scaled(1 / factor, -x / factor, -y / factor)
    tall, wide = picture.shape[:2]
    sheet = (-x / factor, -y / factor, (wide - x) / factor, (tall - y) / factor)
    ring = look_closer(mask, _settle(mask, start), sheet)
    if (
        ring is None
        or ring.coverage < _LEAST_COVERAGE
        or ring.shape != "round"
        or ring.visible < 0.5
        or ring.runs < LEAST_RUNS
    ):
        return None
    return ring.ellipse.scaled(factor, x, y), ring.coverage, ring.whole


def _settle(mask: NDArray[np.uint8], guess: Ellipse) -> Ellipse:
    """The circle near ``guess`` with most ink along its outline and least outside; print outside pulls at a fit."""
    offsets = np.arange(-_REACH * FINE, _REACH * FINE + 0.5)
    angles = np.linspace(0, 2 * np.pi, 120, endpoint=False)
    best, found = -1.0, guess
    for radius in guess.long + offsets:
        scores = _along(mask, guess, offsets, radius - _INNER * FINE, angles)
        scores -= 0.5 * _along(mask, guess, offsets, radius + _OUTER * FINE, angles)
        row, column = divmod(int(np.argmax(scores)), len(offsets))
        if scores[row, column] > best:
            best = float(scores[row, column])
            x, y = guess.x + float(offsets[column]), guess.y + float(offsets[row])
            found = Ellipse(x, y, float(radius), float(radius))
    return found


def _along(
    mask: NDArray[np.uint8], guess: Ellipse, offsets: NDArray[np.float64], radius: float, angles: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The share of a circle's outline with ink, for each shift down (rows) and along (columns)."""
    x = np.round(guess.x + radius * np.cos(angles) + offsets[:, None]).astype(np.int64)
    y = np.round(guess.y + radius * np.sin(angles) + offsets[:, None]).astype(np.int64)
    tall, wide = mask.shape
    on_x, on_y = (x >= 0) & (x < wide), (y >= 0) & (y < tall)
    inked = mask[np.clip(y, 0, tall - 1)[:, None, :], np.clip(x, 0, wide - 1)[None, :, :]] > 0
    return np.asarray((inked & on_y[:, None, :] & on_x[None, :, :]).mean(axis=2))
