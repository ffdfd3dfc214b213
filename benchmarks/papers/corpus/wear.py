"""What happens to a page on its way into a file: printer, paper, scanner or telephone. All drawn from one condition.

Keeps track of where every point of the page ends up, as a 3 x 3 matrix from upright page pixels to final pixels.
"""

from __future__ import annotations

import io
import math
import random
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.papers.corpus.labels import CLEAN, NOISY

Picture = NDArray[np.uint8]
Matrix = NDArray[np.float64]
SCAN, PHONE = "scan", "phone"
COLOUR, GREY, BILEVEL = "colour", "grey", "bilevel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """How one pile of paper was printed and scanned. Angles in degrees; amounts 0 to 1 unless said otherwise."""

    way: str
    mode: str
    dpi: int
    quality: int
    skew: float
    toner: float = 0.0
    banding: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    shadow: float = 0.0
    border: int = 255
    dust: int = 0
    fold: float = 0.0
    age: float = 0.0
    contrast: float = 1.0
    through: float = 0.0
    cast: tuple[float, float, float] = (1.0, 1.0, 1.0)
    lean: float = 0.0

    @property
    def grade(self) -> str:
        """Clean: a colour scan of 200 dpi or more, nearly straight, nothing added."""
        spoilt = (self.toner, self.banding, self.fold, self.through, self.age > 0.4, self.noise > 3)
        clean = self.way == SCAN and self.mode == COLOUR and self.dpi >= 200 and not any(spoilt)
        return CLEAN if clean and abs(self.skew) <= 1 and self.quality >= 70 and self.shadow <= 0.2 else NOISY

    @property
    def named(self) -> str:
        """A short description, for lists of what went wrong."""
        return f"{self.way} {self.mode} {self.dpi} dpi q{self.quality} {self.skew:+.1f}°"


def draw_condition(chance: random.Random) -> Condition:
    """Half of all piles are clean; of the rest, a third are telephone pictures."""
    kind = chance.random()
    if kind < 0.5:
        return _clean(chance)
    return _scan(chance) if kind < 0.83 else _phone(chance)


def _clean(chance: random.Random) -> Condition:
    return Condition(
        way=SCAN,
        mode=COLOUR,
        dpi=chance.choice((200, 200, 200, 240, 300)),
        quality=chance.randint(75, 90),
        skew=chance.uniform(-0.8, 0.8),
        noise=chance.uniform(0, 2),
        shadow=chance.choice((0.0, 0.0, 0.15)),
        border=chance.choice((255, 255, 240)),
        contrast=chance.uniform(0.95, 1.05),
    )


def _scan(chance: random.Random) -> Condition:
    def some(share: float, low: float, high: float) -> float:
        return chance.uniform(low, high) if chance.random() < share else 0.0

    return Condition(
        way=SCAN,
        mode=chance.choices((COLOUR, GREY, BILEVEL), (6, 2, 1))[0],
        dpi=chance.choice((110, 150, 150, 200, 200, 300)),
        quality=chance.randint(35, 80),
        skew=chance.uniform(-3, 3),
        toner=some(0.4, 0.2, 0.8),
        banding=some(0.3, 0.1, 0.5),
        blur=some(0.4, 0.3, 0.8),
        noise=chance.uniform(1, 8),
        shadow=some(0.5, 0.2, 0.7),
        border=chance.choice((255, 230, 128, 20)),
        dust=chance.choice((0, 20, 120)),
        fold=some(0.4, 0.2, 0.8),
        age=some(0.4, 0.3, 1.0),
        contrast=chance.uniform(0.75, 1.25),
        through=some(0.2, 0.04, 0.12),
    )


def _phone(chance: random.Random) -> Condition:
    return Condition(
        way=PHONE,
        mode=COLOUR,
        dpi=chance.choice((150, 180, 200, 240)),
        quality=chance.randint(50, 88),
        skew=chance.uniform(-3, 3),
        blur=chance.uniform(0.2, 1.0),
        noise=chance.uniform(2, 7),
        shadow=chance.uniform(0.15, 0.6),
        border=chance.choice((60, 110, 150)),
        fold=chance.choice((0.0, 0.0, 0.4)),
        age=chance.uniform(0, 0.4),
        contrast=chance.uniform(0.85, 1.1),
        cast=(1.0, chance.uniform(0.93, 1.0), chance.uniform(0.8, 1.02)),
        lean=chance.uniform(0.01, 0.05),
    )


def print_worn(picture: Picture, chance: random.Random, condition: Condition) -> Picture:
    """The page as a tired printer puts it out: toner lacking in stripes and specks, bands across."""
    if not condition.toner and not condition.banding:
        return picture
    noise = _noise(chance)
    high, wide = picture.shape[:2]
    lost = np.zeros((high, wide), np.float32)
    if condition.toner:
        centre, spread = chance.uniform(0.1, 0.9) * wide, chance.uniform(0.03, 0.12) * wide
        stripe = np.exp(-(((np.arange(wide) - centre) / spread) ** 2)).astype(np.float32)
        specks = cv2.resize(noise.random((high // 2, wide // 2), np.float32), (wide, high))
        lost += stripe[None] * condition.toner * 0.75 + (specks > 1 - 0.12 * condition.toner) * 0.6
    if condition.banding:
        period = chance.uniform(40, 220)
        wave = np.sin(np.arange(high) / period * 2 * math.pi) > chance.uniform(0.3, 0.8)
        lost += wave[:, None].astype(np.float32) * condition.banding * 0.6
    return _toward(picture, 255, np.clip(lost, 0, 0.85))


def film(picture: Picture, chance: random.Random, condition: Condition) -> tuple[Picture, Matrix]:
    """The finished page as scanner or telephone sees it, and where its points went."""
    aged = _paper(picture, chance, condition)
    moved, matrix = (_photographed if condition.way == PHONE else _laid)(aged, chance, condition)
    lit = _light(moved, chance, condition)
    seen = cv2.GaussianBlur(lit, (0, 0), condition.blur) if condition.blur > 0.25 else lit
    return _sensor(seen, chance, condition), matrix


def _noise(chance: random.Random) -> np.random.Generator:
    return np.random.default_rng(chance.getrandbits(48))


def _toward(picture: Picture, value: int, share: NDArray[np.float32]) -> Picture:
    part = share[:, :, None]
    return (picture * (1 - part) + value * part).astype(np.uint8)


def _paper(picture: Picture, chance: random.Random, condition: Condition) -> Picture:
    """Yellowed paper, the other side showing through, folds."""
    worn = picture
    if condition.age:
        tint = 1 - condition.age * np.array([0.03, 0.06, 0.14], np.float32)
        worn = (worn * tint).astype(np.uint8)
    if condition.through:
        back = cv2.GaussianBlur(np.ascontiguousarray(picture[:, ::-1]), (0, 0), 2.0)
        faint = 255 - (255 - back.astype(np.float32)) * condition.through
        worn = np.minimum(worn, faint).astype(np.uint8)
    if condition.fold:
        high = worn.shape[0]
        for share in chance.choice(((0.5,), (0.33, 0.67))):
            at, spread = share * high + chance.uniform(-20, 20), chance.uniform(2, 9)
            rows = np.arange(high)
            line = np.exp(-(((rows - at) / spread) ** 2)) * np.where(rows < at, 1.0, -0.4)
            factor = (1 - 0.45 * condition.fold * line)[:, None, None]
            worn = np.clip(worn * factor, 0, 255).astype(np.uint8)
    return worn


def _laid(picture: Picture, chance: random.Random, condition: Condition) -> tuple[Picture, Matrix]:
    high, wide = picture.shape[:2]
    matrix = np.vstack([cv2.getRotationMatrix2D((wide / 2, high / 2), condition.skew, 1.0), [0, 0, 1]])
    matrix[:2, 2] += (chance.uniform(-0.006, 0.006) * wide, chance.uniform(-0.006, 0.006) * high)
    moved = cv2.warpAffine(picture, matrix[:2], (wide, high), borderValue=(condition.border,) * 3)
    return moved.astype(np.uint8), matrix


def _photographed(picture: Picture, chance: random.Random, condition: Condition) -> tuple[Picture, Matrix]:
    """The page on a table, seen a little from the side."""
    high, wide = picture.shape[:2]
    margin = chance.uniform(0.02, 0.06)
    out_wide, out_high = round(wide * (1 + 2 * margin)), round(high * (1 + 2 * margin))
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    turned = cv2.transform(corners[None], cv2.getRotationMatrix2D((wide / 2, high / 2), condition.skew, 1.0))[0]
    lean = condition.lean
    shift = np.array([[chance.uniform(-lean, lean) * wide, chance.uniform(-lean, lean) * high] for _ in range(4)])
    aim = (turned + shift + (margin * wide, margin * high)).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(corners, aim)
    noise = _noise(chance)
    grain = cv2.resize(noise.normal(0, 14, (out_high // 8, out_wide // 40)).astype(np.float32), (out_wide, out_high))
    table = np.clip(condition.border + grain[:, :, None] * np.array([1.1, 1.0, 0.8]), 0, 255).astype(np.uint8)
    moved = cv2.warpPerspective(picture, matrix, (out_wide, out_high))
    there = cv2.warpPerspective(np.full((high, wide), 255, np.uint8), matrix, (out_wide, out_high))
    return np.where(there[:, :, None] > 127, moved, table).astype(np.uint8), matrix.astype(np.float64)


def _light(picture: Picture, chance: random.Random, condition: Condition) -> Picture:
    """Shadow at an edge (scanner) or falling across (telephone), and a cast of colour."""
    high, wide = picture.shape[:2]
    factor = np.ones((high, wide, 3), np.float32) * np.array(condition.cast, np.float32)
    if condition.shadow and condition.way == SCAN:
        reach = chance.uniform(0.02, 0.12) * wide
        edge = np.exp(-np.arange(wide) / reach).astype(np.float32)
        factor *= 1 - condition.shadow * (edge if chance.random() < 0.5 else edge[::-1])[None, :, None]
    elif condition.shadow:
        angle = chance.uniform(0, 2 * math.pi)
        rows, columns = np.mgrid[0:high:8, 0:wide:8].astype(np.float32)
        slope = (columns / wide - 0.5) * math.cos(angle) + (rows / high - 0.5) * math.sin(angle)
        across = 1 / (1 + np.exp(-(slope - chance.uniform(-0.2, 0.2)) * chance.choice((4, 9, 30))))
        factor *= 1 - condition.shadow * cv2.resize(across.astype(np.float32), (wide, high))[:, :, None]
    return np.clip(picture * factor, 0, 255).astype(np.uint8)


def _sensor(picture: Picture, chance: random.Random, condition: Condition) -> Picture:
    """Contrast, noise, dust, and the colours that are kept."""
    noise = _noise(chance)
    high, wide = picture.shape[:2]
    grain = noise.normal(0, condition.noise, (high // 2 + 1, wide // 2 + 1)).astype(np.float32)
    level = (picture.astype(np.float32) - 235) * condition.contrast + 235
    level += cv2.resize(grain, (wide, high))[:, :, None]
    seen = np.clip(level, 0, 255).astype(np.uint8)
    for _ in range(condition.dust):
        at = (chance.randrange(wide), chance.randrange(high))
        cv2.circle(seen, at, chance.choice((1, 1, 1, 2)), (chance.randint(40, 150),) * 3, -1)
    if condition.mode == COLOUR:
        return seen
    grey = cv2.cvtColor(seen, cv2.COLOR_RGB2GRAY)
    if condition.mode == BILEVEL:
        grey = np.where(grey > chance.randint(140, 190), 255, 0).astype(np.uint8)
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB).astype(np.uint8)


def as_jpeg(picture: Picture, quality: int, dpi: int | None) -> bytes:
    """``picture`` as the bytes of a JPEG file; ``dpi`` None says nothing of the scale, as telephones do."""
    stream = io.BytesIO()
    extra = {"dpi": (dpi, dpi)} if dpi else {}
    Image.fromarray(picture).save(stream, "JPEG", quality=quality, **extra)
    return stream.getvalue()
