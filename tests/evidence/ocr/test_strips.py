"""Quads are cut, split and measured as they lie."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingshen.evidence.ocr.engine import Quad
from xingshen.evidence.ocr.strips import bounds, cut_strip, is_tall, slant, split_at


def quad(left: float, top: float, width: float, height: float, degrees: float = 0.0) -> Quad:
    turn = math.radians(degrees)
    corners = ((0, 0), (width, 0), (width, height), (0, height))
    turned = [
        (left + x * math.cos(turn) - y * math.sin(turn), top + x * math.sin(turn) + y * math.cos(turn))
        for x, y in corners
    ]
    return np.array(turned, np.float32)


@given(st.floats(-12, 12))
def test_slant_of_parallel_lines(degrees: float) -> None:
    lines = [quad(100 - 40 * at * math.sin(math.radians(degrees)), 100 + 40 * at, 500, 25, degrees) for at in range(6)]
    assert slant(lines) == pytest.approx(degrees, abs=0.3)


def test_no_lines_no_slant() -> None:
    assert slant([]) == 0.0


def test_split_pieces_lie_beside_each_other() -> None:
    pieces = split_at(quad(10, 20, 100, 10), [0.3, 0.6])
    assert [bounds(piece) for piece in pieces] == [(10, 20, 40, 30), (40, 20, 70, 30), (70, 20, 110, 30)]


def test_cut_strip_is_upright() -> None:
    picture = np.zeros((60, 60, 3), np.uint8)
    picture[10:20, 10:40] = 200
    strip = cut_strip(picture, quad(10, 10, 30, 10))
    assert (strip.shape, int(strip.min())) == ((10, 30, 3), 200)


def test_tall() -> None:
    assert (is_tall(quad(0, 0, 10, 40)), is_tall(quad(0, 0, 40, 10))) == (True, False)
