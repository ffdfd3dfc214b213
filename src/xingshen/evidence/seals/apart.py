"""Reading the characters of a name one by one: reversed, no familiar word helps the recogniser.

A recogniser that has seen many names puts 研究院 where 研究阮 is written. It knows strips, not seals.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from xingshen.evidence.seals.inks import Picture

_GAP = 8
_SNAP = 0.22
"""A cut may move by this share of a character to where there is least ink."""


def reversed_strip(strip: Picture, count: int) -> Picture | None:
    """The ``count`` evenly spaced characters of a strip (dark on white) from last to first, white between them.

    None where the strip is too short to be cut.
    """
    ink = (255 - strip[:, :, 0].astype(np.float64)).sum(axis=0)
    filled = np.nonzero(ink > 0.02 * 255 * strip.shape[0])[0]
    if len(filled) == 0 or filled[-1] - filled[0] < 8 * count:
        return None
    cuts = _cuts(ink, float(filled[0]), float(filled[-1] + 1), count)
    white = np.full((strip.shape[0], _GAP, 3), 255, np.uint8)
    pieces = [white]
    for start, end in reversed(list(pairwise(cuts))):
        pieces += [strip[:, start:end], white]
    return np.hstack(pieces)


def _cuts(ink: NDArray[np.float64], first: float, last: float, count: int) -> list[int]:
    """Where one character ends and the next begins."""
    pitch = (last - first) / count
    reach = max(round(_SNAP * pitch), 1)
    cuts = [int(first)]
    for index in range(1, count):
        middle = round(first + index * pitch)
        near = (
            ink[middle - reach : middle + reach + 1] + 0.05 * np.abs(np.arange(-reach, reach + 1)) * ink.max() / reach
        )
        cuts.append(middle - reach + int(np.argmin(near)))
    return [*cuts, int(last)]
