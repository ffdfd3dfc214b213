"""Seals on drawn pages are found where they were stamped, and what is red but no seal is left alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.evidence.seals.drawing import (
    BLUE,
    GREY,
    HEAVY_SERIF,
    RED,
    Picture,
    Stamp,
    draw_stamp,
    paper,
    press,
    scan,
    write,
)
from tests.evidence.seals.drawing import wear as worn
from xingshen.evidence.page import Seal
from xingshen.evidence.seals.finding import find_seals

UNIT = "石家庄云岭生物科技有限公司"
ROUND = Stamp(name=UNIT, turn=8.0, number="1301020034567")
OVAL = Stamp(name=UNIT, shape="oval", width=45, height=30, letter=4.5, star=0, centre="财务专用章", ring=1, turn=-15)
SQUARE = Stamp(name="印张\n文明", shape="rectangle", width=20, height=20, ring=0.8, margin=0.8)
LONG = Stamp(name=UNIT, shape="rectangle", width=55, height=12, ring=0.6, margin=0.8, turn=6)
ROOMY = Stamp(name=UNIT, shape="rectangle", width=64, height=20, ring=1.2, margin=6.5, turn=-4)
SHEET = (120.0, 90.0)
TEXT = "本单位承诺所提供材料真实有效，\n并承担相应责任。申请单位（盖章）：\n二〇二六年七月一日"


def sheet(stamp: Stamp, at: tuple[float, float], dpi: float = 150.0, colour: tuple[int, int, int] = RED) -> Picture:
    """A page with print and one worn seal over it, scanned."""
    page = write(paper(dpi, SHEET), TEXT, (20, 30), 12, dpi)
    return scan(press(page, worn(draw_stamp(stamp), 0.35, 5), at, dpi, colour), 3)


def middle(seal: Seal) -> tuple[float, float]:
    """The middle of the box, in mm."""
    left, top, right, bottom = (edge * 25.4 / 72 for edge in seal.box)
    return (left + right) / 2, (top + bottom) / 2


def kinds(seals: tuple[Seal, ...]) -> list[tuple[str, str, bool]]:
    return [(seal.shape, seal.colour, seal.whole) for seal in seals]


@pytest.mark.parametrize("dpi", [100.0, 150.0, 300.0])
@pytest.mark.parametrize(
    ("stamp", "shape"),
    [(ROUND, "round"), (OVAL, "oval"), (SQUARE, "rectangle"), (LONG, "rectangle"), (ROOMY, "rectangle")],
)
def test_a_seal_over_print_is_found_where_it_is(stamp: Stamp, shape: str, dpi: float) -> None:
    (seal,) = find_seals(sheet(stamp, (60, 45), dpi), dpi, None)
    assert (seal.shape, seal.colour, seal.whole, seal.readings) == (shape, "red", True, ())
    assert middle(seal) == pytest.approx((60, 45), abs=1.0)


def test_the_box_is_the_ring_in_points() -> None:
    (seal,) = find_seals(sheet(ROUND, (60, 45)), 150, None)
    assert seal.box == pytest.approx(
        [(60 - 21) / 25.4 * 72, (45 - 21) / 25.4 * 72, 81 / 25.4 * 72, 66 / 25.4 * 72], abs=2
    )


@pytest.mark.parametrize("colour", [(235, 90, 80), (215, 70, 50), (150, 25, 35), (200, 40, 80)])
def test_reds_of_other_scanners_are_red(colour: tuple[int, int, int]) -> None:
    assert kinds(find_seals(sheet(ROUND, (60, 45), colour=colour), 150, None)) == [("round", "red", True)]


def test_a_faint_seal_is_found() -> None:
    page = press(paper(150, SHEET), worn(draw_stamp(ROUND), 0.5, 2), (60, 45), 150, RED, 0.3)
    assert kinds(find_seals(scan(page, 2), 150, None)) == [("round", "red", True)]


def test_blue_and_photocopied_seals_are_present() -> None:
    assert kinds(find_seals(sheet(ROUND, (60, 45), colour=BLUE), 150, None)) == [("round", "blue", True)]
    copied = cv2.cvtColor(sheet(ROUND, (60, 55), colour=GREY), cv2.COLOR_RGB2GRAY)
    assert kinds(find_seals(np.repeat(copied[:, :, None], 3, axis=2), 150, None)) == [("round", "grey", True)]


@pytest.mark.parametrize("at", [120.0, 115.0, 3.0])
def test_half_a_seal_at_the_edge_is_partial(at: float) -> None:
    assert kinds(find_seals(sheet(ROUND, (at, 45)), 150, None)) == [("round", "red", False)]


@pytest.mark.parametrize("piece", [0, 2, 4])
def test_a_strip_of_a_seal_across_fanned_pages_is_partial(piece: int) -> None:
    ink = draw_stamp(Stamp(name=UNIT)).copy()
    left, right = (35 + piece * 100, 35 + (piece + 1) * 100)
    ink[:, :left], ink[:, right:] = 0, 0
    page = press(paper(150, SHEET), ink, (120 + (ink.shape[1] / 2 - right) * 25.4 / 300, 45), 150)
    assert kinds(find_seals(scan(page, 9), 150, None)) == [("round", "red", False)]


def test_overlapping_seals_are_told_apart() -> None:
    page = press(paper(150, SHEET), draw_stamp(ROUND), (45, 45), 150)
    page = press(press(page, draw_stamp(OVAL), (76, 62), 150), draw_stamp(SQUARE), (74, 33), 150)
    found = kinds(find_seals(scan(page, 4), 150, None))
    assert sorted(found) == [("oval", "red", True), ("rectangle", "red", True), ("round", "red", True)]


@pytest.mark.parametrize("turn", [-7.0, 0.0, 5.0])
@pytest.mark.parametrize("at", [(66.0, 50.0), (77.0, 52.0), (80.0, 45.0)])
def test_a_name_seal_across_the_ring_of_a_round_one_is_found(at: tuple[float, float], turn: float) -> None:
    page = press(paper(150, SHEET), draw_stamp(ROUND), (60, 45), 150)
    found = find_seals(scan(press(page, draw_stamp(replace(SQUARE, turn=turn)), at, 150), 4), 150, None)
    assert sorted(kinds(found)) == [("rectangle", "red", True), ("round", "red", True)]
    (square,) = (seal for seal in found if seal.shape == "rectangle")
    assert middle(square) == pytest.approx(at, abs=2.5)


def test_a_name_seal_of_bold_characters_is_found() -> None:
    bold = Stamp(
        name="武金\n印远", shape="rectangle", width=21, height=21, ring=1.4, margin=0.6, font=HEAVY_SERIF, letter=9.5
    )
    assert kinds(find_seals(sheet(bold, (60, 45), 200), 200, None)) == [("rectangle", "red", True)]


def test_the_same_page_gives_the_same_seals() -> None:
    page = sheet(OVAL, (60, 45))
    assert find_seals(page, 150, None) == find_seals(page, 150, None)


def test_an_empty_page_has_none() -> None:
    assert find_seals(paper(150, SHEET), 150, None) == ()


def _letterhead(page: Picture) -> Picture:
    page = write(page, "云岭科学技术厅文件", (12, 20), 28, 150, RED, HEAVY_SERIF)
    return _drawn(page, [("line", (10, 45, 110, 45))])


def _table(page: Picture) -> Picture:
    rows = [("line", (10, 10 + 10 * step, 110, 10 + 10 * step)) for step in range(6)]
    columns = [("line", (10 + 25 * step, 10, 10 + 25 * step, 60)) for step in range(5)]
    return write(_drawn(page, rows + columns), "单位  项目  日期", (13, 12), 12, 150, RED)


def _shapes(page: Picture) -> Picture:
    rings = [("ring", (8 + step * 5, 8 + step * 5, 52 - step * 5, 52 - step * 5)) for step in range(4)]
    return _drawn(page, [*rings, ("disc", (62, 10, 102, 50)), ("ring", (60, 55, 85, 80))])


def _red_print(page: Picture) -> Picture:
    return write(page, "\n".join([TEXT.replace("\n", "")] * 9), (5, 5), 12, 150, RED)


def _edge(page: Picture) -> Picture:
    marks = [("line", (117, 5 + 4 * step, 120, 5 + 4 * step)) for step in range(12)]
    return _drawn(page, [*marks, ("line", (118, 5, 118, 60))])


def _badge(page: Picture) -> Picture:
    small = Stamp(name="云岭大学", width=20, height=20, letter=3, ring=0.6, star=8, margin=0.5, span=150)
    return press(page, draw_stamp(small), (30, 30), 150)


def _drawn(page: Picture, shapes: list[tuple[str, tuple[float, float, float, float]]]) -> Picture:
    image = Image.fromarray(page)
    pen = ImageDraw.Draw(image)
    for kind, box in shapes:
        edges = [edge * 150 / 25.4 for edge in box]
        if kind == "line":
            pen.line(edges, fill=RED, width=3)
        else:
            pen.ellipse(edges, outline=RED, width=6, fill=RED if kind == "disc" else None)
    return np.asarray(image).copy()


@pytest.mark.parametrize("draw", [_letterhead, _table, _shapes, _red_print, _edge, _badge])
def test_what_is_red_but_no_seal_is_left_alone(draw: Callable[[Picture], Picture]) -> None:
    assert find_seals(scan(draw(paper(150, SHEET)), 6), 150, None) == ()
