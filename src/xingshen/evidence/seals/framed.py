"""Reading rectangular seals: level rows, and for square ones also the four characters in columns from the right.

It knows the layout of such seals; which characters those are only the recogniser knows. Lengths are pixels.
"""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np

from xingshen.evidence.page import SealReading
from xingshen.evidence.seals.inks import Picture
from xingshen.evidence.seals.reading import Recognise, best_first
from xingshen.evidence.seals.rectangles import Frame, set_upright
from xingshen.evidence.seals.rows import cut_row, find_rows
from xingshen.evidence.seals.views import View, evened, for_recogniser

_SQUARE = 1.45
_ROW = (1.5, 26.0)
_CELL = 48
_INKED = 110
"""Of 255: ink of this strength is a stroke's."""


def read_frame(views: Mapping[str, View], frame: Frame, per_mm: float, recognise: Recognise) -> tuple[SealReading, ...]:
    """What stands in a rectangular seal, best first: rows joined from the top, columns from the right."""
    square = max(frame.wide, frame.tall) < _SQUARE * min(frame.wide, frame.tall)
    inset = frame.thick + 0.35 * per_mm
    mask = evened(set_upright(views["ink"], frame, -inset)) > _INKED
    rows = find_rows(mask, _ROW[0] * per_mm, _ROW[1] * per_mm)
    found: list[SealReading] = []
    for name, view in views.items():
        level = evened(set_upright(view, frame, -inset))
        if rows:
            read = [each for each in recognise([cut_row(level, mask, row) for row in rows]) if each[0]]
            found.append(_joined(read, name))
        if square:
            text, confidence = recognise([_columns(level)])[0]
            found.append(SealReading(text, confidence, name))
    return best_first(found)


def _joined(read: list[tuple[str, float]], view: str) -> SealReading:
    text = "".join(text for text, _ in read)
    return SealReading(text, min((confidence for _, confidence in read), default=0.0), view)


def _columns(level: View) -> Picture:
    """Four cells in a row: right column from the top, then the left one."""
    tall, wide = level.shape
    upper, lower, left, right = slice(0, tall // 2), slice(tall // 2, tall), slice(0, wide // 2), slice(wide // 2, wide)
    cells = [level[upper, right], level[lower, right], level[upper, left], level[lower, left]]
    sized = [cv2.resize(cell, (_CELL, _CELL), interpolation=cv2.INTER_AREA) for cell in cells]
    return for_recogniser(np.asarray(np.hstack(sized), np.uint8))
