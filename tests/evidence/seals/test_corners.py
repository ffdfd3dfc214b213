"""Frames across other ink are guessed where two of their sides meet, whatever else lies there."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from xingshen.evidence.seals.corners import Mask, guess_by_corners

PER_MM = 2.0


def _framed(turn: float, sides: int = 4) -> Mask:
    """A square of 20 mm turned about the middle of the picture, with a ring across it."""
    mask = np.zeros((140, 140), np.uint8)
    corners = cv2.boxPoints(((70.0, 70.0), (40.0, 40.0), turn)).round().astype(np.int32)
    for at in range(sides):
        cv2.line(mask, corners[at].tolist(), corners[(at + 1) % 4].tolist(), 1, 2)
    return np.asarray(cv2.circle(mask, (40, 50), 42, 1, 2), np.uint8)


@pytest.mark.parametrize("turn", [0.0, 6.0, 25.0])
@pytest.mark.parametrize("sides", [2, 4])
def test_a_frame_across_a_ring_is_guessed(turn: float, sides: int) -> None:
    near = [
        (round(wide / 40), round(tall / 40))
        for x, y, wide, tall, found in guess_by_corners(_framed(turn, sides), PER_MM)
        if np.hypot(x - 70, y - 70) < 4 and abs(found - turn) <= 3
    ]
    assert (1, 1) in near


def test_a_ring_alone_is_no_frame() -> None:
    assert list(guess_by_corners(_framed(0.0, 0), PER_MM)) == []
