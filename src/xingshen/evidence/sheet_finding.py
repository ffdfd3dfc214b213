"""Where on a photograph the sheet of paper lies: its four corners, where they are surely seen on another ground.

Knows light and outlines, and nothing of what is written. A page that fills its picture, as scans do, has no corners to
be found; that is told from a few pixels along its edges, so that ordinary scans cost next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from xingshen.evidence.shrinking import shrunk

Picture = NDArray[np.uint8]
Mask = NDArray[np.uint8]
Corners = NDArray[np.float64]
"""Four rows of x and y in pixels, clockwise from the top left."""

_SMALL = 480
"""Pixels of the longer side at which the sheet is looked for."""
_LIKE_PAPER = 26.0
"""Levels (Lab) within which an edge of the picture looks like the paper in its middle."""
_PAPER_EDGES = 0.6
"""From this share of paper along the edges on, the page fills its picture."""
_PRINT = 0.035
"""Share of the longer side: what is narrower, as print is, does not break up the paper."""
_AREA = (0.15, 0.97)
"""The share of the picture that the sheet covers."""
_FILLED = 0.955
"""The share of its four-cornered outline that the paper itself fills; less has no straight edges."""
_SEEN = 0.8
"""The share of each side along which there is a step in light or colour at the very edge of the paper."""
_STEP = 14.0
"""Levels (Lab) from one side of such an edge to the other."""
_REACH = 4
"""Pixels on either side of the edge that are compared."""
_AT_EDGE = 2.5
"""Pixels: a side nearer to the edge of the picture is the picture's own, not the paper's."""
_ANGLES = (55.0, 125.0)
"""Degrees at the corners of a sheet seen from any place from which one can still read it."""
_OUTSIDE = 0.85
"""The share of the ground around the sheet that does not look like its paper."""


def find_sheet(picture: Picture) -> Corners | None:
    """The corners of the sheet of paper on ``picture`` (RGB), None where it fills the picture or is not surely seen."""
    step = max(max(picture.shape[:2]) // _SMALL, 1)
    if min(picture.shape[:2]) < 8 * _REACH * step or _fills(picture[::step, ::step]):
        return None
    small = _shrunk(picture)
    lab = _without_print(small)
    factor = picture.shape[0] / small.shape[0]
    found = [corners for mask in _papers(lab) if (corners := _corners(mask, lab)) is not None]
    if not found:
        return None
    best = max(found, key=lambda corners: _area(corners))
    return np.asarray((best + 0.5) * factor - 0.5, np.float64)


def _fills(small: Picture) -> bool:
    """Whether the edges of the picture look like the paper in its middle."""
    height, width = small.shape[:2]
    edge = max(min(height, width) // 60, 1)
    sides = [small[:edge], small[-edge:], small[:, :edge], small[:, -edge:]]
    rim = np.concatenate([side.reshape(-1, 3) for side in sides])
    inner = small[height // 5 : -height // 5 : 2, width // 5 : -width // 5 : 2].reshape(-1, 3)
    light = _lab(inner[None])[0]
    paper = np.median(light[light[:, 0] >= np.percentile(light[:, 0], 50)], axis=0)
    return float((_distance(_lab(rim[None])[0], paper) < _LIKE_PAPER).mean()) >= _PAPER_EDGES


def _shrunk(picture: Picture) -> Picture:
    share = _SMALL / max(*picture.shape[:2], _SMALL)
    return shrunk(picture, (max(round(picture.shape[1] * share), 1), max(round(picture.shape[0] * share), 1)))


def _without_print(small: Picture) -> NDArray[np.float32]:
    """The picture in Lab, print and grain taken out of the paper."""
    size = max(int(_PRINT * max(small.shape[:2])) // 2 * 2 + 1, 3)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))
    return _lab(np.asarray(cv2.medianBlur(closed, 3), np.uint8))


def _lab(picture: Picture) -> NDArray[np.float32]:
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(picture), cv2.COLOR_RGB2LAB), np.float32)


def _distance(lab: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(np.sqrt(((lab - other) ** 2).sum(axis=-1)), np.float32)


def _papers(lab: NDArray[np.float32]) -> Iterator[Mask]:
    """What may be the paper, by several ways of telling it from the ground: by light, by colour, by where edges run."""
    light, tint = lab[..., 0], np.hypot(lab[..., 1] - 128, lab[..., 2] - 128)
    yield _brighter(light)
    yield _brighter(255 - np.clip(3 * tint, 0, 255))
    yield _brighter(np.clip(light - 1.5 * tint + 60, 0, 255))
    yield _flooded(lab)


def _brighter(values: NDArray[np.float32]) -> Mask:
    """The brighter of the two parts that the values fall into."""
    return np.asarray(cv2.threshold(values.astype(np.uint8), 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1], np.uint8)


def _flooded(lab: NDArray[np.float32]) -> Mask:
    """What a flood from the middle reaches before one from the edges does (watershed on the steps between them)."""
    height, width = lab.shape[:2]
    markers = np.zeros((height, width), np.int32)
    markers[height // 3 : -height // 3, width // 3 : -width // 3] = 1
    rim = max(min(height, width) // 80, 2)
    markers[:rim] = markers[-rim:] = 2
    markers[:, :rim] = markers[:, -rim:] = 2
    cv2.watershed(np.clip(lab, 0, 255).astype(np.uint8), markers)
    return np.asarray(markers == 1, np.uint8)


def _corners(mask: Mask, lab: NDArray[np.float32]) -> Corners | None:
    """The corners of the paper in ``mask``; None where it is not the shape of a sheet on another ground."""
    blob = _middle_blob(mask)
    if blob is None:
        return None
    hull = np.asarray(cv2.convexHull(blob), np.int32)
    share = cv2.contourArea(hull) / mask.size
    if not _AREA[0] <= share <= _AREA[1]:
        return None
    four = _four(hull)
    if four is None:
        return None
    corners = _fitted(four, blob.reshape(-1, 2).astype(np.float64))
    if corners is None or not _is_sheet_like(corners, cv2.contourArea(blob), mask.shape):
        return None
    return corners if _is_seen(corners, lab) and _stands_out(corners, lab) else None


def _middle_blob(mask: Mask) -> NDArray[np.int32] | None:
    """The outline of the piece of the mask that covers most of the picture's middle."""
    size = max(max(mask.shape) // 100, 1) * 2 + 1
    opened = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((size, size), np.uint8))
    labels = cv2.connectedComponents(opened, connectivity=4)[1]
    height, width = mask.shape
    middle = labels[height // 4 : -height // 4, width // 4 : -width // 4]
    counts = np.bincount(middle[middle > 0].ravel())
    if not counts.size:
        return None
    piece = (labels == int(np.argmax(counts))).astype(np.uint8)
    outlines, _ = cv2.findContours(piece, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return np.asarray(max(outlines, key=cv2.contourArea), np.int32)


def _four(hull: NDArray[np.int32]) -> Corners | None:
    """The hull as four corners, clockwise from the top left; None where it has not four."""
    around = cv2.arcLength(hull, True)
    for slack in (0.01, 0.015, 0.02, 0.03, 0.04, 0.05):
        rough = cv2.approxPolyDP(hull, slack * around, True).reshape(-1, 2)
        if len(rough) <= 4:
            return _clockwise(rough.astype(np.float64)) if len(rough) == 4 else None
    return None


def _clockwise(corners: Corners) -> Corners:
    middle = corners.mean(axis=0)
    around = corners[np.argsort(np.arctan2(*(corners - middle).T[::-1]))]
    sides = np.roll(around, -1, axis=0) - around
    level = np.abs(np.degrees(np.arctan2(sides[:, 1], sides[:, 0])))
    return np.asarray(np.roll(around, -int(np.argmin(level)), axis=0), np.float64)


def _fitted(four: Corners, outline: Corners) -> Corners | None:
    """The corners where straight lines through the outline meet, which is surer than the outline's own corners."""
    sides = zip(four, np.roll(four, -1, axis=0), strict=True)
    lines = [line for first, second in sides if (line := _line(first, second, outline)) is not None]
    if len(lines) < 4:
        return None
    meets = [np.cross(lines[at - 1], lines[at]) for at in range(4)]
    if any(abs(meet[2]) < 1e-9 for meet in meets):
        return None
    return np.array([meet[:2] / meet[2] for meet in meets])


def _line(first: NDArray[np.float64], second: NDArray[np.float64], outline: Corners) -> NDArray[np.float64] | None:
    """The straight line (a, b, c with a·x + b·y + c = 0) along the outline from ``first`` to ``second``."""
    along = second - first
    length = float(np.hypot(*along))
    if length < 8:
        return None
    along = along / length
    offset = outline - first
    position, aside = offset @ along, offset @ np.array([-along[1], along[0]])
    near = outline[(position > 0.06 * length) & (position < 0.94 * length) & (np.abs(aside) < 0.03 * length + 2)]
    if len(near) < 8:
        return None
    vx, vy, x, y = cv2.fitLine(near.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel().tolist()
    return np.array([vy, -vx, vx * y - vy * x])


def _is_sheet_like(corners: Corners, area: float, shape: tuple[int, ...]) -> bool:
    height, width = shape
    if corners.min() < _AT_EDGE or corners[:, 0].max() > width - 1 - _AT_EDGE:
        return False
    if corners[:, 1].max() > height - 1 - _AT_EDGE:
        return False
    outgoing, incoming = np.roll(corners, -1, axis=0) - corners, np.roll(corners, 1, axis=0) - corners
    cosines = (outgoing * incoming).sum(axis=1) / np.hypot(*outgoing.T) / np.hypot(*incoming.T)
    angles = np.degrees(np.arccos(np.clip(cosines, -1, 1)))
    whole = _area(corners)
    return bool(angles.min() >= _ANGLES[0] and angles.max() <= _ANGLES[1] and _FILLED <= area / whole <= 2 - _FILLED)


def _area(corners: Corners) -> float:
    return float(cv2.contourArea(corners.astype(np.float32)))


def _is_seen(corners: Corners, lab: NDArray[np.float32]) -> bool:
    """Whether there is a step from paper to ground along all four sides."""
    return all(
        _step_share(first, second, lab) >= _SEEN
        for first, second in zip(corners, np.roll(corners, -1, axis=0), strict=True)
    )


def _step_share(first: NDArray[np.float64], second: NDArray[np.float64], lab: NDArray[np.float32]) -> float:
    along = second - first
    across = np.array([-along[1], along[0]]) / np.hypot(*along)
    places = first + np.linspace(0.04, 0.96, 60)[:, None] * along
    inside, outside = (_at(lab, places + side * _REACH * across) for side in (1, -1))
    return float((_distance(inside, outside) >= _STEP).mean())


def _at(lab: NDArray[np.float32], places: Corners) -> NDArray[np.float32]:
    height, width = lab.shape[:2]
    x = np.clip(np.round(places[:, 0]), 0, width - 1).astype(np.int64)
    y = np.clip(np.round(places[:, 1]), 0, height - 1).astype(np.int64)
    return np.asarray(lab[y, x], np.float32)


def _stands_out(corners: Corners, lab: NDArray[np.float32]) -> bool:
    """Whether what lies around the sheet is other than its paper is right inside the nearest edge."""
    middle = corners.mean(axis=0)
    ring = []
    for first, second in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        places = first + np.linspace(0.04, 0.96, 60)[:, None] * (second - first)
        inside = _at(lab, places + 0.05 * (middle - places))
        outside = _at(lab, places - 0.08 * (middle - places))
        ring.append(_distance(inside, outside) >= _STEP)
    return float(np.mean(ring)) >= _OUTSIDE
