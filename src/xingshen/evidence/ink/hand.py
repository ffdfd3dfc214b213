"""Which of the words that were read on a page picture are print, and which were written by hand and read all the same.

Compares strokes with strokes: a value with the label before it, a line with the other lines of the page. It must not
know what the words say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import median

import cv2
import numpy as np

from xingshen.evidence.glyph import is_wide
from xingshen.evidence.ink.strokes import Strokes
from xingshen.evidence.page import Line
from xingshen.kernel.place import Box

Pixels = tuple[int, int, int, int]
"""Left, top, right, bottom."""
_LABEL = re.compile(r"[^:：]{0,30}[:：]|[^:：]{0,24}[(（][^()（）]{1,8}[)）]")
"""Words before a colon, or with a bracket such as （签字）."""
_UNREADABLE = 0.75
"""A reading less sure than this (0 to 1) says nothing of whether it is print …"""
_BELOW_PAGE = 0.2
"""… where it is also so much less sure than what the page usually gives: of a bad scan all readings are unsure."""
_UNSURE = 0.85
"""Print is read more surely than this."""
_SURE = 0.96
"""What is read more surely than this is print, unless it stands after a label."""
_SAMPLE = 10
"""So many lines tell how the print of a page looks."""
_BLUE = 0.15
"""How much less a blue pen takes from the blue light than from the red, as a share; black print takes the same."""
_TALLER, _MUCH_TALLER = 1.3, 1.45
"""How much taller than the print before it handwriting usually is; and how much taller a typed value never is."""
_SPACING = (0.75, 1.3)
"""How wide the characters of print are set, compared with the print before them."""
_THICKNESS = (0.7, 1.43)
_LIGHTER = 40.0
_DRIFT = 0.1
"""How far the middles of the characters stray from the straight line, as a share of their height."""
_BETWEEN_LINES = 2.6
"""Points without ink that part a character from what reaches into its box from above or below."""
_LEAST_STROKES = 6
"""Pixels of ink of a character that can be measured."""


_SHORT, _HEAD = 12, 4
"""Characters of a line that may be a signature or a date; and of the head of a line that tells its size."""
_SAME_SIZE, _LARGEST = (0.85, 1.18), 2.5
_NEAR = 90.0
"""Points from a label to what is written after it."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How strokes look: height (pixels), thickness by height, lightness, share of blue, how far off a straight line."""

    height: float
    thickness: float
    light: float
    blue: float
    drift: float


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A line with a label at its head: what was read after it, where the label ends, its character width (points)."""

    line: Line
    value: str
    right: float
    pitch: float
    look: _Look


def printed_boxes(lines: Sequence[Line], strokes: Strokes) -> tuple[Box, ...]:
    """The boxes (points) of what is print among the ``lines`` that were read."""
    if not lines:
        return ()
    sure = sorted((line for line in lines if line.confidence >= _SURE), key=lambda line: -len(line.text))[:_SAMPLE]
    usual = _usual([look for line in sure if (look := _look(line, 0, len(line.text), strokes))])
    pitch = median(_pitch(line) for line in sure or lines)
    labels = [label for line in lines if (label := _labelled(line, pitch, usual, strokes))]
    least = _readable_from(lines)
    found = (_printed(line, labels, usual, strokes) for line in lines if line.confidence >= least)
    return tuple(box for box in found if box is not None)


def _readable_from(lines: Sequence[Line]) -> float:
    return min(_UNREADABLE, median(line.confidence for line in lines) - _BELOW_PAGE)


def _printed(line: Line, labels: Sequence[_Labelled], usual: _Look | None, strokes: Strokes) -> Box | None:
    own = next((label for label in labels if label.line is line), None)
    if own is not None:
        return _printed_label(own, strokes)
    before = _label_before(line, labels)
    if before is not None:
        look = _look(line, 0, len(line.text), strokes)
        return None if look and _written_after(line, look, before) else line.box
    hand = usual and (line.confidence < _SURE or len(line.text) <= _SHORT) and _is_by_hand(line, usual, strokes)
    return None if hand else line.box


def _printed_label(label: _Labelled, strokes: Strokes) -> Box:
    """The box of the line, or of its label alone where what follows was written by hand or could not be read."""
    line, end = label.line, label.right
    if line.box[2] - end < label.pitch:
        return line.box
    alone = (line.box[0], line.box[1], end, line.box[3])
    if not label.value:
        return alone
    box = (end, line.box[1], line.box[2], line.box[3])
    rest = Line(label.value, box, _spread(label.value, end, line.box[2]), line.confidence)
    look = _look(rest, 0, len(label.value), strokes)
    return alone if look and _written_after(rest, look, label) else line.box


def _labelled(line: Line, pitch: float, usual: _Look | None, strokes: Strokes) -> _Labelled | None:
    """The label at the head of the line and how far it reaches; None where the line has none.

    A reader may find label and handwriting as one line and read the label alone, so that the line's own places of the
    characters are too wide: they are taken from the usual width of a character instead.
    """
    match = _LABEL.match(line.text)
    if match is None:
        return None
    text, value = match[0], line.text[match.end() :].strip()
    pitch = min(pitch, _pitch(line)) if usual is None else min(_own_pitch(line, pitch, usual, strokes), _pitch(line))
    right = min(line.box[0] + _units(text) * pitch, line.box[2])
    look = _look(
        Line(text, (*line.box[:2], right, line.box[3]), _spread(text, line.box[0], right)), 0, len(text), strokes
    )
    return _Labelled(line, value, min(right + pitch / 2, line.box[2]), pitch, look) if look else None


def _own_pitch(line: Line, pitch: float, usual: _Look, strokes: Strokes) -> float:
    """The width of a character of the line, from the height of its first ones where these are of another size."""
    head = line.text[:_HEAD]
    right = line.box[0] + _units(head) * pitch
    look = _look(
        Line(head, (*line.box[:2], right, line.box[3]), _spread(head, line.box[0], right)), 0, len(head), strokes
    )
    ratio = look.height / usual.height if look else 1.0
    low, high = _SAME_SIZE
    return pitch if low <= ratio <= high else pitch * min(ratio, _LARGEST)


def _label_before(line: Line, labels: Sequence[_Labelled]) -> _Labelled | None:
    """The label in the same row that ends before the line, the nearest one; None where there is none near."""
    near = [
        (line.box[0] - label.line.box[2], at)
        for at, label in enumerate(labels)
        if -label.pitch <= line.box[0] - label.line.box[2] <= _NEAR and not label.value and _same_row(line, label.line)
    ]
    return labels[min(near)[1]] if near else None


def _same_row(one: Line, other: Line) -> bool:
    shared = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    return shared >= 0.4 * min(one.box[3] - one.box[1], other.box[3] - other.box[1])


def _pitch(line: Line) -> float:
    return (line.box[2] - line.box[0]) / max(_units(line.text), 1.0)


def _units(text: str) -> float:
    """The width of the text in full-width characters."""
    return sum(1.0 if is_wide(char) else 0.5 for char in text)


def _spread(text: str, left: float, right: float) -> tuple[float, ...]:
    share = (right - left) / max(_units(text), 0.5)
    edges = accumulate((share * _units(char) for char in text), initial=left)
    return tuple(edges)


def _is_by_hand(line: Line, usual: _Look, strokes: Strokes) -> bool:
    """Whether a line of its own was written by hand on a page whose print usually looks like ``usual``."""
    look = _look(line, 0, len(line.text), strokes)
    if look is None:
        return False
    strays = look.drift >= max(_DRIFT, 2 * usual.drift)
    taller = look.height >= _TALLER * usual.height
    return _is_bluer(look, usual) or (line.confidence < _UNSURE and (strays or taller or _other_pen(look, usual)))


def _written_after(line: Line, look: _Look, label: _Labelled) -> bool:
    """Whether the line, or piece of one, that stands after a label was written by hand."""
    printed = label.look
    if _is_bluer(look, printed) or look.height >= _MUCH_TALLER * printed.height:
        return True
    narrow, wide = _SPACING
    signs = (
        look.height >= _TALLER * printed.height,
        look.drift >= max(_DRIFT, 2 * printed.drift),
        line.confidence < _UNSURE,
        not narrow <= _pitch(line) / label.pitch <= wide,
    )
    return any(signs) and sum(signs) + _other_pen(look, printed) >= 2


def _is_bluer(look: _Look, usual: _Look) -> bool:
    """Whether strokes are blue, and not only less yellow than others on yellow paper."""
    return look.blue >= _BLUE / 2 and look.blue - usual.blue >= _BLUE


def _other_pen(look: _Look, usual: _Look) -> bool:
    low, high = _THICKNESS
    same = low <= look.thickness / usual.thickness <= high and abs(look.light - usual.light) < _LIGHTER
    return not same


def _usual(looks: Sequence[_Look]) -> _Look | None:
    if not looks:
        return None
    return _Look(
        median(look.height for look in looks),
        median(look.thickness for look in looks),
        median(look.light for look in looks),
        median(look.blue for look in looks),
        median(look.drift for look in looks),
    )


def _look(line: Line, start: int, end: int, strokes: Strokes) -> _Look | None:
    """How ``line.text[start:end]`` looks; None where too few strokes are seen."""
    left, top, right, bottom = pixels(line.box_of(start, end), strokes)
    mask = strokes.mask[top:bottom, left:right]
    cells = _cells(line, start, end, strokes) if cv2.countNonZero(mask) >= _LEAST_STROKES else []
    if not cells:
        return None
    inked = mask > 0
    across, tops, bottoms = (np.array(values) for values in zip(*cells, strict=True))
    height = float(np.quantile(bottoms - tops, 0.75))
    light, paper = (float(layer[top:bottom, left:right][inked].mean()) for layer in (strokes.light, strokes.paper))
    distance = cv2.distanceTransform(cv2.copyMakeBorder(mask, 1, 1, 1, 1, cv2.BORDER_CONSTANT), cv2.DIST_L2, 3)
    return _Look(
        height,
        float(distance[1:-1, 1:-1][inked].mean()) / height,
        light,
        2 * (float(np.median(strokes.blue[top:bottom, left:right][inked])) - 128) / max(paper - light, 1.0),
        _drift(across, (tops + bottoms) / 2, height),
    )


def _drift(across: np.typing.NDArray[np.float64], middles: np.typing.NDArray[np.float64], height: float) -> float:
    if len(across) < 3:
        return 0.0
    slope, start = np.polyfit(across, middles, 1)
    return float(np.std(middles - slope * across - start)) / height


def _cells(line: Line, start: int, end: int, strokes: Strokes) -> list[tuple[float, float, float]]:
    """For each full-sized character: its middle across, the top and the bottom of its ink, in pixels."""
    places = [pixels(line.box_of(at, at + 1), strokes) for at in range(start, end) if line.text[at].isalnum()]
    pieces = _tallest_pieces(places, strokes) if places else {}
    tallest = max((bottom - top for top, bottom in pieces.values()), default=0)
    return [
        ((places[at][0] + places[at][2]) / 2, float(top), float(bottom))
        for at, (top, bottom) in pieces.items()
        if bottom - top >= tallest / 2
    ]


def _tallest_pieces(places: Sequence[Pixels], strokes: Strokes) -> dict[int, tuple[int, int]]:
    """By the number of each of ``places``, which stand in one row: top and bottom of its tallest piece of ink."""
    start, end = min(place[0] for place in places), max(place[2] for place in places)
    row = strokes.mask[places[0][1] : places[0][3], start:end] > 0
    before = np.zeros((row.shape[0], row.shape[1] + 1), np.int32)
    np.cumsum(row, axis=1, out=before[:, 1:])
    left, right = (np.array([place[side] for place in places]) - start for side in (0, 2))
    number, height = np.nonzero((before[:, right] > before[:, left]).T)
    if not len(number):
        return {}
    cuts = np.flatnonzero((np.diff(number) > 0) | (np.diff(height) > _BETWEEN_LINES * strokes.scale))
    first, last = np.concatenate([[0], cuts + 1]), np.concatenate([cuts, [len(number) - 1]])
    tallest: dict[int, tuple[int, int]] = {}
    pieces = (number[first], height[first], height[last] + 1)
    for at, top, bottom in zip(*(each.tolist() for each in pieces), strict=True):
        kept = tallest.get(at, (0, 0))
        if bottom - top > kept[1] - kept[0]:
            tallest[at] = (top, bottom)
    return tallest


def pixels(box: Box, strokes: Strokes) -> Pixels:
    """The box in pixels of the strokes' picture, kept inside it and at least one pixel large."""
    height, width = strokes.mask.shape
    left, top, right, bottom = (round(side * strokes.scale) for side in box)
    left, top = min(max(left, 0), width - 1), min(max(top, 0), height - 1)
    return left, top, min(max(right, left + 1), width), min(max(bottom, top + 1), height)
