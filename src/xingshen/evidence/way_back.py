"""From places on the paper as it was looked at to places on the page as it is filed, and the turns between them.

Pure geometry in points. Of a scan the one is the other, perhaps in another scale; of a photographed sheet that was laid
flat it is the way back into the photograph.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from xingshen.evidence.page import Line
from xingshen.evidence.unbending import Bend
from xingshen.kernel.place import Box

Matrix = NDArray[np.float64]
Size = tuple[float, float]
_PLACES = 9
"""Places along the edges of a box that are followed, as straight edges may become bent ones."""


@dataclass(frozen=True, slots=True, eq=False)
class WayBack:
    """``matrix`` (3×3, homogeneous) takes points of the paper to points of the page, after ``bend`` (points of the
    paper) where the paper was not flat; ``is_scaling``: they are only scaled."""

    matrix: Matrix
    is_scaling: bool = False
    bend: Bend | None = None

    def bent(self, bend: Bend) -> WayBack:
        """The way from paper whose ``bend`` (points of the paper) was taken out."""
        return WayBack(self.matrix, bend=bend)

    def box(self, box: Box) -> Box:
        """The upright box on the page around what ``box`` holds on the paper."""
        if self.is_scaling:
            scale = float(self.matrix[0, 0])
            return (box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale)
        left, top, right, bottom = box
        across = np.linspace(left, right, _PLACES)
        places = self._moved(np.concatenate([np.stack([across, np.full(_PLACES, side)], 1) for side in (top, bottom)]))
        (x0, y0), (x1, y1) = places.min(axis=0).tolist(), places.max(axis=0).tolist()
        return (round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))

    def line(self, line: Line) -> Line:
        """The line on the page; its characters' boundaries where they cross the middle of the line."""
        return replace(line, box=self.box(line.box), edges=self._edges(line))

    def turned(self, quarters: int, paper: Size, page: Size) -> WayBack:
        """The way between the two after both are turned clockwise; ``paper`` and ``page``: their sizes before.

        Only of a way without a bend, as bends are taken out of upright paper.
        """
        if self.is_scaling or quarters % 4 == 0:
            return self
        return WayBack(_turn(quarters, page) @ self.matrix @ np.linalg.inv(_turn(quarters, paper)))

    def _edges(self, line: Line) -> tuple[float, ...]:
        if self.is_scaling:
            return tuple(edge * float(self.matrix[0, 0]) for edge in line.edges)
        middle = (line.box[1] + line.box[3]) / 2
        places = self._moved(np.array([[edge, middle] for edge in line.edges]))
        return tuple(np.maximum.accumulate(np.round(places[:, 0], 2)).tolist())

    def _moved(self, places: Matrix) -> Matrix:
        if self.bend is not None:
            drop = self.bend.drop(places[:, 0], places[:, 1])
            places = places + np.stack([np.zeros_like(drop), drop], axis=1)
        moved = np.hstack([places, np.ones((len(places), 1))]) @ self.matrix.T
        return np.asarray(moved[:, :2] / moved[:, 2:], np.float64)


def scaling(scale: float) -> WayBack:
    """The way back from paper that is the page itself, of which ``scale`` points are one point of paper."""
    return WayBack(np.diag([scale, scale, 1.0]), is_scaling=True)


def _turn(quarters: int, size: Size) -> Matrix:
    """Where places on a sheet of ``size`` come to lie when it is turned clockwise."""
    wide, high = size
    turn = np.eye(3)
    for _ in range(quarters % 4):
        turn = np.array([[0.0, -1.0, high], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]) @ turn
        wide, high = high, wide
    return turn
