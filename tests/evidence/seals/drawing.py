"""Drawn seals and pages for the tests: invented units, system fonts, everything from a seed.

It knows how stamps look (GB 19999-like rings, curved names, wear), and nothing of how they are found.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Picture = NDArray[np.uint8]
Ink = NDArray[np.float32]
SANS, BOLD = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
)
SERIF, HEAVY_SERIF = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc",
)
RED, BLUE, GREY = (205, 30, 40), (40, 60, 165), (70, 70, 70)
_SIMPLIFIED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """One stamp; lengths in mm, angles in degrees. ``span`` is the arc that the name fills, centred at the top."""

    name: str
    shape: str = "round"
    width: float = 42.0
    height: float = 42.0
    ring: float = 1.2
    inner_ring: float = 0.0
    margin: float = 1.2
    letter: float = 6.5
    narrow: float = 1.0
    span: float = 250.0
    font: str = HEAVY_SERIF
    star: float = 14.0
    centre: str = ""
    centre_letter: float = 4.2
    number: str = ""
    turn: float = 0.0


@lru_cache(maxsize=8)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, index=_SIMPLIFIED)


@lru_cache(maxsize=512)
def glyph(char: str, path: str) -> Image.Image:
    """One character, black on nothing, in its em square (128 pixels)."""
    square = Image.new("L", (128, 128), 0)
    ImageDraw.Draw(square).text((64, 60), char, font=_font(path, 122), fill=255, anchor="mm")
    return square


def draw_stamp(stamp: Stamp, dpi: float = 300.0) -> Ink:
    """The ink of a fresh print, 0 to 1, with a margin of 3 mm around."""
    scale = dpi / 25.4
    side = math.hypot(stamp.width, stamp.height) if stamp.turn else max(stamp.width, stamp.height)
    size = math.ceil((side + 6) * scale)
    sheet = Image.new("L", (size, size), 0)
    if stamp.shape == "rectangle":
        _draw_rectangle(sheet, stamp, scale)
    else:
        _draw_curved(sheet, stamp, scale)
    turned = sheet.rotate(-stamp.turn, Image.Resampling.BICUBIC)
    return np.asarray(turned, np.float32) / 255


def _oval(sheet: Image.Image, half_width: float, half_height: float, thick: float, scale: float) -> None:
    middle = sheet.width / 2
    box = [middle - half_width * scale, middle - half_height * scale]
    box += [middle + half_width * scale, middle + half_height * scale]
    ImageDraw.Draw(sheet).ellipse(box, outline=255, width=max(round(thick * scale), 1))


def _draw_curved(sheet: Image.Image, stamp: Stamp, scale: float) -> None:
    half_width, half_height = stamp.width / 2, stamp.height / 2
    _oval(sheet, half_width, half_height, stamp.ring, scale)
    inset = stamp.ring + stamp.margin
    if stamp.inner_ring:
        _oval(sheet, half_width - stamp.ring - 0.6, half_height - stamp.ring - 0.6, stamp.inner_ring, scale)
        inset += 0.6 + stamp.inner_ring
    _draw_arc_text(sheet, stamp, inset, scale)
    if stamp.star:
        _draw_star(sheet, stamp.star / 2 * scale)
    if stamp.number:
        _draw_number(sheet, stamp, scale)
    if stamp.centre:
        top = stamp.star / 2 + 1.2 if stamp.star else -stamp.centre_letter / 2
        _draw_row(sheet, stamp.centre, (0.0, top), stamp.centre_letter, stamp.font, scale)


def _paste(
    sheet: Image.Image, char: str, stamp_font: str, at: tuple[float, float], size: tuple[float, float], turn: float
) -> None:
    tile = glyph(char, stamp_font).resize((max(round(size[0]), 2), max(round(size[1]), 2)), Image.Resampling.LANCZOS)
    tile = tile.rotate(-turn, Image.Resampling.BICUBIC, expand=True)
    left, top = round(at[0] - tile.width / 2), round(at[1] - tile.height / 2)
    sheet.paste(255, (left, top), tile)


def _walk(half_width: float, half_height: float, depth: float, count: int, span: float) -> list[tuple[float, ...]]:
    """Positions (x, y, turn) evenly spaced by arc length along the curve ``depth`` inside an ellipse."""
    angles = np.radians(np.linspace(-180.0, 180.0, 1441))
    normal = np.stack([half_height * np.sin(angles), -half_width * np.cos(angles)])
    normal /= np.hypot(*normal)
    x = half_width * np.sin(angles) - depth * normal[0]
    y = -half_height * np.cos(angles) - depth * normal[1]
    length = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    share = span / 360
    at = length[-1] * (0.5 + share * (np.linspace(-0.5, 0.5, count)))
    turn = np.degrees(np.arctan2(normal[0], -normal[1]))
    return [tuple(float(np.interp(where, length, values)) for values in (x, y, turn)) for where in at]


def _draw_arc_text(sheet: Image.Image, stamp: Stamp, inset: float, scale: float) -> None:
    depth = inset + stamp.letter / 2
    places = _walk(stamp.width / 2, stamp.height / 2, depth, max(len(stamp.name), 2), stamp.span)
    step = math.dist(places[0][:2], places[1][:2])
    wide = min(stamp.letter * stamp.narrow, step * 0.98)
    for char, (x, y, turn) in zip(stamp.name, places, strict=False):
        middle = sheet.width / 2
        at = (middle + x * scale, middle + y * scale)
        _paste(sheet, char, stamp.font, at, (wide * scale, stamp.letter * scale), turn)


def _draw_number(sheet: Image.Image, stamp: Stamp, scale: float) -> None:
    size = 1.6
    depth = stamp.ring + 0.5 + size / 2
    step = 2.6
    middle = sheet.width / 2
    for index, char in enumerate(stamp.number):
        angle = math.radians((len(stamp.number) - 1) / 2 * step * 1.4 - index * step * 1.4)
        x = (stamp.width / 2 - depth) * math.sin(angle)
        y = (stamp.height / 2 - depth) * math.cos(angle)
        at = (middle - (-x) * scale * -1, middle + y * scale)
        _paste(sheet, char, SANS, at, (size * scale, size * scale), math.degrees(angle))


def _draw_star(sheet: Image.Image, radius: float) -> None:
    middle = sheet.width / 2
    points = []
    for index in range(10):
        reach = radius if index % 2 == 0 else radius * 0.382
        angle = math.pi * index / 5
        points.append((middle + reach * math.sin(angle), middle - reach * math.cos(angle)))
    ImageDraw.Draw(sheet).polygon(points, fill=255)


def _draw_row(sheet: Image.Image, text: str, at: tuple[float, float], letter: float, font: str, scale: float) -> None:
    middle = sheet.width / 2
    for index, char in enumerate(text):
        x = at[0] + (index - (len(text) - 1) / 2) * letter * 1.02
        where = (middle + x * scale, middle + (at[1] + letter / 2) * scale)
        _paste(sheet, char, font, where, (letter * scale, letter * scale), 0)


def _draw_rectangle(sheet: Image.Image, stamp: Stamp, scale: float) -> None:
    middle = sheet.width / 2
    half_width, half_height = stamp.width / 2 * scale, stamp.height / 2 * scale
    frame = (middle - half_width, middle - half_height, middle + half_width, middle + half_height)
    ImageDraw.Draw(sheet).rectangle(frame, outline=255, width=max(round(stamp.ring * scale), 1))
    rows = stamp.name.split("\n")
    room_x = stamp.width - 2 * (stamp.ring + stamp.margin)
    room_y = stamp.height - 2 * (stamp.ring + stamp.margin)
    for line, row in enumerate(rows):
        for index, char in enumerate(row):
            wide, tall = room_x / len(row), room_y / len(rows)
            at = (
                middle + (index + 0.5 - len(row) / 2) * wide * scale,
                middle + (line + 0.5 - len(rows) / 2) * tall * scale,
            )
            size = (min(wide, tall * 1.1) * 0.96 * scale, min(tall, wide * 1.4) * 0.96 * scale)
            _paste(sheet, char, stamp.font, at, size, 0)


def wear(ink: Ink, amount: float, seed: int) -> Ink:
    """Ink that did not reach the paper everywhere: large pale areas and small specks. ``amount`` 0 to 1."""
    random = np.random.default_rng(seed)
    small = random.random((max(ink.shape[0] // 60, 2), max(ink.shape[1] // 60, 2)), np.float32)
    clouds = cv2.resize(small, ink.shape[::-1], interpolation=cv2.INTER_CUBIC)
    grain = cv2.GaussianBlur(random.standard_normal(ink.shape, np.float32), (0, 0), 1.6) * 3.2
    pale = np.clip(1.0 - amount * 0.8 * np.clip(clouds, 0, 1), 0, 1)
    specks = (grain > 2.4 - 2.6 * amount).astype(np.float32)
    return np.asarray(ink * pale * (1 - 0.85 * cv2.GaussianBlur(specks, (0, 0), 0.7)), np.float32)


def paper(
    dpi: float = 150.0, size: tuple[float, float] = (210, 297), tint: tuple[int, int, int] = (255, 255, 255)
) -> Picture:
    """An empty sheet; ``size`` in mm."""
    scale = dpi / 25.4
    sheet = np.empty((round(size[1] * scale), round(size[0] * scale), 3), np.uint8)
    sheet[:] = tint
    return sheet


def write(
    page: Picture,
    text: str,
    at: tuple[float, float],
    points: float,
    dpi: float = 150.0,
    colour: tuple[int, int, int] = (20, 20, 20),
    font: str = SERIF,
) -> Picture:
    """Printed lines of text from ``at`` (mm)."""
    image = Image.fromarray(page)
    where = (at[0] * dpi / 25.4, at[1] * dpi / 25.4)
    face = _font(font, max(round(points * dpi / 72), 4))
    ImageDraw.Draw(image).multiline_text(where, text, font=face, fill=colour, spacing=points * dpi / 72 * 0.6)
    return np.asarray(image).copy()


def press(
    page: Picture,
    ink: Ink,
    at: tuple[float, float],
    dpi: float = 150.0,
    colour: tuple[int, int, int] = RED,
    strength: float = 1.0,
    ink_dpi: float = 300.0,
) -> Picture:
    """``ink`` stamped with its centre at ``at`` (mm), as transparent ink; what falls off the sheet is cut off."""
    factor = dpi / ink_dpi
    small = cv2.resize(
        ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    )
    left = round(at[0] * dpi / 25.4 - small.shape[1] / 2)
    top = round(at[1] * dpi / 25.4 - small.shape[0] / 2)
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + small.shape[1], page.shape[1]), min(top + small.shape[0], page.shape[0])
    cover = small[y0 - top : y1 - top, x0 - left : x1 - left, None] * strength
    through = 1 - cover * (1 - np.array(colour, np.float32) / 255)
    stamped = page.copy()
    stamped[y0:y1, x0:x1] = np.clip(page[y0:y1, x0:x1] * through, 0, 255).astype(np.uint8)
    return stamped


def scan(
    page: Picture,
    seed: int,
    noise: float = 3.0,
    blur: float = 0.6,
    quality: int = 70,
    skew: float = 0.0,
    shadow: float = 0.0,
) -> Picture:
    """The page through a scanner: skewed (degrees), shadowed at one side, blurred (pixels), noisy, as a JPEG."""
    random = np.random.default_rng(seed)
    tall, wide = page.shape[:2]
    if skew:
        turn = cv2.getRotationMatrix2D((wide / 2, tall / 2), skew, 1.0)
        page = cv2.warpAffine(page, turn, (wide, tall), flags=cv2.INTER_LINEAR, borderValue=tuple(map(int, page[2, 2])))
    picture = page.astype(np.float32)
    if shadow:
        picture *= np.linspace(1 - shadow, 1, wide, dtype=np.float32)[None, :, None]
    if blur:
        picture = cv2.GaussianBlur(picture, (0, 0), blur)
    picture += random.standard_normal(picture.shape, np.float32) * noise
    buffer = io.BytesIO()
    Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=quality)
    return np.asarray(Image.open(buffer)).copy()
