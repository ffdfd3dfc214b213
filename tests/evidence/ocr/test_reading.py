"""What is read from a drawn page is what was written on it, whichever way it lies and whatever lies over it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.evidence.ocr.drawn import DPI, Picture, blank, pixels, rule, write
from xingshen.evidence.ocr.engine import Engine
from xingshen.evidence.ocr.reading import PictureText, read_picture, read_regions

LETTER = (
    "合作协议书",
    "甲方：云岭光电研究院有限公司",
    "有效期至2028年12月31日止。",
    "项目经费为300万元整。",
)
TABLE = (("单位名称", "云岭光电研究院"), ("成立日期", "2012年6月18日"), ("注册资本", "5000万元"))


def letter() -> Image.Image:
    page = blank()
    for at, text in enumerate(LETTER):
        write(page, text, 60, 50 + 40 * at)
    return page


def table() -> Image.Image:
    """Three rows of two cells whose texts come so close to the rule between them that they look like one line."""
    page = blank(width=300, height=160)
    for at, (name, value) in enumerate(TABLE):
        write(page, name, 46, 26 + 30 * at)
        write(page, value, 97, 26 + 30 * at)
    for y in range(20, 111, 30):
        rule(page, 40, y, 260, y)
    for x in (40, 95.5, 260):
        rule(page, x, 20, x, 110)
    return page


def slanted(picture: Picture, degrees: float) -> Picture:
    """The picture with lines that fall to the right by ``degrees``."""
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return np.asarray(cv2.warpAffine(picture, turn, (width, height), borderValue=(250, 250, 250)), np.uint8)


def texts(read: PictureText) -> tuple[str, ...]:
    return tuple(line.text for line in read.lines)


def test_reads_what_was_written(engine: Engine) -> None:
    read = read_picture(pixels(letter()), DPI, engine)
    assert (texts(read), read.turned, read.legibility.kind) == (LETTER, 0, "readable")


def test_places_characters_in_points(engine: Engine) -> None:
    line = read_picture(pixels(letter()), DPI, engine).lines[2]
    left, top, right, bottom = line.box_of(4, 15)
    assert (abs(left - 108) < 3, abs(right - 204) < 6) == (True, True)
    assert 128 < (top + bottom) / 2 < 146


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_turns_a_page_upright(engine: Engine, turned: int) -> None:
    picture = np.ascontiguousarray(np.rot90(pixels(letter()), turned // 90))
    read = read_picture(picture, DPI, engine)
    assert (read.turned, texts(read)) == (turned, LETTER)


def test_cells_of_a_row_come_together(engine: Engine) -> None:
    read = read_picture(pixels(table()), DPI, engine)
    assert texts(read) == tuple("   ".join(row) for row in TABLE)


def test_a_box_across_two_cells_is_cut_at_the_rule(engine: Engine) -> None:
    boxes = read_picture(pixels(table()), DPI, engine).boxes
    assert sorted(box.text for box in boxes) == sorted(text for row in TABLE for text in row)


def test_slant_does_not_mix_rows(engine: Engine) -> None:
    read = read_picture(slanted(pixels(table()), 4.0), DPI, engine)
    assert (texts(read), round(read.slant)) == (tuple("   ".join(row) for row in TABLE), 4)


def test_boxes_of_a_slanted_page_lie_on_the_page_as_given(engine: Engine) -> None:
    read = read_picture(slanted(pixels(letter()), 4.0), DPI, engine)
    left, top, right, bottom = read.lines[0].box
    assert (abs((left + right) / 2 - 95) < 8, abs((top + bottom) / 2 - 51) < 5) == (True, True)


def test_reads_print_under_red_ink(engine: Engine) -> None:
    page = letter()
    ink = ImageDraw.Draw(page)
    for at in range(10):
        ink.line((120 + 55 * at, 230, 90 + 55 * at, 350), fill=(214, 40, 48), width=14)
    write(page, "有效期至2028年12月31日止。", 60, 130)
    assert texts(read_picture(pixels(page), DPI, engine)) == LETTER


def test_reads_the_circle_of_a_written_year_with_certainty(engine: Engine) -> None:
    page = blank()
    write(page, "自二〇二六年七月一日起至二〇三〇年六月三十日止。", 60, 50)
    (line,) = read_picture(pixels(page), DPI, engine).lines
    assert (line.text.replace("○", "〇"), line.confidence > 0.9) == (
        "自二〇二六年七月一日起至二〇三〇年六月三十日止。",
        True,
    )


def test_wide_capitals_are_one_word(engine: Engine) -> None:
    page = blank()
    write(page, "COOPERATION AGREEMENT", 60, 50, size=18)
    assert texts(read_picture(pixels(page), DPI, engine)) == ("COOPERATION AGREEMENT",)


def test_reads_red_letterheads(engine: Engine) -> None:
    page = letter()
    write(page, "东海省科学技术厅文件", 60, 10, size=18, colour="#d02028")
    assert texts(read_picture(pixels(page), DPI, engine)) == ("东海省科学技术厅文件", *LETTER)


def test_same_picture_same_result(engine: Engine) -> None:
    picture = pixels(table())
    assert read_picture(picture, DPI, engine) == read_picture(picture, DPI, engine)


def test_blank_page(engine: Engine) -> None:
    read = read_picture(pixels(blank()), DPI, engine)
    assert (read.lines, read.boxes, read.legibility.kind) == ((), (), "blank")


def test_a_photo_of_soft_shades_is_not_blank(engine: Engine) -> None:
    shades = np.tile(np.linspace(20, 250, 800, dtype=np.uint8)[:, None, None], (1, 600, 3))
    assert read_picture(np.ascontiguousarray(shades), DPI, engine).legibility.kind == "wordless"


def test_a_drawing_without_words_is_not_blank(engine: Engine) -> None:
    page = blank()
    ImageDraw.Draw(page).ellipse((200, 100, 500, 400), outline="#203060", width=9)
    assert read_picture(pixels(page), DPI, engine).legibility.kind == "wordless"


def test_noise_is_not_taken_for_text(engine: Engine) -> None:
    noise = np.random.default_rng(7).integers(0, 255, (500, 400, 3)).astype(np.uint8)
    assert read_picture(noise, DPI, engine).lines == ()


@pytest.mark.parametrize("shape", [(1, 1, 3), (2, 900, 3), (900, 2, 3), (17, 3000, 3), (3000, 17, 3)])
def test_odd_shapes_are_read_as_nothing(engine: Engine, shape: tuple[int, int, int]) -> None:
    assert read_picture(np.full(shape, 255, np.uint8), DPI, engine).lines == ()


def test_characters_below_each_other_are_one_word(engine: Engine) -> None:
    page = blank(width=200, height=220)
    for at, char in enumerate("项目负责人"):
        write(page, char, 60, 40 + 16 * at, size=14)
    assert texts(read_picture(pixels(page), DPI, engine)) == ("项目负责人",)


def test_wrong_resolution_changes_nothing_but_the_scale(engine: Engine) -> None:
    picture = pixels(table())
    read = read_picture(picture, 40.0, engine)
    assert texts(read) == tuple("   ".join(row) for row in TABLE)


def test_regions_are_read_in_points_of_the_page(engine: Engine) -> None:
    lines = read_regions(pixels(letter()), DPI, [(50.0, 120.0, 400.0, 155.0)], engine)
    assert [(line.text, line.method) for line in lines] == [(LETTER[2], "ocr")]
    assert (abs(lines[0].box[0] - 60) < 4, 125 < lines[0].box[1] < 135) == (True, True)
