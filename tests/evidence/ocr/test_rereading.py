"""A line that was cut badly is read again and better; a sure one is left alone."""

from __future__ import annotations

import numpy as np

from tests.evidence.ocr.drawn import blank, pixels, write
from xingshen.evidence.ocr.engine import Engine, StripText
from xingshen.evidence.ocr.found import Found
from xingshen.evidence.ocr.rereading import View, is_unsure, read_again

TEXT = "有效期至2028年12月31日止"
QUAD = np.array([[120, 72], [510, 72], [510, 112], [120, 112]], np.float32)


def test_an_unsure_line_is_read_again(engine: Engine) -> None:
    page = blank(width=300, height=100)
    write(page, TEXT, 60, 36)
    misread = TEXT.replace("2028", "2023")
    count = len(misread)
    poor = Found(QUAD, StripText(misread, (0.6,) * count, tuple(at / count for at in range(count))))
    (again,) = read_again([poor], [View(pixels(page), np.eye(2, 3))], engine)
    assert again.said is not None
    assert (again.said.text, is_unsure(again)) == (TEXT, False)


def test_a_sure_line_is_left_alone(engine: Engine) -> None:
    sure = Found(QUAD, StripText("别的", (0.95, 0.9), (0.2, 0.7)))
    assert read_again([sure], [View(pixels(blank()), np.eye(2, 3))], engine) == [sure]


def test_marks_do_not_make_a_line_unsure() -> None:
    assert not is_unsure(Found(QUAD, StripText("甲方：", (0.99, 0.99, 0.3), (0.1, 0.5, 0.9))))
