"""What is read from a drawn page is what was written on it, whichever way it lies."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from tests.evidence.ocr.drawn import DPI, blank, pixels, write
from xingshen.evidence.ocr.engine import Engine
from xingshen.evidence.ocr.reading import PictureText, read_picture

LETTER = (
    "合作协议书",
    "甲方：云岭光电研究院有限公司",
    "有效期至2028年12月31日止。",
    "项目经费为300万元整，分三年拨付。",
)


def letter() -> Image.Image:
    page = blank()
    for at, text in enumerate(LETTER):
        write(page, text, 60, 50 + 40 * at)
    return page


def texts(read: PictureText) -> tuple[str, ...]:
    return tuple(line.text for line in read.lines)


def test_reads_what_was_written(engine: Engine) -> None:
    assert texts(read_picture(pixels(letter()), DPI, engine)) == LETTER


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_turns_a_page_upright(engine: Engine, turned: int) -> None:
    picture = np.ascontiguousarray(np.rot90(pixels(letter()), turned // 90))
    read = read_picture(picture, DPI, engine)
    assert (read.turned, texts(read)) == (turned, LETTER)


def test_same_picture_same_result(engine: Engine) -> None:
    picture = pixels(letter())
    assert read_picture(picture, DPI, engine) == read_picture(picture, DPI, engine)


def test_blank_page(engine: Engine) -> None:
    read = read_picture(pixels(blank()), DPI, engine)
    assert (read.lines, read.boxes, read.legibility.kind) == ((), (), "blank")
