"""Rows of print on paper that was not flat: the bend is found, taken out, and not seen where there is none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.evidence.photographed import Picture
from xingshen.evidence.unbending import Bend, find_bend, unbent

EM = 20.0


def rows(skew: float = 0.0) -> Picture:
    """A page of rows of dark squares, each an em wide; ``skew``: pixels by which they fall from left to right."""
    page = np.full((1100, 800, 3), 245, np.uint8)
    random = np.random.default_rng(1)
    for top in range(120, 1000, 55):
        end = 60 + round(EM * 1.25 * random.integers(16, 27))
        for left in np.arange(60, end, EM * 1.25):
            drop = skew * left / 800
            page[round(top + drop) : round(top + drop + EM), round(left) : round(left + EM)] = 40
    return page


def bent(page: Picture, depth: float) -> Picture:
    """The page as if it sagged by ``depth`` pixels in its middle."""
    across, down = np.meshgrid(*(np.arange(side, dtype=np.float32) for side in page.shape[1::-1]))
    sag = depth * np.sin(np.pi * across / page.shape[1])
    up = np.asarray(down - sag, np.float32)
    return np.asarray(cv2.remap(page, across, up, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)


@pytest.mark.parametrize("depth", [-40.0, 25.0])
def test_a_sagging_page_becomes_level(depth: float) -> None:
    page = bent(rows(), depth)
    bend = find_bend(page, EM)
    assert bend is not None
    assert find_bend(unbent(page, bend), EM) is None
    x, middle = np.array([100.0, 400.0]), np.array([600.0, 600.0])
    first, second = bend.drop(x, middle).tolist()
    assert second - first == pytest.approx(depth * (1 - np.sin(np.pi / 8)), abs=5)


@pytest.mark.parametrize("page", [rows(), rows(skew=25.0)], ids=["level", "askew"])
def test_a_flat_page_is_left_alone(page: Picture) -> None:
    assert find_bend(page, EM) is None


def test_a_page_of_few_rows_shows_no_bend() -> None:
    page = bent(rows(), 40.0)
    page[350:] = 245
    assert find_bend(page, EM) is None


def test_a_bend_in_other_units_drops_places_alike() -> None:
    bend = Bend(np.arange(12.0).reshape(4, 3), (10.0, 20.0, 110.0, 220.0))
    x, y = np.array([30.0, 90.0]), np.array([50.0, 180.0])
    assert np.allclose(bend.scaled(0.36).drop(0.36 * x, 0.36 * y), 0.36 * bend.drop(x, y))
