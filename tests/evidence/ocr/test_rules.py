"""Drawn rules are found where they stand, and strokes of large characters are none."""

from __future__ import annotations

import pytest

from tests.evidence.ocr.drawn import DPI, blank, pixels, rule, write
from xingshen.evidence.ocr.rules import read_rules


def test_finds_the_rules_of_a_table() -> None:
    page = blank()
    for y in (40, 80):
        rule(page, 50, y, 350, y)
    for x in (50, 200, 350):
        rule(page, x, 40, x, 80)
    ruling = read_rules(pixels(page), DPI, ())
    assert [each.at for each in ruling.vertical] == pytest.approx([50, 200, 350], abs=0.8)
    assert [each.at for each in ruling.horizontal] == pytest.approx([40, 80], abs=0.8)
    assert ruling.cell(100, 60) == pytest.approx((50, 40, 200, 80), abs=0.8)


def test_strokes_of_characters_are_no_rules() -> None:
    page = blank()
    write(page, "国中王", 50, 50, size=40)
    ruling = read_rules(pixels(page), DPI, [(48.0, 50.0, 172.0, 108.0)])
    assert (ruling.vertical, ruling.horizontal) == ((), ())
