"""A photographed sheet laid flat: as if it had been scanned, at reading resolution, with the way back to the page.

Works on the four corners of the sheet; how they were found and what is written on the sheet it must not know.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from xingshen.evidence.sheet_finding import Corners, Picture
from xingshen.evidence.unbending import Bend, unbent
from xingshen.evidence.view import A4_LONG_SIDE, READING_DPI, View
from xingshen.evidence.way_back import WayBack, scaling

_A4_SHAPE = 2**0.5
_SAME_SHAPE, _UNSURE_SHAPE = 0.12, 0.4
"""The share by which the seen shape of a sheet may differ from that of A4 for it to be taken for A4 or its like; and
how much more for each share by which opposite sides differ in length, as shapes seen from aside are less sure."""
_FOCAL = (0.6, 3.0)
"""Focal lengths of cameras as multiples of the longer side of their pictures; telephones have about 0.75."""
_USUAL_FOCAL = 0.8
_SQUARE, _EQUAL, _SAME_SIZE = 0.8, 0.01, 0.015
"""Degrees from a right angle, and the shares by which sides differ, within which a sheet was scanned, not photographed;
and by which its size differs from that of a paper."""
_LONG_SIDES = (841.9, 737.0, 708.7, 595.3)
"""Points: A4, 16K, B5, A5."""
_FINER = 1.15
"""From so many times more pixels on a closer look is one taken."""
_MOST_FINER = 3.0
_SPREAD = 1.4
"""Pixels made of one where the sheet has too few, so that laying it flat does not blur what they show."""


@dataclass(frozen=True, slots=True, eq=False)
class Flat:
    """The paper as it is looked at: RGB ``picture`` of ``dpi`` pixels per inch of paper; ``way``: from points of the
    paper to points of the page as filed."""

    picture: Picture
    dpi: float
    way: WayBack


def pixels_of(view: View) -> Picture:
    """The view's picture, height × width × 3; not to be written to."""
    wide, high = view.picture.size
    return np.frombuffer(view.pixels, np.uint8).reshape(high, wide, 3)


def as_it_is(view: View) -> Flat:
    """The page that is its own paper."""
    return Flat(pixels_of(view), view.dpi, scaling(view.scale))


def flatten(view: View, corners: Corners) -> Flat:
    """The sheet with ``corners`` (pixels of the view's picture, clockwise from the top left) laid flat."""
    size = view.picture.size
    shape = _shape(corners, (size[0], size[1]))
    long_side = _long_side(corners, view)
    source, finer = _source(view, _long_pixels(corners))
    corners = (corners + 0.5) * finer - 0.5
    long_pixels = min(READING_DPI * long_side / 72, _SPREAD * _long_pixels(corners))
    wide, high = (long_pixels * min(shape, 1.0), long_pixels * min(1 / shape, 1.0))
    target = np.array([[0, 0], [wide, 0], [wide, high], [0, high]]) - 0.5
    there = cv2.getPerspectiveTransform(corners.astype(np.float32), target.astype(np.float32))
    picture = cv2.warpPerspective(
        source, there, (round(wide), round(high)), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    dpi = long_pixels * 72 / long_side
    page_points = 72 * view.scale / (view.dpi * finer)
    way = _scaled(page_points) @ np.linalg.inv(there) @ _scaled(dpi / 72)
    return Flat(np.asarray(picture, np.uint8), dpi, WayBack(way))


def unbend(flat: Flat, bend: Bend) -> Flat:
    """The paper with the ``bend`` (pixels) of its rows taken out."""
    return Flat(unbent(flat.picture, bend), flat.dpi, flat.way.bent(bend.scaled(72 / flat.dpi)))


def _scaled(factor: float) -> NDArray[np.float64]:
    return np.diag([factor, factor, 1.0])


def _source(view: View, long_pixels: float) -> tuple[Picture, float]:
    """The picture to cut the sheet from, closer than the view where that shows more, and how many times closer."""
    wanted = READING_DPI * A4_LONG_SIDE / 72 / long_pixels
    closer = view.closer(min(wanted, _MOST_FINER)) if wanted >= _FINER else None
    if closer is None or closer.width < _FINER * view.picture.width:
        return pixels_of(view), 1.0
    return np.asarray(closer), closer.width / view.picture.width


def _sides(corners: Corners) -> NDArray[np.float64]:
    """The lengths of the top, right, bottom and left side."""
    return np.asarray(np.hypot(*(np.roll(corners, -1, axis=0) - corners).T), np.float64)


def _long_pixels(corners: Corners) -> float:
    return float(_sides(corners).max())


def _long_side(corners: Corners, view: View) -> float:
    """Points of the long side of the paper: as scanned where a scanner's scale is to be believed, else that of A4."""
    sides = _sides(corners)
    across, down = sides[::2].mean(), sides[1::2].mean()
    edges = np.roll(corners, -1, axis=0) - corners
    angles = np.degrees(np.arctan2(edges[:, 1], edges[:, 0]))
    corner = np.abs((np.roll(angles, -1) - angles) % 180 - 90).max()
    is_rectangle = corner <= _SQUARE and max(np.ptp(sides[::2]) / across, np.ptp(sides[1::2]) / down) <= _EQUAL
    scanned = float(max(across, down) * 72 / view.dpi)
    known = any(abs(scanned / side - 1) <= _SAME_SIZE for side in _LONG_SIDES)
    return scanned if is_rectangle and known and view.scale == 1.0 else A4_LONG_SIDE


def _shape(corners: Corners, size: tuple[int, int]) -> float:
    """Width by height of the sheet, as a camera sees a rectangle from aside; that of A4 where it is near to it."""
    seen = _seen_shape(corners - np.array(size) / 2, float(max(size)))
    sides = _sides(corners)
    aside = 1 - float((np.minimum(sides[:2], sides[2:]) / np.maximum(sides[:2], sides[2:])).min())
    if abs(max(seen, 1 / seen) / _A4_SHAPE - 1) > _SAME_SHAPE + _UNSURE_SHAPE * aside:
        return seen
    return _A4_SHAPE if seen > 1 else 1 / _A4_SHAPE


def _seen_shape(corners: Corners, long_side: float) -> float:
    """Width by height of the rectangle whose corners are seen at ``corners`` from the middle of the picture.

    After Zhang and He, Whiteboard scanning and image enhancement (2003); a focal length that no camera has is not
    believed.
    """
    top_left, top_right, low_right, low_left = (np.array([x, y, 1.0]) for x, y in corners.tolist())
    diagonal = np.cross(top_left, low_right)
    across = (diagonal @ low_left) / (np.cross(top_right, low_right) @ low_left) * top_right - top_left
    down = (diagonal @ top_right) / (np.cross(low_left, low_right) @ top_right) * low_left - top_left
    focal = _focal(across, down, long_side)
    width, height = (np.hypot(np.hypot(*side[:2]) / focal, side[2]) for side in (across, down))
    return float(width / height)


def _focal(across: NDArray[np.float64], down: NDArray[np.float64], long_side: float) -> float:
    depth = float(across[2] * down[2])
    square = -float(across[:2] @ down[:2]) / depth if abs(depth) > 1e-6 else -1.0
    least, most = (bound * long_side for bound in _FOCAL)
    return square**0.5 if least**2 <= square <= most**2 else _USUAL_FOCAL * long_side
