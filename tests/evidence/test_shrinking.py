"""Smaller pictures show what the large ones show, also with odd numbers of pixels."""

from __future__ import annotations

import numpy as np
import pytest

from xingshen.evidence.shrinking import halved, shrunk


@pytest.mark.parametrize("shape", [(6, 8), (7, 9)])
def test_half_a_picture_has_the_means_of_four_pixels(shape: tuple[int, int]) -> None:
    picture = np.arange(shape[0] * shape[1] * 3, dtype=np.uint8).reshape(*shape, 3)
    means = picture[:6, :8].reshape(3, 2, 4, 2, 3).mean(axis=(1, 3))
    assert np.abs(halved(picture) - means).max() <= 0.5


def test_a_single_pixel_stays_one() -> None:
    assert halved(np.full((1, 1, 3), 7, np.uint8)).tolist() == [[[7, 7, 7]]]


def test_the_size_is_the_one_asked_for_and_the_light_is_kept() -> None:
    stripes = np.tile(np.array([0, 0, 255, 255], np.uint8), (90, 25))
    smaller = shrunk(stripes, (23, 21))
    assert (smaller.shape, round(float(smaller.mean()), -1)) == ((21, 23), 130.0)
