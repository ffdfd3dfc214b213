"""Only the heights of a page at which there is red are looked at again for red print."""

from __future__ import annotations

import numpy as np

from xingshen.evidence.ocr.red_ink import red_bands


def test_red_is_looked_at_in_bands_with_what_is_around() -> None:
    mask = np.zeros((300, 1000), np.uint8)
    mask[50:60, 40:90] = 1
    mask[100:102, 10:60] = 1
    assert red_bands(mask, 30) == [(20, 132)]
    assert red_bands(mask, 10) == [(40, 70), (90, 112)]


def test_specks_are_no_red_print() -> None:
    mask = np.zeros((300, 1000), np.uint8)
    mask[250, 7] = 1
    assert red_bands(mask, 10) == []
