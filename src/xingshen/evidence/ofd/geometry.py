"""Numbers, boxes and matrices as OFD writes them (GB/T 33190: millimetres, y downwards), and points.

Tolerant of broken numbers; knows nothing of parts and pages.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

POINTS_PER_MM = 72.0 / 25.4
LARGEST = 1e6
"""Millimetres; a larger number is damage."""
LONGEST_DELTAS = 2_000_000
"""Characters."""
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


class Matrix(NamedTuple):
    """x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then(self, outer: Matrix) -> Matrix:
        """First this, then ``outer``."""
        return Matrix(
            outer.a * self.a + outer.c * self.b,
            outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d,
            outer.b * self.c + outer.d * self.d,
            outer.a * self.e + outer.c * self.f + outer.e,
            outer.b * self.e + outer.d * self.f + outer.f,
        )

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where the point (x, y) goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    @property
    def across(self) -> float:
        """By how much lengths along x grow."""
        return math.hypot(self.a, self.b)

    @property
    def down(self) -> float:
        """By how much lengths along y grow."""
        return math.hypot(self.c, self.d)


MILLIMETRES = Matrix(POINTS_PER_MM, 0.0, 0.0, POINTS_PER_MM, 0.0, 0.0)


def numbers(text: str) -> tuple[float, ...]:
    """All numbers in ``text``, finite and within :data:`LARGEST`."""
    return tuple(clamped(each) for each in _NUMBER.findall(text))


def clamped(token: str) -> float:
    """The number that ``token`` spells, within :data:`LARGEST`."""
    return min(max(float(token), -LARGEST), LARGEST)


def number(text: str, otherwise: float) -> float:
    """The first number in ``text``, or ``otherwise``."""
    found = numbers(text[:64])
    return found[0] if found else otherwise


def rectangle(text: str) -> tuple[float, float, float, float] | None:
    """Left, top, width and height; a negative size (right-aligned text) keeps its origin. None where not four."""
    found = numbers(text[:256])
    return (found[0], found[1], abs(found[2]), abs(found[3])) if len(found) >= 4 else None


def matrix(text: str) -> Matrix | None:
    """The matrix written as six numbers; None where there are not six."""
    found = numbers(text[:512])
    return Matrix(*found[:6]) if len(found) >= 6 else None


def deltas(text: str, count: int) -> tuple[float, ...]:
    """The advances of a DeltaX or DeltaY, at most ``count``; ``g n d`` stands for n times d."""
    tokens = text[:LONGEST_DELTAS].replace(",", " ").split()
    spelt: list[float] = []
    at = 0
    while at < len(tokens) and len(spelt) < count:
        if tokens[at].lower() == "g" and at + 2 < len(tokens):
            times = min(max(int(number(tokens[at + 1], 0)), 0), count - len(spelt))
            spelt += [number(tokens[at + 2], 0.0)] * times
            at += 3
        else:
            spelt += numbers(tokens[at])[:1]
            at += 1
    return tuple(spelt)
