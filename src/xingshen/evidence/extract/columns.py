"""Columns under the heads of a table without rules to go by: how far each reaches, and what stands in one.

Geometry only, in points of the upright page. It must not know what the heads say.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from xingshen.evidence.page import Page
from xingshen.kernel.place import Box

_ROW = 4.0
"""Points by which the text of a row may stand higher or lower than its label."""


def column_spans(label: Box, heads: Sequence[Box], width: float) -> list[tuple[float, float]]:
    """The left and right ends of the columns under ``heads`` (left to right), to the right of a row's ``label``."""
    first = max((label[2] + heads[0][0]) / 2, label[2])
    middles = [(head[0] + head[2]) / 2 for head in heads]
    ends = [first, *((one + other) / 2 for one, other in pairwise(middles)), width]
    return list(pairwise(ends))


def text_in(page: Page, row: Box, span: tuple[float, float]) -> str:
    """What stands in the row of the box ``row`` between the ends of ``span``."""
    found = []
    for line in page.lines:
        middle = (line.box[1] + line.box[3]) / 2
        if row[1] - _ROW <= middle <= row[3] + _ROW:
            inside = (span[0] <= (left + right) / 2 <= span[1] for left, right in pairwise(line.edges))
            found.append("".join(char for char, kept in zip(line.text, inside, strict=True) if kept))
    return "".join(found).strip()
