"""Writes by hand: flowing strokes whose width follows the speed of the pen, for names and for days.

The strokes are splines through random points, or the skeletons of digits made unsteady; they resemble no person's hand.
"""

from __future__ import annotations

import random

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.papers.corpus.fonts import available, sized

Mask = NDArray[np.float32]
Stroke = list[tuple[float, float]]
_FINE = 4
"""Sub-pixel steps with which strokes are drawn, as a power of two for cv2 (1/16 pixel)."""
_DIGITS: dict[str, list[Stroke]] = {
    "0": [[(0.5, 0), (0.1, 0.4), (0.3, 1), (0.8, 0.8), (0.8, 0.2), (0.5, 0)]],
    "1": [[(0.45, 0), (0.5, 0.5), (0.48, 1)]],
    "2": [[(0.1, 0.2), (0.5, 0), (0.8, 0.3), (0.3, 0.7), (0.05, 1), (0.5, 0.93), (0.95, 1)]],
    "3": [[(0.1, 0.1), (0.6, 0), (0.75, 0.25), (0.35, 0.48), (0.8, 0.7), (0.5, 1), (0.05, 0.9)]],
    "4": [[(0.55, 0), (0.05, 0.65), (0.95, 0.62)], [(0.65, 0.3), (0.6, 1)]],
    "5": [[(0.85, 0), (0.25, 0.03), (0.18, 0.45), (0.7, 0.5), (0.75, 0.85), (0.1, 1)]],
    "6": [[(0.75, 0), (0.2, 0.5), (0.2, 0.95), (0.75, 0.9), (0.7, 0.55), (0.2, 0.7)]],
    "7": [[(0.05, 0.05), (0.9, 0), (0.5, 0.5), (0.35, 1)]],
    "8": [[(0.75, 0.1), (0.2, 0.15), (0.7, 0.6), (0.4, 1), (0.15, 0.75), (0.75, 0.2), (0.75, 0.1)]],
    "9": [[(0.8, 0.2), (0.3, 0.05), (0.2, 0.4), (0.75, 0.35), (0.8, 0.2), (0.7, 1)]],
    ".": [[(0.45, 0.9), (0.52, 0.96)]],
}


def write(chance: random.Random, text: str, height: int) -> tuple[str, Mask]:
    """How and what is written: the style (figures, western, brushed, scrawl), and the ink coverage (0 to 1) of ``text``
    written about ``height`` pixels high."""
    if set(text) <= set(_DIGITS):
        return "figures", _drawn(chance, _placed_digits(chance, text), height, len(text) * 0.62)
    if text.isascii():
        return "western", _drawn(chance, _western(chance, len(text)), height, 0.28 * len(text) + 0.6)
    if chance.random() < 0.4:
        return "brushed", _brushed(chance, text, height)
    return "scrawl", _drawn(chance, _scrawl(chance, len(text)), height, 0.85 * len(text))


def _placed_digits(chance: random.Random, text: str) -> list[Stroke]:
    strokes = []
    for place, char in enumerate(text):
        lean, rise = chance.uniform(-0.12, 0.2), chance.uniform(-0.06, 0.06)
        for stroke in _DIGITS[char]:
            strokes.append(
                [
                    (
                        0.62 * place + 0.45 * x + lean * (0.5 - y) + _shake(chance),
                        0.15 + 0.7 * y + rise + _shake(chance),
                    )
                    for x, y in stroke
                ]
            )
    return strokes


def _shake(chance: random.Random) -> float:
    return chance.gauss(0, 0.018)


def _scrawl(chance: random.Random, count: int) -> list[Stroke]:
    """Characters as a hasty hand writes them: some bars, some falling strokes, tied together."""
    strokes: list[Stroke] = []
    for place in range(count):
        left = 0.85 * place
        pen: Stroke = []
        for _ in range(chance.randint(4, 8)):
            x, y = left + chance.uniform(0.02, 0.5), chance.uniform(0.05, 0.85)
            kind = chance.random()
            if kind < 0.4:
                part = [(x, y), (x + chance.uniform(0.25, 0.5), y - chance.uniform(0, 0.1))]
            elif kind < 0.7:
                part = [(x, y * 0.4), (x + chance.uniform(-0.1, 0.1), y * 0.4 + chance.uniform(0.3, 0.6))]
            else:
                part = [(x + 0.2, y * 0.5), (x, y), (x - chance.uniform(0, 0.2), y + 0.2), (x + 0.4, y + 0.1)]
            if pen and chance.random() < 0.55:
                pen += part
            else:
                strokes.append(pen)
                pen = part
        strokes.append(pen)
    return [stroke for stroke in strokes if len(stroke) > 1]


def _western(chance: random.Random, count: int) -> list[Stroke]:
    """A flowing western signature: a large beginning, loops, a flourish."""
    pen: Stroke = [(0.1, 0.9), (0.35, 0.02), (0.5, 0.5), (0.25, 0.6), (0.6, 0.75)]
    for place in range(count):
        x = 0.6 + 0.25 * place
        tall = chance.choice((0.45, 0.45, 0.5, 0.1, 0.95))
        pen += [(x + chance.uniform(0, 0.1), tall), (x + 0.12, 0.55), (x + chance.uniform(0.1, 0.2), 0.72)]
    strokes = [pen]
    if chance.random() < 0.6:
        strokes.append([(0.2, 0.95), (0.25 * count, 0.85), (0.28 * count + 0.5, 0.98)])
    return strokes


def _drawn(chance: random.Random, strokes: list[Stroke], height: int, wide: float) -> Mask:
    margin = max(height // 4, 3)
    picture = np.zeros((height + 2 * margin, int(wide * height) + 2 * margin), np.uint8)
    pen = max(height * chance.uniform(0.028, 0.06), 1.0)
    tilt = chance.uniform(-0.12, 0.04)
    for stroke in strokes:
        points = _smooth(stroke)
        speed = np.hypot(*np.diff(points, axis=0).T) + 1e-6
        widths = pen * np.clip(1.35 - 0.5 * speed / speed.mean(), 0.45, 1.5)
        pixels = points * height + (margin, margin)
        pixels[:, 1] += tilt * (pixels[:, 0] - margin)
        fixed = np.round(pixels * (1 << _FINE)).astype(int)
        for (x0, y0), (x1, y1), width in zip(fixed, fixed[1:], widths, strict=False):
            cv2.line(picture, (x0, y0), (x1, y1), 255, max(round(width), 1), cv2.LINE_AA, _FINE)
    return picture.astype(np.float32) / 255


def _smooth(stroke: Stroke) -> NDArray[np.float64]:
    """A Catmull-Rom spline through the points of ``stroke``."""
    points = np.array([stroke[0], *stroke, stroke[-1]], float)
    steps = np.linspace(0, 1, 12, endpoint=False)[:, None]
    parts = []
    for a, b, c, d in zip(points, points[1:], points[2:], points[3:], strict=False):
        curve = 2 * b + (c - a) * steps + (2 * a - 5 * b + 4 * c - d) * steps**2 + (3 * b - a - 3 * c + d) * steps**3
        parts.append(0.5 * curve)
    return np.vstack([*parts, points[-1:]])


def _brushed(chance: random.Random, text: str, height: int) -> Mask:
    """Characters of a 楷体 font bent out of shape, thin and leaning."""
    font = sized(chance.choice(available("kai")), height)
    width = int(font.getlength(text)) + height
    letters = np.frombuffer(bytes(font.getmask(text, mode="L")), np.uint8)
    mask = font.getmask(text, mode="L")
    letters = letters.reshape(mask.size[1], mask.size[0])
    canvas = np.zeros((int(height * 1.6), width), np.float32)
    canvas[height // 4 : height // 4 + letters.shape[0], height // 2 : height // 2 + letters.shape[1]] = (
        letters[: canvas.shape[0] - height // 4, : width - height // 2] / 255
    )
    rows, columns = np.indices(canvas.shape, np.float32)
    phase = chance.uniform(0, 6)
    bend_x = columns + height * 0.07 * np.sin(rows / height * 5 + phase) + (rows - height) * chance.uniform(0.05, 0.3)
    bend_y = rows + height * 0.08 * np.sin(columns / height * 3 + phase * 2)
    bent = cv2.remap(canvas, bend_x, bend_y.astype(np.float32), cv2.INTER_LINEAR)
    return cv2.erode(bent, np.ones((2, 1), np.uint8)) if height > 50 and chance.random() < 0.5 else bent
