"""A page as a picture to be looked at: at which scale it was drawn, and how its places map to points on the page.

Scanner and telephone programs state absurd page sizes. Looking needs the size of the paper in the hand, since a seal is
so many millimetres wide; a page of another size than paper has is therefore taken for A4.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import sha256

from PIL import Image

from xingshen.evidence.limits import Limits
from xingshen.evidence.mixed import needs_reading, picture_regions
from xingshen.evidence.page import Page
from xingshen.evidence.picture import UNPICTURABLE, page_picture

READING_DPI = 200.0
"""Dots per inch of paper at which pages are looked at whose text must be read from the picture."""
GLANCING_DPI = 150.0
"""The same for pages with text of their own: enough for seals, pen ink and bar codes."""
A4_LONG_SIDE = 841.9
PAPER_LONG_SIDES = (500.0, 1250.0)
"""Points: the long side of A5 to A3; a page outside is taken for A4."""


@dataclass(frozen=True)
class View:
    """An RGB picture of a page; ``dpi`` is pixels per inch of paper, ``scale`` page points per point of paper.

    ``closer`` draws the same page so many times larger, or as large as it can be shown; None: not at all.
    """

    picture: Image.Image
    dpi: float
    scale: float
    closer: Callable[[float], Image.Image | None] = field(default=lambda times: None, compare=False)

    @cached_property
    def pixels(self) -> bytes:
        """Red, green and blue of every pixel, row by row; taken out of the picture once."""
        return self.picture.tobytes()

    @property
    def digest(self) -> str:
        """SHA-256 of the pixels and their scale."""
        digest = sha256(f"{self.picture.size} {self.dpi:.2f} {self.scale:.4f}".encode())
        digest.update(self.pixels)
        return digest.hexdigest()


def view_of(data: bytes, page: Page, limits: Limits) -> View | None:
    """The view of ``page`` of the file ``data``; None where it cannot be shown."""
    long_side = max(page.width, page.height, 1.0)
    in_range = PAPER_LONG_SIDES[0] <= long_side <= PAPER_LONG_SIDES[1]
    scale = 1.0 if in_range else long_side / A4_LONG_SIDE
    dpi = READING_DPI if needs_reading(page) or picture_regions(page) else GLANCING_DPI
    drawn = partial(_drawn, data, page.number, dpi / scale, limits)
    picture = drawn(1.0)
    if picture is None:
        return None
    dots_per_point = max(picture.size) / long_side
    return View(picture, dots_per_point * 72.0 * scale, scale, drawn)


def _drawn(data: bytes, number: int, dpi: float, limits: Limits, times: float) -> Image.Image | None:
    """The page at so many times ``dpi``; None where it cannot be shown."""
    try:
        return page_picture(data, number, dpi * times, limits)
    except UNPICTURABLE:
        return None
