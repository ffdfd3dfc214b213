"""Find the seals on the picture of a page, and read them where a recogniser is at hand.

The one entry for whoever looks at pages. It knows pictures and seals; what ought to be sealed by whom it must not know.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from xingshen.evidence.page import Seal, SealReading, union
from xingshen.evidence.seals.bands import find_band
from xingshen.evidence.seals.ellipse import Ellipse
from xingshen.evidence.seals.framed import read_frame
from xingshen.evidence.seals.greys import find_grey_rings
from xingshen.evidence.seals.inks import FAINT, Ink, Picture, halve, reduce, strength
from xingshen.evidence.seals.middles import read_middle
from xingshen.evidence.seals.reading import Recognise, read_curved, settle_arc
from xingshen.evidence.seals.rectangles import Frame, find_crossed_frames, find_frames, surest
from xingshen.evidence.seals.rounds import COARSE, FINE, Ring, find_rings, without, without_outlines
from xingshen.evidence.seals.slivers import find_sliver
from xingshen.evidence.seals.stamps import is_other_stamp
from xingshen.evidence.seals.views import views_of
from xingshen.kernel.place import Box

_MM = 25.4
_POINTS = 72.0
_NEAR = 2.0
"""Ink within this distance, in mm, belongs to one patch."""
_LEAST_PATCH, _LEAST_STRIP = (7.0, 12.0), 2.5
"""The short and the long side, in mm, of the smallest patch of ink that may hold a seal;
narrower strips only at the edge of the page."""
_LEAST_RING = 13.0
"""The narrowest patch, in mm, that may hold a ring."""
_INK_PER_MM2 = 0.02
"""The least share of a patch that is ink."""
_SLIVER = 0.6
"""How sure a strip at the edge is: less than any ring that is seen."""
_EDGE, _GAP = 3.0, 34.0
"""The edge of a page, and how far the two ends of a strip of a seal lie apart there, in mm."""
_COLOURED = ("red", "blue")
_PARENT = 3
"""Where the tree of outlines tells which outline one is a hole of; below 0: of none."""
_Area = tuple[int, int, int, int]


def find_seals(picture: Picture, dpi: float, recognise: Recognise | None) -> tuple[Seal, ...]:
    """The seals on an upright page, from top to bottom, their boxes in points.

    ``picture`` is RGB, height × width × 3; ``dpi`` its pixels per inch. ``recognise`` gives text and confidence for
    each strip of one line of text; None: seals are found and not read. Grey seals (photocopies) are never read.
    Frames whose words name nobody (收文, dates …) are stamps of another kind, not seals.
    """
    per_mm = dpi / _MM
    coarse = halve(picture, per_mm, 2 * COARSE)
    seals: list[Seal] = []
    for colour in _COLOURED:
        for area in _patches(strength(coarse, colour), FAINT[colour], coarse.shape[0] / picture.shape[0], per_mm):
            seals += _seals_in(picture, area, per_mm, colour, recognise)
    known = [seal.box for seal in seals]
    for ellipse, coverage, whole in find_grey_rings(picture, coarse, per_mm):
        box = _points(ellipse.box(), picture, per_mm)
        if not any(_overlap(box, other) for other in known):
            seals.append(Seal(box=box, shape="round", colour="grey", whole=whole, confidence=round(coverage, 3)))
    return tuple(sorted(seals, key=lambda seal: (seal.box[1], seal.box[0])))


def _patches(ink: Ink, least: int, factor: float, per_mm: float) -> list[_Area]:
    """Left, top, right, bottom, in pixels of the page, of the patches of ink large enough for a seal."""
    mask = (ink >= least).astype(np.uint8)
    if int(mask.sum()) < _LEAST_PATCH[1] * per_mm * factor:
        return []
    size = 2 * max(round(_NEAR / 2 * per_mm * factor), 1) + 1
    near = _edges_joined(np.asarray(cv2.dilate(mask, np.ones((size, size), np.uint8)), np.uint8), per_mm * factor)
    outlines, tree = cv2.findContours(near, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    margin = _EDGE * per_mm * factor
    patches = []
    for at, outline in enumerate(outlines):
        left, top, wide, tall = cv2.boundingRect(outline)
        short, long = sorted(((wide - size) / factor / per_mm, (tall - size) / factor / per_mm))
        at_edge = left <= margin or left + wide >= mask.shape[1] - margin
        narrow = _LEAST_STRIP if at_edge else _LEAST_PATCH[0]
        if tree[0, at, _PARENT] >= 0 or short < narrow or long < _LEAST_PATCH[1]:
            continue
        inside = np.zeros((tall, wide), np.uint8)
        cv2.drawContours(inside, outlines, at, 1, cv2.FILLED, hierarchy=tree, maxLevel=1, offset=(-left, -top))
        inked = cv2.countNonZero(cv2.bitwise_and(mask[top : top + tall, left : left + wide], inside))
        if inked >= _INK_PER_MM2 * wide * tall:
            patches.append((left / factor, top / factor, (left + wide) / factor, (top + tall) / factor))
    return [_widened(area, 3.0 * per_mm) for area in _joined(patches)]


def _edges_joined(mask: NDArray[np.uint8], per_mm: float) -> NDArray[np.uint8]:
    """The mask with the pieces joined that lie above each other at the left and right edge, as strips of a seal do."""
    joined = mask.copy()
    wide, tall = max(round(_EDGE * per_mm), 1), 2 * round(_GAP * per_mm / 2) + 1
    for edge in (slice(0, wide), slice(mask.shape[1] - wide, None)):
        touched = np.ascontiguousarray(np.repeat(mask[:, edge].max(axis=1)[:, None], wide, axis=1))
        joined[:, edge] = cv2.morphologyEx(touched, cv2.MORPH_CLOSE, np.ones((tall, 1), np.uint8))
    return joined


def _joined(areas: Sequence[Box]) -> list[Box]:
    """Areas that overlap made one."""
    joined: list[Box] = []
    for area in areas:
        while (other := next((each for each in joined if _overlap(each, area)), None)) is not None:
            joined.remove(other)
            area = union([area, other])
        joined.append(area)
    return joined


def _widened(area: Box, margin: float) -> _Area:
    left, top, right, bottom = area
    return max(int(left - margin), 0), max(int(top - margin), 0), int(right + margin), int(bottom + margin)


def _seals_in(picture: Picture, area: _Area, per_mm: float, colour: str, recognise: Recognise | None) -> list[Seal]:
    """The seals within one patch of ink."""
    left, top, right, bottom = area
    patch = picture[top:bottom, left:right]
    fine = reduce(patch, FINE / per_mm)
    factor = patch.shape[1] / fine.shape[1]
    ink = strength(fine, colour)
    tall, wide = picture.shape[:2]
    sheet = (-left / factor, -top / factor, (wide - left) / factor, (tall - top) / factor)
    at_edge = left == 0 or right >= wide
    roomy = at_edge or min(fine.shape[:2]) >= _LEAST_RING * FINE
    rings = find_rings(ink, FAINT[colour], sheet) if roomy else []
    frames = _frames(ink, rings, FAINT[colour])
    sliver = None if rings or frames else find_sliver(ink, FAINT[colour], sheet)
    if sliver is not None:
        corner = (left, top, left, top)
        edges = [edge * factor + offset for edge, offset in zip(sliver, corner, strict=True)]
        box = _points((edges[0], edges[1], edges[2], edges[3]), picture, per_mm)
        return [Seal(box=box, shape="round", colour=colour, whole=False, confidence=_SLIVER)]
    seals = [
        _ring_seal(picture, ring, ring.ellipse.scaled(factor, left, top), per_mm, colour, recognise) for ring in rings
    ]
    framed = [_frame_seal(picture, frame.scaled(factor, left, top), per_mm, colour, recognise) for frame in frames]
    return seals + [seal for seal in framed if not is_other_stamp(seal.readings)]


def _frames(ink: Ink, rings: Sequence[Ring], least: int) -> list[Frame]:
    """The frames in the patch, those across a ring among them."""
    apart, crossed = without(ink, rings), without_outlines(ink, rings)
    frames = find_frames([apart, crossed], least)
    return surest([*frames, *find_crossed_frames([ink, crossed, apart], least)]) if rings else frames


def _ring_seal(
    picture: Picture, ring: Ring, ellipse: Ellipse, per_mm: float, colour: str, recognise: Recognise | None
) -> Seal:
    readings: tuple[SealReading, ...] = ()
    centre = ""
    if recognise is not None:
        crop, left, top = _crop(picture, ellipse.box(), per_mm)
        moved = ellipse.scaled(1.0, -left, -top)
        views = views_of(crop, colour)
        band = find_band((views["ink"] > 60).astype(np.uint8), moved, per_mm)
        if band is not None:
            band = settle_arc(views["ink"], moved, band, recognise)
            readings = read_curved(views, moved, band, recognise)
            centre = read_middle(views["ink"], moved, band, per_mm, recognise) if ring.whole else ""
    return Seal(
        box=_points(ellipse.box(), picture, per_mm),
        shape=ring.shape,
        colour=colour,
        whole=ring.whole,
        confidence=round(min(ring.coverage, 1.0), 3),
        readings=readings,
        centre=centre,
    )


def _frame_seal(picture: Picture, frame: Frame, per_mm: float, colour: str, recognise: Recognise | None) -> Seal:
    readings: tuple[SealReading, ...] = ()
    if recognise is not None:
        crop, left, top = _crop(picture, frame.box(), per_mm)
        readings = read_frame(views_of(crop, colour), frame.scaled(1.0, -left, -top), per_mm, recognise)
    box = _points(frame.box(), picture, per_mm)
    confidence = round(frame.coverage, 3)
    return Seal(box=box, shape="rectangle", colour=colour, confidence=confidence, readings=readings)


def _crop(picture: Picture, box: Box, margin: float) -> tuple[Picture, int, int]:
    """The piece of the picture around ``box``, and where its corner is."""
    left, top = max(int(box[0] - margin), 0), max(int(box[1] - margin), 0)
    return picture[top : int(box[3] + margin) + 1, left : int(box[2] + margin) + 1], left, top


def _points(box: Box, picture: Picture, per_mm: float) -> Box:
    """Pixels as points, cut off where the page ends."""
    tall, wide = picture.shape[:2]
    scale = _POINTS / (per_mm * _MM)
    left, top = max(float(box[0]), 0.0), max(float(box[1]), 0.0)
    right, bottom = min(float(box[2]), wide), min(float(box[3]), tall)
    return (round(left * scale, 1), round(top * scale, 1), round(right * scale, 1), round(bottom * scale, 1))


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
