"""Rows of characters in an upright cut-out: where they begin and end, and cutting them out for the recogniser.

It knows ink on a light ground, not seals. Lengths are pixels.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from xingshen.evidence.seals.inks import Picture
from xingshen.evidence.seals.views import View, for_recogniser

Rows = list[tuple[int, int]]
_HEIGHT = 48
_LEAST_INK = 0.08
"""A row has at least this share of the ink of the strongest one."""


def find_rows(mask: NDArray[np.bool_], least: float, most: float) -> Rows:
    """First and last line of each row of characters that is ``least`` to ``most`` pixels high, from the top."""
    ink = mask.sum(axis=1).astype(np.float64)
    if not ink.any():
        return []
    filled = np.concatenate([[False], ink > _LEAST_INK * ink.max(), [False]])
    change = np.diff(filled.astype(np.int8))
    starts, ends = np.nonzero(change == 1)[0], np.nonzero(change == -1)[0]
    return [(int(start), int(end)) for start, end in zip(starts, ends, strict=True) if least <= end - start <= most]


def cut_row(view: View, mask: NDArray[np.bool_], row: tuple[int, int]) -> Picture:
    """One row with a small margin, from its first to its last ink, at the recogniser's height."""
    top, bottom = row
    margin = max(round(0.15 * (bottom - top)), 1)
    columns = np.nonzero(mask[top:bottom].any(axis=0))[0]
    left, right = max(int(columns[0]) - 2 * margin, 0), int(columns[-1]) + 2 * margin + 1
    piece = view[max(top - margin, 0) : bottom + margin, left:right]
    factor = _HEIGHT / piece.shape[0]
    size = (max(round(piece.shape[1] * factor), _HEIGHT), _HEIGHT)
    return for_recogniser(np.asarray(cv2.resize(piece, size, interpolation=cv2.INTER_LINEAR), np.uint8))
