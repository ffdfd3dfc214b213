"""Drawn rules are found where they stand, and strokes of large characters are none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.evidence.ocr.drawn import DPI, blank, pixels, rule, write
from xingshen.evidence.ocr.rules import read_rules


def test_finds_the_rules_of_a_table() -> None:
    page = blank()
    for y in (40, 80):
        rule(page, 50, y, 350, y)
    for x in (50, 200, 350):
        rule(page, x, 40, x, 80)
    ruling = read_rules(_grey(page), DPI, ())
    assert [each.at for each in ruling.vertical] == pytest.approx([50, 200, 350], abs=0.8)
    assert [each.at for each in ruling.horizontal] == pytest.approx([40, 80], abs=0.8)
    assert ruling.cell(100, 60) == pytest.approx((50, 40, 200, 80), abs=0.8)


def test_strokes_of_characters_are_no_rules() -> None:
    page = blank()
    write(page, "国中王", 50, 50, size=40)
    ruling = read_rules(_grey(page), DPI, [(48.0, 50.0, 172.0, 108.0)])
    assert (ruling.vertical, ruling.horizontal) == ((), ())


def test_a_dark_border_hides_no_rule_inside_it() -> None:
    page = blank()
    for edges in ((0, 2, 420, 2), (0, 298, 420, 298), (2, 0, 2, 300), (418, 0, 418, 300)):
        rule(page, *edges)
    rule(page, 50, 40, 350, 40)
    ruling = read_rules(_grey(page), DPI, ())
    assert [each.at for each in ruling.horizontal] == pytest.approx([2, 40, 298], abs=0.8)


def _grey(page: Image.Image) -> NDArray[np.uint8]:
    return np.asarray(cv2.cvtColor(pixels(page), cv2.COLOR_RGB2GRAY), np.uint8)
