"""Regions are drawn where they lie, in the colours of the legend."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.reports.reading.papers import A4, account, paper, scanned_page
from xingshen.reports.reading.overlay import LOOKS, Region, draw_regions, regions_of

PAGE = scanned_page()
SCALE = 2


def blank_picture() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (int(A4[0]) * SCALE, int(A4[1]) * SCALE), "white").save(target, "PNG")
    return target.getvalue()


def test_every_kind_of_region_is_there() -> None:
    regions = regions_of(account(paper(PAGE)), PAGE)
    assert [(region.look.word, region.label) for region in regions] == [
        ("文字，把握0.95以上", ""),
        ("文字，把握较低，请对照页面", ""),
        ("文字，把握0.95以上", ""),
        ("手写笔迹", ""),
        ("条码", "XS1-20260620"),
        ("印章", "河北测试研究院"),
        ("读出的事实", "截止日：2028-06-30"),
    ]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.word)
def test_a_frame_lies_on_the_edge_of_its_box(look: object) -> None:
    drawn = draw_regions(blank_picture(), PAGE, (Region((100, 200, 300, 400), look),))  # type: ignore[arg-type]
    with Image.open(io.BytesIO(drawn)) as picture:
        assert picture.getpixel((100 * SCALE, 300 * SCALE)) == look.colour  # type: ignore[attr-defined]
        assert picture.getpixel((80 * SCALE, 300 * SCALE)) == (255, 255, 255)


def test_boxes_outside_the_page_or_turned_inside_out_do_no_harm() -> None:
    regions = (Region((-50, -50, 9000, 9000), LOOKS[3], "甲" * 300), Region((300, 300, 200, 200), LOOKS[4]))
    assert draw_regions(blank_picture(), PAGE, regions).startswith(b"\x89PNG")
