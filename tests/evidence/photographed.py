"""Sheets as a camera sees them: drawn pages put on a ground at given corners, with the way from sheet to photograph."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
Places = npt.NDArray[np.float64]
DESK = (60, 52, 48)


@dataclass(frozen=True)
class Photograph:
    """``picture`` with the sheet at ``corners``; ``there`` takes pixels of the sheet to pixels of the photograph."""

    picture: Picture
    corners: Places
    there: Places

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a place of the sheet (pixels) is on the photograph."""
        across, down, depth = (self.there @ np.array([x, y, 1.0])).tolist()
        return (across / depth, down / depth)


def photograph(
    sheet: Picture,
    corners: list[tuple[float, float]],
    size: tuple[int, int] = (900, 1200),
    ground: Picture | None = None,
    light: float = 1.0,
) -> Photograph:
    """``sheet`` with its corners at ``corners`` (shares of width and height, clockwise from the top left).

    ``light``: the share of light at the right edge of the photograph.
    """
    wide, high = size
    there = np.array(corners) * size
    tall, across = sheet.shape[:2]
    own = np.array([[0, 0], [across, 0], [across, tall], [0, tall]], np.float32)
    matrix = cv2.getPerspectiveTransform(own, there.astype(np.float32))
    seen = cv2.warpPerspective(sheet, matrix, size, flags=cv2.INTER_AREA).astype(np.float32)
    cover = cv2.warpPerspective(np.ones((tall, across), np.float32), matrix, size)[..., None]
    desk = np.full((high, wide, 3), DESK, np.uint8) if ground is None else ground
    grain = np.random.default_rng(7).normal(0, 3, (high, wide, 1))
    lit = (seen * cover + desk * (1 - cover)) * np.linspace(1, light, wide)[None, :, None] + grain
    return Photograph(np.clip(lit, 0, 255).astype(np.uint8), there, np.asarray(matrix, np.float64))


def wood(size: tuple[int, int] = (900, 1200)) -> Picture:
    """A table top with a grain."""
    wide, high = size
    y, x = np.mgrid[0:high, 0:wide]
    grain = 16 * np.sin(y / 9 + 2 * np.sin(x / 120)) + 9 * np.sin(y / 3.1)
    return np.asarray(np.clip(np.array((150, 102, 62)) + grain[..., None], 0, 255), np.uint8)
