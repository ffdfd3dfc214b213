"""Draws a set page as a picture and presses seals and ink onto it. Coordinates in points become pixels here.

Knows shapes and colours, not what they mean.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from benchmarks.papers.corpus.fonts import sized
from benchmarks.papers.corpus.sheet import Fill, SheetPage

Picture = NDArray[np.uint8]
Mask = NDArray[np.float32]
Colour = tuple[int, int, int]


def draw_page(page: SheetPage, dpi: float) -> Picture:
    """``page`` as it leaves a good printer, RGB, at ``dpi``."""
    scale = dpi / 72
    image = Image.new("RGB", (round(page.size[0] * scale), round(page.size[1] * scale)), (255, 255, 255))
    draw = ImageDraw.Draw(image)
    for fill in page.fills:
        _fill(image, draw, fill, scale)
    for rule in page.rules:
        ends = [tuple(value * scale for value in point) for point in (rule.start, rule.end)]
        draw.line([ends[0], ends[1]], fill=rule.colour, width=max(round(rule.width * scale), 1))
    for piece in page.pieces:
        font = sized(piece.font, round(piece.size * scale))
        draw.text((piece.x * scale, piece.y * scale), piece.text, piece.colour, font, "ls")
    return np.asarray(image).copy()


def _fill(image: Image.Image, draw: ImageDraw.ImageDraw, fill: Fill, scale: float) -> None:
    box = tuple(value * scale for value in fill.box)
    if fill.shape == "photo":
        left, top, right, bottom = (round(value) for value in box)
        image.paste(_photo(right - left, bottom - top, fill.colour), (left, top))
    elif fill.shape == "disc":
        draw.ellipse(box, fill=fill.colour)
    elif fill.shape == "ring":
        draw.ellipse(box, outline=fill.colour, width=max(round(2.2 * scale), 1))
    elif fill.shape == "frame":
        draw.rectangle(box, outline=fill.colour, width=max(round(3 * scale), 1))
    else:
        draw.rectangle(box, fill=fill.colour)


def _photo(wide: int, high: int, tint: Colour) -> Image.Image:
    """Something like a photograph: soft patches of colour with grain; the same for the same size and tint."""
    noise = np.random.default_rng((wide, high, *tint))
    rough = noise.normal(0, 1, (7, 9, 3)).astype(np.float32)
    patches = cv2.resize(rough, (wide, high), interpolation=cv2.INTER_CUBIC) * 45
    grain = noise.normal(0, 6, (high, wide, 1))
    return Image.fromarray(np.clip(np.array(tint) + patches + grain, 0, 255).astype(np.uint8))


def press_on(picture: Picture, mask: Mask, centre: tuple[float, float], colour: Colour, strength: float) -> None:
    """Lay ink of ``colour`` over ``picture`` (changed in place) where ``mask`` says; print shows through.

    ``centre`` in pixels; what falls off the page is lost.
    """
    high, wide = mask.shape
    left, top = round(centre[0] - wide / 2), round(centre[1] - high / 2)
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + wide, picture.shape[1]), min(top + high, picture.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    part = picture[y0:y1, x0:x1].astype(np.float32)
    cover = (mask[y0 - top : y1 - top, x0 - left : x1 - left] * strength)[:, :, None]
    through = part * (np.array(colour, np.float32) / 255)
    on_top = np.minimum(part, np.array(colour, np.float32))
    picture[y0:y1, x0:x1] = (part * (1 - cover) + (0.6 * through + 0.4 * on_top) * cover).astype(np.uint8)


def extent(mask: Mask, centre: tuple[float, float]) -> tuple[float, float, float, float]:
    """The box in pixels of what ``mask`` covers when laid around ``centre``."""
    rows, columns = np.where(mask > 0.15)
    high, wide = mask.shape
    left, top = round(centre[0] - wide / 2), round(centre[1] - high / 2)
    return (
        float(left + columns.min()),
        float(top + rows.min()),
        float(left + columns.max() + 1),
        float(top + rows.max() + 1),
    )
