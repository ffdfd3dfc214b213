"""Looking at photographs of pages: what is read on the sheet is told where it stands on the page as filed."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from tests.evidence.ocr.drawn import DPI, blank, pixels, write
from tests.evidence.photographed import Photograph, photograph
from xingshen.evidence.looking import look_at
from xingshen.evidence.page import Page
from xingshen.evidence.view import View

TEXT = "本协议自2026年3月15日起生效"
CORNERS = [(0.16, 0.1), (0.8, 0.2), (0.93, 0.88), (0.06, 0.8)]


def sheet() -> Image.Image:
    page = blank(420, 594)
    write(page, TEXT, 40, 120, size=16)
    write(page, "单位名称   青禾研究所", 40, 400, size=16)
    return page


def looked_at(photo: Photograph) -> Page:
    height, width = photo.picture.shape[:2]
    dpi = 1200 / 8.27
    page = Page(1, width * 72 / dpi, height * 72 / dpi, (), (), "none")
    return look_at(page, View(Image.fromarray(photo.picture), dpi, 1.0))[0]


def test_lines_of_a_photographed_sheet_stand_where_the_photograph_shows_them() -> None:
    photo = photograph(pixels(sheet()), CORNERS, (1200, 1500))
    page = looked_at(photo)
    line = next(line for line in page.lines if line.text == TEXT)
    left, _ = photo.at(40 * DPI / 72, 130 * DPI / 72)
    right, _ = photo.at(40 * DPI / 72 + 215 * DPI / 72, 130 * DPI / 72)
    assert line.edges[0] == pytest.approx(left * 72 * 8.27 / 1200, abs=4)
    assert line.edges[-1] == pytest.approx(right * 72 * 8.27 / 1200, abs=12)
    assert page.width == pytest.approx(595.4, abs=0.1)


def test_words_beside_the_sheet_are_not_cut_away() -> None:
    desk = Image.fromarray(np.full((1500, 1200, 3), (60, 52, 48), np.uint8))
    write(desk, "附件材料清单", 60, 10, size=20, colour="#f0f0f0")
    level = [(0.16, 0.12), (0.82, 0.12), (0.9, 0.88), (0.08, 0.88)]
    page = looked_at(photograph(pixels(sheet()), level, (1200, 1500), ground=np.asarray(desk)))
    assert [line.text for line in page.lines if "附件材料清单" in line.text] == ["附件材料清单"]
    assert any(line.text == TEXT for line in page.lines)
