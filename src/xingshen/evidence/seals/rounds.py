"""Round and oval seals in a picture of one ink: guesses by votes and by blots, fitted, and looked at closer.

What makes a seal here: a thin closed ring of a seal's size, and inside it, apart from the ring, a band of strokes that
come and go around it as characters do. Headings, rules, discs, flags and rings without text have not both.
It knows nothing of colours and of reading. Pictures here have ``FINE`` pixels per mm.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from xingshen.evidence.seals.ellipse import Bounds, Ellipse, fit_outer_edge, outline, within
from xingshen.evidence.seals.inks import full_strength, reduce
from xingshen.evidence.seals.unwrapping import even_angles, unwrap
from xingshen.evidence.seals.voting import edges, guess_circles

FINE = 4.0
COARSE = 2.0
SMALLEST, LARGEST = 13.0, 33.0
"""Half the diameter of a round seal, or the long half axis of an oval, in mm; real ones have 15 to 29."""
_FLATTEST = 0.52
_OVAL = 0.88
_COLUMNS = 360
_MOST_GUESSES = 16
"""Of each kind and patch of ink; a page of red drawings has hundreds."""
_LEAST_COVERAGE = 0.6
_LEAST_PART_COVERAGE = 0.72
_LEAST_ARC = 18.0
"""The length of ring, in mm, that must be on the picture."""
_THICKEST = 3.4
_LEAST_INK = 30.0
"""The least ink, in mm², of an oval seal: its ring alone has as much."""
LEAST_RUNS, _FEWEST_RUNS = 9.0, 5.5
"""Strokes met on one way around: of an ordinary name, and of the shortest where the ring is clear; a star has five."""
_LEAST_LETTER = 2.0
"""Over at least this height, in mm, characters are met; crossing rings are so only here and there."""
_STRONG = 0.45
"""The share of the full strength of the ink above which it is strong."""
_INK = (0.025, 0.62)
_CLEAR = 0.85
"""A ring so covered is surely what it is taken for, and the ink inside is its own."""
_WHOLE = 0.97
_STRETCHES = tuple((turn, flat) for turn in (-24.0, -12.0, 0.0, 12.0, 24.0) for flat in (0.74,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """A ring with strokes inside. ``coverage``: share of its visible outline with ink; ``visible``: share on the
    picture; ``thick``: of the outer ring, pixels; ``runs``: strokes met on one way around."""

    ellipse: Ellipse
    coverage: float
    visible: float
    thick: float
    runs: float

    @property
    def shape(self) -> str:
        """Round or oval."""
        return "round" if self.ellipse.flatness >= _OVAL else "oval"

    @property
    def whole(self) -> bool:
        """Whether all of it is on the picture."""
        return self.visible >= _WHOLE


def find_rings(fine: NDArray[np.uint8], least: int, sheet: Bounds) -> list[Ring]:
    """The seals' rings in ``fine`` (strength of one ink, ``FINE`` pixels per mm), surest first.

    ``least`` is the strength from which a pixel counts as ink; ``sheet`` where the page ends, in pixels of ``fine``.
    """
    mask = two_masks(fine, least)
    rings = _looked_at(mask, [*_round_guesses(fine, least), *_blot_guesses(fine, least)], sheet)
    clear = [ring for ring in _keep(rings, mask, sheet) if ring.coverage >= _CLEAR]
    rest = without(fine, clear)
    if _room(rest, least):
        rings += _looked_at(mask, _oval_guesses(rest, least), sheet)
    return _keep(rings, mask, sheet)


def two_masks(fine: NDArray[np.uint8], least: int) -> NDArray[np.uint8]:
    """1 where there is any ink, as worn rings need, 3 where it is strong, which keeps strokes apart."""
    strong = fine >= max(least, _STRONG * full_strength(fine, least))
    return np.asarray((fine >= least).astype(np.uint8) + 2 * strong.astype(np.uint8), np.uint8)


def _room(fine: NDArray[np.uint8], least: int) -> bool:
    """Whether enough ink is left for another seal."""
    return bool((fine >= least).sum() > _LEAST_INK * FINE**2)


def without(fine: NDArray[np.uint8], rings: Iterable[Ring]) -> NDArray[np.uint8]:
    """The ink outside the rings already found."""
    rest = fine.copy()
    for ring in rings:
        found = ring.ellipse
        axes = (round(found.long + FINE), round(found.short + FINE))
        cv2.ellipse(rest, (round(found.x), round(found.y)), axes, np.degrees(found.turn), 0, 360, 0, -1)
    return rest


def without_outlines(fine: NDArray[np.uint8], rings: Iterable[Ring]) -> NDArray[np.uint8]:
    """The ink without the outer rings, for what lies across them."""
    rest = fine.copy()
    for ring in rings:
        _wipe(rest, ring)
    return rest


def _looked_at(mask: NDArray[np.uint8], guesses: Iterable[Ellipse], sheet: Bounds) -> list[Ring]:
    found = []
    for guess in guesses:
        ring = look_closer(mask, fit_outer_edge(mask, guess, 2.5 * FINE, 0.6 * FINE, sheet), sheet)
        if ring is not None:
            found.append(ring)
    return found


def _round_guesses(fine: NDArray[np.uint8], least: int) -> list[Ellipse]:
    coarse = reduce(fine, COARSE / FINE)
    places, ways = edges(coarse, least)
    circles = guess_circles(places, ways, coarse.shape, SMALLEST * COARSE, LARGEST * COARSE)
    return [Ellipse(x, y, radius, radius).scaled(FINE / COARSE) for x, y, radius, _ in circles[:_MOST_GUESSES]]


def _blot_guesses(fine: NDArray[np.uint8], least: int) -> list[Ellipse]:
    """Ellipses around connected ink."""
    size = 2 * round(0.8 * FINE) + 1
    closed = cv2.morphologyEx((fine >= least).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    contours, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    guesses = []
    for contour in contours:
        hull = cv2.convexHull(contour)
        if len(hull) >= 6 and max(cv2.boundingRect(hull)[2:]) > 1.6 * SMALLEST * FINE:
            (x, y), (first, second), turn = cv2.fitEllipse(hull)
            turned = turn if first >= second else turn + 90
            angle = (np.radians(turned) + np.pi / 2) % np.pi - np.pi / 2
            guesses.append(Ellipse(x, y, max(first, second) / 2, max(min(first, second) / 2, 1.0), float(angle)))
    return guesses


def _oval_guesses(fine: NDArray[np.uint8], least: int) -> list[Ellipse]:
    """Circles of the picture stretched across several directions are ovals of the picture."""
    coarse = reduce(fine, COARSE / FINE)
    places, ways = edges(coarse, least)
    if len(places) == 0:
        return []
    guesses: list[tuple[float, Ellipse]] = []
    for turn, flat in _STRETCHES:
        angle = np.radians(turn)
        axes = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]], np.float32)
        stretched = places @ axes.T / (1.0, flat)
        corner = stretched.min(axis=0)
        normal = ways @ axes.T * (1.0, flat)
        normal = normal / np.linalg.norm(normal, axis=1, keepdims=True)
        extent = np.ceil(stretched.max(axis=0) - corner).astype(int) + 1
        shape = (int(extent[1]), int(extent[0]))
        for x, y, radius, density in guess_circles(
            (stretched - corner).astype(np.float32),
            normal.astype(np.float32),
            shape,
            SMALLEST * COARSE,
            LARGEST * COARSE,
        ):
            middle = (np.array([x, y]) + corner) * (1.0, flat) @ axes
            oval = Ellipse(float(middle[0]), float(middle[1]), radius, radius * flat, float(angle))
            guesses.append((density, oval.scaled(FINE / COARSE)))
    guesses.sort(key=lambda guess: -guess[0])
    return [oval for _, oval in guesses[:_MOST_GUESSES]]


def look_closer(mask: NDArray[np.uint8], ellipse: Ellipse, sheet: Bounds) -> Ring | None:
    """The ring along ``ellipse`` if it is a seal's; None otherwise."""
    if not (SMALLEST * FINE <= ellipse.long <= LARGEST * FINE and ellipse.flatness >= _FLATTEST):
        return None
    depths = np.arange(-round(FINE), round(ellipse.short * 0.5), dtype=np.float64)
    angles = even_angles(ellipse, 0.25 * ellipse.short, _COLUMNS)
    strip = unwrap(mask, ellipse, depths, angles)
    on_picture = _on_sheet(ellipse, angles, sheet)
    visible = float(on_picture.mean())
    if visible * 2 * np.pi * ellipse.short < _LEAST_ARC * FINE:
        return None
    ring = _measure(strip[:, on_picture], depths, ellipse, visible)
    enough = _LEAST_COVERAGE if visible >= 0.5 else _LEAST_PART_COVERAGE
    return ring if ring is not None and ring.coverage >= enough else None


def _on_sheet(ellipse: Ellipse, angles: NDArray[np.float64], sheet: Bounds) -> NDArray[np.bool_]:
    """Which points just inside the outline lie on the page."""
    places, normals, _ = outline(ellipse, _COLUMNS)
    steps = np.round(angles / (2 * np.pi) * _COLUMNS).astype(np.int64) % _COLUMNS
    return within(places[steps] - normals[steps] * FINE / 2, sheet)


def _measure(inked: NDArray[np.uint8], depths: NDArray[np.float64], ellipse: Ellipse, visible: float) -> Ring | None:
    strip = inked > 0
    share = strip.mean(axis=1)
    outer = int(np.argmax(np.where(depths <= 2 * FINE, share, 0)))
    thin = np.nonzero(share[outer:] < 0.5 * share[outer])[0]
    if len(thin) == 0:
        return None
    inner = outer + int(thin[0])
    before = np.nonzero(share[:outer] < 0.5 * share[outer])[0]
    thick = inner - (int(before[-1]) + 1 if len(before) else 0)
    coverage = float(strip[max(outer - 1, 0) : outer + 2].any(axis=0).mean())
    runs = max(_runs(inked[inner:] >= level, visible) for level in (1, 2))
    fewest = LEAST_RUNS if coverage < _CLEAR else _FEWEST_RUNS
    if thick > _THICKEST * FINE or runs < fewest:
        return None
    return Ring(ellipse=ellipse, coverage=coverage, visible=visible, thick=float(thick), runs=runs)


def _runs(band: NDArray[np.bool_], visible: float) -> float:
    """How many strokes are met on one way around inside the ring; 0 where it is nearly empty or nearly full."""
    if len(band) == 0 or not _INK[0] <= band.mean() <= _INK[1]:
        return 0.0
    starts = np.sort((band[:, 1:] & ~band[:, :-1]).sum(axis=1))
    return float(starts[-min(round(_LEAST_LETTER * FINE), len(starts))]) / visible


def _keep(rings: list[Ring], mask: NDArray[np.uint8], sheet: Bounds) -> list[Ring]:
    """The best of rings that share their ink, the outer one of two with one centre."""
    order = sorted(rings, key=lambda ring: -(ring.coverage * ring.visible**0.25 + 0.01 * ring.ellipse.short / FINE))
    kept: list[Ring] = []
    rest = mask.copy()
    for ring in order:
        if all(_apart(ring.ellipse, other.ellipse) for other in kept):
            again = look_closer(rest, ring.ellipse, sheet) if kept else ring
            if again is not None:
                kept.append(ring)
                _wipe(rest, ring)
    return kept


def _wipe(mask: NDArray[np.uint8], ring: Ring) -> None:
    """Take the outer ring out of the mask, so that no other ring is built on it."""
    found = ring.ellipse
    middle = (round(found.x), round(found.y))
    axes = (max(round(found.long - ring.thick / 2), 1), max(round(found.short - ring.thick / 2), 1))
    cv2.ellipse(mask, middle, axes, float(np.degrees(found.turn)), 0, 360, 0, round(ring.thick + FINE))


def _apart(one: Ellipse, other: Ellipse) -> bool:
    distance = float(np.hypot(one.x - other.x, one.y - other.y))
    return distance > 0.3 * max(one.short, other.short)
