"""Page pictures drawn for tests of pen ink: print, scrawled signatures, seals, rules, and a scanner's faults."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from xingshen.evidence.page import Line
from xingshen.kernel.place import Box

DPI = 150
K = DPI / 72
PAPER = (248, 247, 244)
BLACK = (25, 25, 30)
BLUE = (25, 35, 120)
RED = (205, 35, 40)


class Sheet:
    """A page being drawn; places are points. ``words`` collects what is printed on it as a reader would yield it."""

    def __init__(self, width: float = 420, height: float = 300) -> None:
        self.image = Image.new("RGB", (int(width * K), int(height * K)), PAPER)
        self.pen = ImageDraw.Draw(self.image)
        self.words: list[Line] = []

    def type(self, left: float, top: float, text: str, size: float = 12, fill: tuple[int, int, int] = BLACK) -> Line:
        font = ImageFont.load_default(size * K)
        self.pen.text((left * K, top * K), text, font=font, fill=fill)
        edges = tuple(left + font.getlength(text[:end]) / K for end in range(len(text) + 1))
        line = Line(text, (left, top, edges[-1], top + 1.25 * size), edges, 0.99)
        self.words.append(line)
        return line

    def scrawl(
        self, box: Box, seed: int = 1, colour: tuple[int, int, int] = BLACK, width: float = 0.9, strokes: int = 3
    ) -> None:
        """Cursive strokes that wander over the box."""
        rng = np.random.default_rng(seed)
        left, top, right, bottom = box
        step = (right - left) / strokes
        for number in range(strokes):
            x = np.linspace(left + number * step, min(left + (number + 1.3) * step, right), 9)
            y = np.where(np.arange(9) % 2, top + rng.uniform(0, 8, 9), bottom - rng.uniform(0, 8, 9))
            fine = np.linspace(0, 8, 120)
            y = np.interp(fine, np.arange(9), y) + 2.5 * np.sin(fine * 5 + number)
            x = np.interp(fine, np.arange(9), x) + 4 * np.cos(fine * 2.6 + number)
            points = [(float(a) * K, float(b) * K) for a, b in zip(x, np.clip(y, top, bottom), strict=True)]
            self.pen.line(points, fill=colour, width=round(width * K), joint="curve")

    def rule(self, left: float, top: float, right: float, bottom: float) -> None:
        self.pen.line((left * K, top * K, right * K, bottom * K), fill=BLACK, width=2)

    def seal(self, box: Box, colour: tuple[int, int, int] = RED) -> None:
        """A round seal with a star of strokes in it."""
        left, top, right, bottom = (side * K for side in box)
        self.pen.ellipse((left, top, right, bottom), outline=colour, width=round(2 * K))
        x, y, radius = (left + right) / 2, (top + bottom) / 2, (right - left) / 2
        for angle in np.linspace(0, 2 * np.pi, 14, endpoint=False):
            inner, outer = (
                (x + radius * share * np.cos(angle), y + radius * share * np.sin(angle)) for share in (0.6, 0.85)
            )
            self.pen.line((*inner, *outer), fill=colour, width=round(1.2 * K))
        self.pen.ellipse((x - 12, y - 12, x + 12, y + 12), fill=colour)

    def picture(self) -> NDArray[np.uint8]:
        return np.asarray(self.image).copy()


def scanned(picture: NDArray[np.uint8], skew: float = 0.0, grain: float = 8.0, quality: int = 55) -> NDArray[np.uint8]:
    """The picture as a scanner gives it: turned by ``skew`` degrees, blurred, grainy, JPEG."""
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    turned = cv2.GaussianBlur(cv2.warpAffine(picture, turn, (width, height), borderValue=PAPER), (0, 0), 0.6)
    noise = np.random.default_rng(3).normal(0, grain, picture.shape)
    grainy = np.clip(turned + noise, 0, 255).astype(np.uint8)
    done, data = cv2.imencode(".jpg", grainy[:, :, ::-1].copy(), [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert done
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR))[:, :, ::-1].copy().astype(np.uint8)


def askew(lines: list[Line], skew: float, picture: NDArray[np.uint8]) -> list[Line]:
    """The lines as a reader gives them for the picture turned by ``skew`` degrees: upright boxes around them."""
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2 / K, height / 2 / K), skew, 1.0)
    turned = []
    for line in lines:
        left, top, right, bottom = line.box
        corners = np.array([[x, y, 1.0] for x in (left, right) for y in (top, bottom)]) @ turn.T
        (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
        share = (right - left) / (line.box[2] - line.box[0])
        edges = tuple(float(left + (edge - line.box[0]) * share) for edge in line.edges)
        turned.append(replace(line, box=(float(left), float(top), float(right), float(bottom)), edges=edges))
    return turned
