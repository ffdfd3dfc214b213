"""Bar codes on pictures of pages."""

from __future__ import annotations

import numpy as np
import pytest
import segno
from numpy.typing import NDArray
from PIL import Image

from xingshen.evidence.codes import find_codes

DPI = 150
TEXT = "xingshen:1:XS1-0011-VABC-DEFG-7:1"


def page_with(side: float, turned: float = 0.0) -> NDArray[np.uint8]:
    """An A4 page with a code of ``side`` points at 400, 60."""
    modules = np.array([[0 if cell else 255 for cell in row] for row in segno.make(TEXT, error="m").matrix], np.uint8)
    pixels = round(side * DPI / 72)
    code = Image.fromarray(np.pad(modules, 4, constant_values=255)).resize((pixels, pixels), Image.Resampling.NEAREST)
    page = Image.new("L", (1240, 1754), 250)
    page.paste(code.rotate(turned, fillcolor=255), (round(400 * DPI / 72), round(60 * DPI / 72)))
    return np.repeat(np.asarray(page)[:, :, None], 3, axis=2)


@pytest.mark.parametrize("turned", [0.0, 2.0, 180.0])
def test_code_is_read_with_its_place(turned: float) -> None:
    (code,) = find_codes(page_with(72, turned), DPI)
    left, top, right, bottom = code.box
    assert (code.text, 400 < left < right < 472, 60 < top < bottom < 132) == (TEXT, True, True)


def test_page_without_codes_has_none() -> None:
    assert [find_codes(np.full(shape, 240, np.uint8), DPI) for shape in ((200, 300, 3), (0, 10, 3))] == [(), ()]
