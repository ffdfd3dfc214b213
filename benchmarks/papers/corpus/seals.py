"""Cuts seals and presses them: round, oval and rectangular, fresh or worn, as a mask of how much ink lies where.

Sizes in millimetres follow what is customary for units (38 to 45 mm round, 40 x 30 mm oval). Knows nothing of pages.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import cv2
import numpy as np
from examples.generate.identifiers import digits
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from benchmarks.papers.corpus.fonts import Font, available, has, sized

Mask = NDArray[np.float32]
REDS = ((200, 22, 29), (222, 40, 46), (176, 28, 38), (230, 66, 60), (205, 20, 70), (214, 78, 82), (190, 50, 30))
BLUES = ((32, 60, 150), (48, 84, 190), (20, 40, 110))
ROUND, OVAL, RECTANGLE = "round", "oval", "rectangle"
_STAMP_TEXTS = (
    ("收 文", "第    号"),
    ("受 理 专 用", ""),
    ("已 归 档", ""),
    ("作 废", ""),
    ("复印无效", ""),
    ("附 件", ""),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A seal as cut: its shape, what stands on it, its size in millimetres and how its letters look."""

    shape: str
    unit: str
    purpose: str
    wide: float
    high: float
    ring: float
    inner_ring: bool
    star: bool
    centre: str
    code: str
    font: Font
    slender: float
    span: float


def cut(chance: random.Random, unit: str, purpose: str) -> Cut:
    """The seal of ``unit`` for ``purpose``: 公章, 合同专用章, 财务专用章, 发票专用章, 条章, 法定代表人名章, foreign."""
    wide = chance.choice((38.0, 40.0, 42.0, 42.0, 45.0))
    high, shape = wide, ROUND
    if purpose == "发票专用章" or (purpose == "合同专用章" and chance.random() < 0.4):
        wide, high, shape = 40.0 + chance.uniform(-2, 5), 30.0 + chance.uniform(-2, 2), OVAL
    elif purpose == "法定代表人名章":
        wide = high = chance.choice((18.0, 20.0, 22.0))
        shape = RECTANGLE
    elif purpose == "条章":
        wide, high, shape = chance.uniform(50, 66), chance.uniform(14, 20), RECTANGLE
    round_one = shape == ROUND and not unit.isascii()
    company = "公司" in unit or "事务所" in unit
    return Cut(
        shape=shape,
        unit=unit,
        purpose=purpose,
        wide=wide,
        high=high,
        ring=chance.uniform(0.7, 1.4),
        inner_ring=chance.random() < 0.15,
        star=round_one and (chance.random() < 0.9),
        centre="" if purpose in ("公章", "条章", "法定代表人名章", "foreign") else purpose,
        code="13" + digits(unit, 11) if round_one and company and chance.random() < 0.7 else "",
        font=_complete(chance, unit),
        slender=chance.uniform(0.68, 0.95),
        span=math.radians(chance.uniform(215, 265)),
    )


def _complete(chance: random.Random, unit: str) -> Font:
    if unit.isascii():
        return chance.choice(available("latin-bold"))
    pool = [
        font
        for font in (*available("song"), *available("bold"), *available("kai"))
        if all(has(font, char) for char in unit)
    ]
    return chance.choice(pool or [*available("hei")])


def press(chance: random.Random, seal: Cut, per_mm: float, worn: float) -> Mask:
    """The ink that ``seal`` leaves (0 to 1) at ``per_mm`` pixels; ``worn`` 0 to 1 takes ink away unevenly."""
    fine = max(per_mm, 12.0)
    drawn = {ROUND: _ring_seal, OVAL: _ring_seal, RECTANGLE: _box_seal}[seal.shape](seal, fine)
    mask = np.asarray(drawn, np.float32) / 255
    mask = _inked(chance, mask, fine, worn)
    size = (max(round(mask.shape[1] * per_mm / fine), 8), max(round(mask.shape[0] * per_mm / fine), 8))
    return cv2.resize(mask, size, interpolation=cv2.INTER_AREA)


def turn(mask: Mask, degrees: float) -> Mask:
    """``mask`` turned about its centre, on a canvas that holds all of it."""
    high, wide = mask.shape
    side = math.ceil(math.hypot(high, wide))
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    matrix[:, 2] += ((side - wide) / 2, (side - high) / 2)
    return cv2.warpAffine(mask, matrix, (side, side), flags=cv2.INTER_LINEAR)


def stamp_of_another_kind(chance: random.Random, per_mm: float) -> tuple[str, Mask]:
    """A received stamp with a table, a date stamp or a word in a frame: nobody's seal."""
    head, second = chance.choice(_STAMP_TEXTS)
    day = f"2026.{chance.randint(1, 6):02d}.{chance.randint(1, 28):02d}"
    font = chance.choice(available("hei"))
    kind = chance.choice(("收文章", "日期戳", "字样章"))
    wide, high = {"收文章": (48, 24), "日期戳": (34, 12), "字样章": (30, 13)}[kind]
    image = Image.new("L", (int(wide * 10), int(high * 10)))
    draw = ImageDraw.Draw(image)
    if kind != "日期戳":
        draw.rectangle((4, 4, wide * 10 - 5, high * 10 - 5), outline=255, width=6)
    if kind == "收文章":
        for part in (1, 2):
            draw.line((4, high * 10 * part / 3, wide * 10 - 5, high * 10 * part / 3), fill=255, width=4)
        rows = (head, second or "第    号", day)
        for at, text in enumerate(rows):
            draw.text((wide * 5, high * 10 * (at + 0.5) / 3), text, 255, sized(font, 52), "mm")
    else:
        draw.text((wide * 5, high * 5), day if kind == "日期戳" else head, 255, sized(font, 66), "mm")
    mask = _inked(chance, np.asarray(image, np.float32) / 255, 10.0, chance.uniform(0.1, 0.6))
    return kind, cv2.resize(mask, (round(wide * per_mm), round(high * per_mm)), interpolation=cv2.INTER_AREA)


def _ring_seal(seal: Cut, fine: float) -> Image.Image:
    wide, high = round(seal.wide * fine), round(seal.high * fine)
    image = Image.new("L", (wide, high))
    draw = ImageDraw.Draw(image)
    ring = round(seal.ring * fine)
    draw.ellipse((1, 1, wide - 2, high - 2), outline=255, width=ring)
    if seal.inner_ring:
        gap = ring + round(0.8 * fine)
        draw.ellipse((gap, gap, wide - gap, high - gap), outline=255, width=max(round(0.3 * fine), 1))
    clear = seal.ring + (1.8 if seal.inner_ring else 0.8)
    _along(image, seal, fine, clear)
    if seal.star:
        _star(draw, wide / 2, high / 2, (0.13 if seal.centre else 0.16) * wide)
    if seal.centre:
        size = round((5.0 if seal.shape == ROUND else 4.2) * fine)
        while sized(seal.font, size).getlength(seal.centre) > wide * 0.58:
            size -= 2
        draw.text(
            (wide / 2, high * (0.73 if seal.shape == ROUND else 0.78)), seal.centre, 255, sized(seal.font, size), "mm"
        )
    if seal.shape == OVAL:
        number = "91" + digits(seal.unit, 16)
        draw.text((wide / 2, high / 2), number, 255, sized(available("latin")[0], round(3.3 * fine)), "mm")
    if seal.code:
        _bottom_code(image, seal, fine, clear)
    return image


def _along(image: Image.Image, seal: Cut, fine: float, clear: float) -> None:
    """The name along the upper arc, every letter standing on the ellipse."""
    text = seal.unit
    a, b = seal.wide / 2 - clear, seal.high / 2 - clear
    span = min(seal.span if seal.shape == ROUND else math.radians(230), math.radians(300))
    if seal.unit.isascii():
        span = math.radians(min(320, 13.5 * len(text)))
    elif len(text) < 10:
        span = min(span, math.radians(24 * len(text)))
    arc = span * (a + b) / 2
    tall = min(arc / len(text) / seal.slender * (1.5 if seal.unit.isascii() else 0.92), 0.17 * seal.wide)
    for place, char in enumerate(text):
        angle = -span / 2 + span * (place + 0.5) / len(text)
        x = (a - tall / 2) * math.sin(angle)
        y = -(b - tall / 2) * math.cos(angle)
        normal = math.atan2(x * b * b, -y * a * a)
        _letter(image, seal, char, (x, y), math.degrees(normal), tall, fine)


def _letter(
    image: Image.Image, seal: Cut, char: str, at: tuple[float, float], degrees: float, tall: float, fine: float
) -> None:
    pixels = max(round(tall * fine), 4)
    tile = Image.new("L", (pixels * 2, pixels * 2))
    ImageDraw.Draw(tile).text((pixels, pixels), char, 255, sized(seal.font, pixels), "mm")
    narrow = tile.resize((max(round(pixels * 2 * seal.slender), 2), pixels * 2))
    turned = narrow.rotate(-degrees, Image.Resampling.BICUBIC, expand=True)
    x = round(image.width / 2 + at[0] * fine - turned.width / 2)
    y = round(image.height / 2 + at[1] * fine - turned.height / 2)
    image.paste(255, (x, y), turned)


def _bottom_code(image: Image.Image, seal: Cut, fine: float, clear: float) -> None:
    radius = seal.wide / 2 - clear - 1.2
    small = Image.new("L", image.size)
    for place, char in enumerate(seal.code):
        angle = math.radians(-32 + 64 * place / (len(seal.code) - 1))
        tile = Image.new("L", (round(3 * fine), round(3 * fine)))
        font = sized(available("latin")[0], round(2.1 * fine))
        ImageDraw.Draw(tile).text((1.5 * fine, 1.5 * fine), char, 255, font, "mm")
        turned = tile.rotate(math.degrees(angle), Image.Resampling.BICUBIC, expand=True)
        x = image.width / 2 + radius * math.sin(angle) * fine - turned.width / 2
        y = image.height / 2 + radius * math.cos(angle) * fine - turned.height / 2
        small.paste(255, (round(x), round(y)), turned)
    image.paste(255, (0, 0), small)


def _star(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float) -> None:
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.382
        points.append((x + reach * math.sin(corner * math.pi / 5), y - reach * math.cos(corner * math.pi / 5)))
    draw.polygon(points, fill=255)


def _box_seal(seal: Cut, fine: float) -> Image.Image:
    wide, high = round(seal.wide * fine), round(seal.high * fine)
    image = Image.new("L", (wide, high))
    draw = ImageDraw.Draw(image)
    draw.rectangle((1, 1, wide - 2, high - 2), outline=255, width=round(seal.ring * fine))
    if seal.purpose == "法定代表人名章":
        text = f"{seal.unit}之印"[:4] if len(seal.unit) <= 2 else f"{seal.unit}印"
        for place, char in enumerate(text):
            column, row = 1 - place // 2, place % 2
            x, y = wide * (0.28 + 0.44 * column), high * (0.28 + 0.44 * row)
            draw.text((x, y), char, 255, sized(seal.font, round(seal.wide * 0.4 * fine)), "mm")
        return image
    size = round(seal.high * 0.42 * fine)
    while sized(seal.font, size).getlength(seal.unit) > wide * 0.9:
        size -= 2
    draw.text((wide / 2, high / 2), seal.unit, 255, sized(seal.font, size), "mm")
    return image


def _inked(chance: random.Random, mask: Mask, fine: float, worn: float) -> Mask:
    """Grain everywhere, ink lacking in patches, one side pressed less; edges a little run."""
    noise = np.random.default_rng(chance.getrandbits(48))
    high, wide = mask.shape
    grain = noise.random((high // 2 + 1, wide // 2 + 1), np.float32)
    grain = cv2.resize(cv2.GaussianBlur(grain, (0, 0), fine / 12), (wide, high))
    patches = cv2.resize(noise.random((6, 6), np.float32), (wide, high), interpolation=cv2.INTER_CUBIC)
    rows, columns = np.indices((high, wide), np.float32)
    angle = chance.uniform(0, 2 * math.pi)
    slope = ((columns / wide - 0.5) * math.cos(angle) + (rows / high - 0.5) * math.sin(angle)) * worn
    ink = 1.0 - worn * 0.45 + slope - worn * 0.9 * np.clip(0.35 - patches, 0, 1) * 2
    holes = np.clip((grain - (0.5 - 0.9 * (0.28 - 0.25 * worn))) * 14 + 0.5, 0, 1)
    soft = cv2.GaussianBlur(mask, (0, 0), max(fine * chance.uniform(0.03, 0.09), 0.3))
    return np.clip(soft * ink * np.clip(holes + (0.75 - 0.75 * worn), 0, 1), 0, 1).astype(np.float32)
