"""Turns a set page into the picture that was filed, with everything that was pressed, written and done to it.

The labels follow every point of the page through skew and perspective.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.papers.corpus import pen, seals, wear
from benchmarks.papers.corpus.drawing import Picture, draw_page, extent, press_on
from benchmarks.papers.corpus.labels import Box, LineTruth, PageTruth, Point, SealTruth, SignTruth, StampTruth
from benchmarks.papers.corpus.sheet import Printed, SealPlace, SheetPage
from benchmarks.papers.corpus.wear import BILEVEL, COLOUR, Condition

_PEN_COLOURS = ((20, 22, 34), (28, 44, 120), (34, 60, 160), (12, 12, 14))
_FAINT = 0.7
"""Seals more worn than this are counted apart."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A page as filed: the picture (turned as filed) and what is true of it (upright)."""

    picture: Picture
    truth: PageTruth


@dataclass(frozen=True, slots=True)
class SealPlan:
    """How seals are pressed on one pile: the name cut for a declared name, and how worn."""

    names: dict[str, str]
    wear: float
    edge: str = ""
    """A unit whose seal lies across the right edge of every page (骑缝章)."""


def shoot(page: SheetPage, chance: random.Random, condition: Condition, plan: SealPlan, *, turned: int = 0) -> Shot:
    """``page`` printed, stamped, signed, handled and scanned."""
    picture = wear.print_worn(draw_page(page, condition.dpi), chance, condition)
    scale = condition.dpi / 72
    if chance.random() < 0.06:
        _highlight(picture, page, chance, scale)
    signs = [_sign(picture, chance, place.box, place.writing, scale) for place in page.signs]
    pressed = [_seal(picture, chance, place, plan, scale) for place in page.seals]
    pressed += _edge_seal(picture, chance, plan, scale)
    stamped = _stamps(picture, chance, scale) if chance.random() < 0.12 else []
    final, matrix = wear.film(picture, chance, condition)
    trace = _Trace(matrix, final.shape[1], final.shape[0])
    truth = PageTruth(
        kind=page.kind,
        grade=condition.grade,
        lines=tuple(_line(line, scale, trace) for line in page.lines),
        seals=tuple(_seen(seal, box, condition, trace) for seal, box in pressed),
        stamps=tuple(StampTruth(kind, trace.box(box)) for kind, box in stamped),
        signs=tuple(
            SignTruth(place.label, trace.box(_scaled(place.box, scale)), hand)
            for place, hand in zip(page.signs, signs, strict=True)
        ),
        turned=turned,
        wear=condition.named,
    )
    return Shot(np.ascontiguousarray(np.rot90(final, turned // 90)), truth)


@dataclass(frozen=True, slots=True)
class _Trace:
    """Where points of the printed page (pixels) lie on the final one (fractions)."""

    matrix: NDArray[np.float64]
    wide: int
    high: int

    def point(self, x: float, y: float) -> Point:
        moved = cv2.perspectiveTransform(np.array([[[x, y]]], np.float64), self.matrix)[0, 0]
        return (float(moved[0]) / self.wide, float(moved[1]) / self.high)

    def box(self, box: Box) -> Box:
        corners = [self.point(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs, ys = zip(*corners, strict=True)
        return (max(min(xs), 0.0), max(min(ys), 0.0), min(max(xs), 1.0), min(max(ys), 1.0))


def _scaled(box: Box, scale: float) -> Box:
    left, top, right, bottom = (value * scale for value in box)
    return (left, top, right, bottom)


def _line(line: Printed, scale: float, trace: _Trace) -> LineTruth:
    left, right, base, size = (value * scale for value in (line.left, line.right, line.base, line.size))
    middle = base - 0.38 * size
    return LineTruth(line.text, trace.point(left, middle), trace.point(right, middle), size / trace.high)


def _seen(seal: SealTruth, box: Box, condition: Condition, trace: _Trace) -> SealTruth:
    colour = seal.colour if condition.mode == COLOUR else "grey"
    worn = 1.0 if condition.mode == BILEVEL and seal.worn > 0.4 else seal.worn
    return replace(seal, box=trace.box(box), colour=colour, worn=worn)


def _sign(picture: Picture, chance: random.Random, area: Box, writing: str, scale: float) -> str:
    """Write into ``area`` (points); in what hand, empty where nothing is written."""
    if not writing:
        return ""
    high = (area[3] - area[1]) * scale
    hand, mask = pen.write(chance, writing, round(high * chance.uniform(0.55, 0.85)))
    room = (area[2] - area[0]) * scale
    if mask.shape[1] > room * 1.15:
        shrink = room * 1.15 / mask.shape[1]
        mask = cv2.resize(mask, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA).astype(np.float32)
    x = area[0] * scale + mask.shape[1] / 2 + chance.uniform(-0.04, 0.1) * room
    y = (area[1] + area[3]) / 2 * scale + chance.uniform(-0.12, 0.12) * high
    press_on(picture, mask, (x, y), chance.choice(_PEN_COLOURS), chance.uniform(0.75, 1.0))
    return hand


def _seal(
    picture: Picture, chance: random.Random, place: SealPlace, plan: SealPlan, scale: float
) -> tuple[SealTruth, Box]:
    per_mm = scale * 72 / 25.4
    unit = plan.names.get(place.unit, place.unit)
    seal = seals.cut(chance, unit, place.purpose)
    worn = min(max(chance.gauss(plan.wear, 0.12), 0.0), 0.95)
    foreign = place.purpose == "foreign"
    blue = chance.random() < (0.85 if foreign else 0.03)
    mask = seals.turn(seals.press(chance, seal, per_mm, worn), chance.gauss(0, 9))
    x, y = place.centre[0] * scale, place.centre[1] * scale
    if chance.random() > 0.1:
        half_wide, half_high = seal.wide / 2 * per_mm, seal.high / 2 * per_mm
        x = min(max(x, half_wide + 6 * per_mm), picture.shape[1] - half_wide - 6 * per_mm)
        y = min(max(y, half_high + 6 * per_mm), picture.shape[0] - half_high - 6 * per_mm)
    press_on(picture, mask, (x, y), chance.choice(seals.BLUES if blue else seals.REDS), 1 - 0.35 * worn)
    box = extent(mask, (x, y))
    whole = box[0] > 0 and box[1] > 0 and box[2] < picture.shape[1] and box[3] < picture.shape[0]
    truth = SealTruth(
        box=box,
        shape=seal.shape,
        colour="blue" if blue else "red",
        whole=whole,
        unit=unit,
        declared=place.unit,
        purpose=place.purpose,
        worn=round(worn, 2),
    )
    return truth, box


def _edge_seal(picture: Picture, chance: random.Random, plan: SealPlan, scale: float) -> list[tuple[SealTruth, Box]]:
    """A third to a half of a seal at the right edge."""
    if not plan.edge:
        return []
    per_mm = scale * 72 / 25.4
    seal = seals.cut(chance, plan.edge, "公章")
    mask = seals.turn(seals.press(chance, seal, per_mm, plan.wear), chance.gauss(0, 6))
    x = picture.shape[1] + seal.wide * per_mm * chance.uniform(-0.05, 0.2)
    centre = (x, picture.shape[0] * chance.uniform(0.3, 0.7))
    press_on(picture, mask, centre, chance.choice(seals.REDS), 1.0)
    box = extent(mask, centre)
    truth = SealTruth(
        box=box,
        shape=seals.ROUND,
        colour="red",
        whole=False,
        unit=plan.edge,
        declared=plan.edge,
        purpose="骑缝章",
        worn=round(plan.wear, 2),
    )
    return [(truth, box)]


def _stamps(picture: Picture, chance: random.Random, scale: float) -> list[tuple[str, Box]]:
    per_mm = scale * 72 / 25.4
    kind, mask = seals.stamp_of_another_kind(chance, per_mm)
    mask = seals.turn(mask, chance.gauss(0, 4))
    centre = (picture.shape[1] * chance.uniform(0.65, 0.82), picture.shape[0] * chance.uniform(0.06, 0.1))
    colour = chance.choice((*seals.BLUES, *seals.REDS[:3], (90, 40, 130)))
    press_on(picture, mask, centre, colour, 0.9)
    return [(kind, extent(mask, centre))]


def _highlight(picture: Picture, page: SheetPage, chance: random.Random, scale: float) -> None:
    line = chance.choice(page.lines)
    colour = chance.choice(((255, 246, 90), (180, 250, 150), (255, 190, 210)))
    top, bottom = round((line.base - line.size) * scale), round((line.base + line.size * 0.2) * scale)
    part = picture[max(top, 0) : bottom, round(line.left * scale) : round(line.right * scale)]
    part[:] = (part * (np.array(colour) / 255)).astype(np.uint8)
