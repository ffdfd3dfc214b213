"""Small pages drawn for tests of reading: lines of print at given places, rules, and seal ink over them."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

DPI = 150.0
FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"
Picture = npt.NDArray[np.uint8]


@cache
def font(points: float) -> ImageFont.FreeTypeFont:
    """Noto Serif CJK in the given size."""
    return ImageFont.truetype(FONT, round(points * DPI / 72), index=2)


def blank(width: float = 420.0, height: float = 300.0) -> Image.Image:
    """An empty page; sizes in points."""
    return Image.new("RGB", (round(width * DPI / 72), round(height * DPI / 72)), (252, 252, 250))


def write(page: Image.Image, text: str, x: float, y: float, *, size: float = 12.0, colour: str = "#202020") -> None:
    """``text`` with its top left corner at ``x``, ``y`` points."""
    ImageDraw.Draw(page).text((x * DPI / 72, y * DPI / 72), text, font=font(size), fill=colour)


def rule(page: Image.Image, x1: float, y1: float, x2: float, y2: float) -> None:
    """A rule between two points, two pixels thick."""
    scale = DPI / 72
    ImageDraw.Draw(page).line((x1 * scale, y1 * scale, x2 * scale, y2 * scale), fill="#303030", width=2)


def pixels(page: Image.Image) -> Picture:
    """The page as the reader takes it."""
    return np.array(page, np.uint8)
