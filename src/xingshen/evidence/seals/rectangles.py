"""Rectangular seals in a picture of one ink: connected ink within a frame, looked at closer.

What makes one here: four thin straight sides (three surely seen) of a seal's size, strokes inside that come and go, no
line through the inside as in tables, and no lines that go on outside. It knows nothing of colours and of reading.
Pictures here have ``FINE`` pixels per mm.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from xingshen.evidence.seals.corners import guess_by_corners
from xingshen.evidence.seals.rounds import FINE, two_masks

_SHORT, _LONG = (7.5, 33.0), (13.0, 72.0)
"""How long the sides of rectangular seals are, in mm."""
_MARGIN = 2.5
_LEAST_SIDE, _LEAST_MEAN = 0.55, 0.72
_THICKEST = 2.6
_INK = (0.04, 0.62)
_LINE, _HOLE = 0.86, 3
"""The share of the inside that a rule crosses in one run; holes of fewer pixels are wear."""
_STEEPEST = 35.0
_OUTSIDE = 0.3
_LEAST_LETTER = 1.5
"""Over at least so many mm, down and along, characters are met; one row of them may leave most of the frame empty."""
_LEAST_CROSSED = 0.5
"""The least share of any side that has ink where a frame lies across other ink."""
_NUDGES = (0.0, -0.75, 0.75, -1.5, 1.5)
"""Degrees around the turn of such a frame that are tried."""
_GAPS = (0.5, 2.2)
"""How wide the gaps are, in mm, that print crossing a frame leaves in it: none to speak of, or a stroke's width."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle: centre, width and height (``wide`` runs along ``turn``, degrees clockwise, −45 to 45), the share of
    its sides that has ink, and how thick they are."""

    x: float
    y: float
    wide: float
    tall: float
    turn: float
    coverage: float = 0.0
    thick: float = 0.0

    def scaled(self, factor: float, left: float = 0.0, top: float = 0.0) -> Frame:
        """The same on a picture ``factor`` times as large whose corner is moved by ``left``, ``top``."""
        x, y = self.x * factor + left, self.y * factor + top
        sizes = (self.wide * factor, self.tall * factor)
        return Frame(x, y, *sizes, self.turn, self.coverage, self.thick * factor)

    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        cos, sin = abs(np.cos(np.radians(self.turn))), abs(np.sin(np.radians(self.turn)))
        half_wide, half_tall = (self.wide * cos + self.tall * sin) / 2, (self.wide * sin + self.tall * cos) / 2
        return (self.x - half_wide, self.y - half_tall, self.x + half_wide, self.y + half_tall)


def find_frames(inks: Sequence[NDArray[np.uint8]], least: int) -> list[Frame]:
    """The frames of rectangular seals in any of ``inks`` (the ink, less what is known to be
    other seals'), from the top. ``least`` is the strength that counts as ink."""
    frames: list[Frame] = []
    for mask, gap in product([two_masks(ink, least) for ink in inks], _GAPS):
        for guess in _guesses(mask, gap):
            frame = look_closer(mask, guess)
            if frame is not None and all(_apart(frame, other) for other in frames):
                frames.append(frame)
    return sorted(frames, key=lambda frame: (frame.y, frame.x))


def find_crossed_frames(inks: Sequence[NDArray[np.uint8]], least: int) -> list[Frame]:
    """The frames that lie across the rings of other seals, surest first. ``inks``: all ink, that without the rings, by
    which frames are judged, and that outside of the other seals."""
    whole, mask, outer = (two_masks(ink, least) for ink in inks)
    found: list[Frame] = []
    for level in (1, 2):
        for x, y, wide, tall, turn in guess_by_corners((whole[::2, ::2] >= level).astype(np.uint8), FINE / 2):
            guess = Frame(2 * x, 2 * y, 2 * wide, 2 * tall, turn)
            if look_closer(mask, guess, outer) is not None:
                seen = (look_closer(mask, replace(guess, turn=turn + nudge), outer) for nudge in _NUDGES)
                found += [frame for frame in seen if frame is not None]
    return surest(found)


def surest(found: Iterable[Frame]) -> list[Frame]:
    """Of frames that lie on one another the one whose sides are seen best."""
    frames: list[Frame] = []
    for frame in sorted(found, key=lambda frame: -frame.coverage):
        if all(_apart(frame, other) for other in frames):
            frames.append(frame)
    return frames


def _guesses(mask: NDArray[np.uint8], gap: float) -> list[Frame]:
    """The smallest rectangles around connected ink, gaps of ``gap`` mm bridged."""
    kernel = np.ones((2 * round(gap * FINE / 2) + 1,) * 2, np.uint8)
    closed = cv2.morphologyEx((mask > 0).astype(np.uint8), cv2.MORPH_CLOSE, kernel)
    contours, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return [_frame(np.asarray(contour)) for contour in contours if _sized(cv2.boundingRect(contour)[2:])]


def _apart(one: Frame, other: Frame) -> bool:
    return abs(one.x - other.x) > min(one.wide, other.wide) / 2 or abs(one.y - other.y) > min(one.tall, other.tall) / 2


def _sized(sides: Sequence[int]) -> bool:
    return min(sides) > _SHORT[0] * FINE * 0.9 and max(sides) < _LONG[1] * FINE * 1.2


def _frame(contour: NDArray[Any]) -> Frame:
    (x, y), (wide, tall), turn = cv2.minAreaRect(contour)
    if round(turn / 90) % 2:
        wide, tall = tall, wide
    turn -= 90 * round(turn / 90)
    return Frame(x, y, wide + 1, tall + 1, turn)


def set_upright(image: NDArray[np.uint8], frame: Frame, margin: float) -> NDArray[np.uint8]:
    """The rectangle with ``margin`` pixels around it, its sides level."""
    wide, tall = round(frame.wide + 2 * margin), round(frame.tall + 2 * margin)
    cos, sin = np.cos(np.radians(frame.turn)), np.sin(np.radians(frame.turn))
    left = frame.x - wide / 2 * cos + tall / 2 * sin
    top = frame.y - wide / 2 * sin - tall / 2 * cos
    matrix = np.array([[cos, -sin, left], [sin, cos, top]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(image, matrix, (wide, tall), flags=flags, borderValue=0), np.uint8)


def look_closer(mask: NDArray[np.uint8], frame: Frame, outer: NDArray[np.uint8] | None = None) -> Frame | None:
    """The frame if it is a seal's, with its coverage; None otherwise. ``outer``: the ink that is no other seal's,
    where the frame may lie across some; all its sides must then be seen."""
    short, long = sorted((frame.wide / FINE, frame.tall / FINE))
    if not (_SHORT[0] <= short <= _SHORT[1] and _LONG[0] <= long <= _LONG[1] and abs(frame.turn) <= _STEEPEST):
        return None
    margin = round(_MARGIN * FINE)
    level = set_upright((mask > 0).astype(np.uint8) * 255, frame, margin) > 127
    strong = set_upright((mask > 1).astype(np.uint8) * 255, frame, margin) > 127
    inked = level.astype(np.uint8) + (level & strong)
    sides = _sides(level, margin)
    covered = sorted(side[0] for side in sides)
    thick, thickest = float(np.median([side[1] for side in sides])), max(side[1] for side in sides)
    if covered[1] < _LEAST_SIDE or sum(covered) / 4 < _LEAST_MEAN or thick > _THICKEST * FINE:
        return None
    if outer is not None and covered[0] < _LEAST_CROSSED:
        return None
    around = level if outer is None else set_upright((outer > 0).astype(np.uint8) * 255, frame, margin) > 127
    if sum(side[2] > _OUTSIDE for side in _sides(around, margin)) > 1 or not _written(
        inked, margin + round(thickest + 0.4 * FINE)
    ):
        return None
    return Frame(frame.x, frame.y, frame.wide, frame.tall, frame.turn, sum(covered) / 4, thick)


def _sides(level: NDArray[np.bool_], margin: int) -> list[tuple[float, float, float]]:
    return [_side(each[:, margin:-margin], margin) for each in (level, level[::-1], level.T, level.T[::-1])]


def _side(level: NDArray[np.bool_], margin: int) -> tuple[float, float, float]:
    """Of the upper side: the share with ink, how thick it is, and the share with ink just outside."""
    reach = level[margin - round(FINE) : margin + round(2.2 * FINE)]
    share = reach.mean(axis=1)
    peak = int(np.argmax(share))
    covered = float(reach[max(peak - 2, 0) : peak + 3].any(axis=0).mean())
    thick = float((share > 0.5 * share[peak]).sum())
    return covered, thick, float(level[: margin - round(FINE)].any(axis=0).mean())


def _written(inked: NDArray[np.uint8], inset: int) -> bool:
    """Whether the inside holds strokes as characters have, and no line from side to side, by any ink or the strong."""
    inside = inked[inset:-inset, inset:-inset]
    return min(inside.shape) >= 3 * FINE and any(_like_characters(inside >= level) for level in (1, 2))


def _like_characters(inside: NDArray[np.bool_]) -> bool:
    if not _INK[0] <= inside.mean() <= _INK[1]:
        return False
    if _has_rule(inside) or _has_rule(inside.T):
        return False
    down = np.sort((inside[1:] & ~inside[:-1]).sum(axis=0))
    along = np.sort((inside[:, 1:] & ~inside[:, :-1]).sum(axis=1))
    least = -round(_LEAST_LETTER * FINE)
    return bool(along[least] >= 3 and down[least] >= 2)


def _has_rule(inside: NDArray[np.bool_]) -> bool:
    """Whether a line runs along the rows from side to side; rows of bold characters are as dark and have gaps."""
    dark = inside[inside.mean(axis=1) > _LINE].astype(np.uint8)
    if not len(dark):
        return False
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, _HOLE), np.uint8))
    run = np.ones((1, round(_LINE * inside.shape[1])), np.uint8)
    return bool(cv2.erode(closed, run, borderType=cv2.BORDER_CONSTANT, borderValue=0).any())
