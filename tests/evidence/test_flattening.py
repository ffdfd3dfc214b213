"""A photographed sheet laid flat: its shape, its scale, and the way back to the photograph."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PIL import Image

from tests.evidence.photographed import photograph
from xingshen.evidence.flattening import flatten
from xingshen.evidence.view import View

CORNERS = [(0.2, 0.15), (0.8, 0.2), (0.92, 0.88), (0.06, 0.84)]


def marked() -> np.ndarray:
    sheet = np.full((877, 620, 3), 250, np.uint8)
    sheet[300:320, 200:230] = 0
    return sheet


def test_the_sheet_is_a4_again_and_places_lead_back() -> None:
    photo = photograph(marked(), CORNERS)
    flat = flatten(View(Image.fromarray(photo.picture), 100.0, 1.0), photo.corners)
    height, width = flat.picture.shape[:2]
    assert height / width == pytest.approx(math.sqrt(2), rel=0.005)
    assert height * 72 / flat.dpi == pytest.approx(841.9, rel=0.002)
    rows, columns = np.nonzero(flat.picture[50:-50, 50:-50, 1] < 90)
    there = ((columns.mean() + 50) * 72 / flat.dpi, (rows.mean() + 50) * 72 / flat.dpi)
    x, y = (at * 0.72 for at in photo.at(215, 310))
    back = flat.way.box((*there, *there))
    assert back[:2] == pytest.approx((x, y), abs=1.0)


def test_what_was_scanned_keeps_its_scale() -> None:
    right, low = 0.1 + 496 / 900, 0.1 + 702 / 1200
    photo = photograph(marked(), [(0.1, 0.1), (right, 0.1), (right, low), (0.1, low)])
    view = View(Image.fromarray(photo.picture), 85.0, 1.0)
    flat = flatten(view, photo.corners)
    assert flat.picture.shape[0] * 72 / flat.dpi == pytest.approx(595.0, rel=0.01)


def test_a_small_sheet_is_cut_from_a_closer_look() -> None:
    photo = photograph(marked(), CORNERS)
    small = Image.fromarray(photo.picture)
    asked: list[float] = []

    def closer(times: float) -> Image.Image:
        asked.append(times)
        return small.resize((1800, 2400))

    flat = flatten(View(small, 100.0, 1.0, closer), photo.corners)
    assert asked == [pytest.approx(2.7, abs=0.2)]
    assert flat.dpi == pytest.approx(200.0, rel=0.01)
