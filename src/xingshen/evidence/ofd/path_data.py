"""The outline of an OFD path (AbbreviatedData, GB/T 33190 9.1) as corner points, curves flattened.

Pure geometry in the coordinates of the path itself.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

from xingshen.evidence.ofd.geometry import clamped

LONGEST = 2_000_000
"""Characters."""
_CURVE_STEPS = 8
_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}

Point = tuple[float, float]


@dataclass(slots=True)
class Outline:
    """One connected piece: its points, whether it is closed, and whether any of it is curved."""

    points: list[Point] = field(default_factory=list)
    closed: bool = False
    curved: bool = False


def outlines(data: str) -> tuple[Outline, ...]:
    """The pieces of the path written in ``data``; what cannot be understood is passed over."""
    pieces: list[Outline] = []
    command = ""
    values: list[float] = []
    for token in _TOKEN.findall(data[:LONGEST]):
        if token.isalpha():
            command, values = token.upper(), []
        else:
            values.append(clamped(token))
        if command in _ARGUMENTS and len(values) == _ARGUMENTS[command]:
            _draw(pieces, command, values)
            values = []
    return tuple(piece for piece in pieces if len(piece.points) > 1)


def _draw(pieces: list[Outline], command: str, values: list[float]) -> None:
    end = (values[-2], values[-1]) if values else (0.0, 0.0)
    if command in "SM" or not pieces:
        pieces.append(Outline([end] if values else []))
    elif command == "C":
        pieces[-1].closed = True
        pieces.append(Outline(pieces[-1].points[:1]))
    elif command == "L":
        pieces[-1].points.append(end)
    else:
        start = pieces[-1].points[-1] if pieces[-1].points else end
        pieces[-1].points += _arc(start, values) if command == "A" else _bezier(start, values)
        pieces[-1].curved = True


def _bezier(start: Point, values: list[float]) -> list[Point]:
    """A quadratic or cubic curve by its control points."""
    controls = [start, *zip(values[::2], values[1::2], strict=True)]
    degree = len(controls) - 1
    weights = [math.comb(degree, k) for k in range(degree + 1)]
    points = []
    for step in range(1, _CURVE_STEPS + 1):
        t = step / _CURVE_STEPS
        shares = [w * t**k * (1 - t) ** (degree - k) for k, w in enumerate(weights)]
        x = sum(share * control[0] for share, control in zip(shares, controls, strict=True))
        y = sum(share * control[1] for share, control in zip(shares, controls, strict=True))
        points.append((x, y))
    return points


def _arc(start: Point, values: list[float]) -> list[Point]:
    """An elliptical arc: radii, turn of the axes, large arc, clockwise, end (as in SVG, implementation notes F.6)."""
    radius_x, radius_y, turn, large, sweep, x, y = values
    radius_x, radius_y, turn = abs(radius_x), abs(radius_y), math.radians(turn)
    if min(radius_x, radius_y) < 1e-9 or start == (x, y):
        return [(x, y)]
    cosine, sine = math.cos(turn), math.sin(turn)
    half_x, half_y = (start[0] - x) / 2, (start[1] - y) / 2
    u, v = (cosine * half_x + sine * half_y) / radius_x, (cosine * half_y - sine * half_x) / radius_y
    length = u * u + v * v
    if length > 1:
        radius_x, radius_y = radius_x * math.sqrt(length), radius_y * math.sqrt(length)
        u, v, length = u / math.sqrt(length), v / math.sqrt(length), 1.0
    factor = math.sqrt(max(1 / length - 1, 0.0)) * (-1 if bool(large) == bool(sweep) else 1)
    centre_u, centre_v = factor * v, -factor * u
    first = math.atan2(v - centre_v, u - centre_u)
    span = math.atan2(-v - centre_v, -u - centre_u) - first
    span = span % (2 * math.pi) if sweep else -(-span % (2 * math.pi))
    middle = (start[0] + x) / 2, (start[1] + y) / 2
    points = []
    for step in range(1, 3 * _CURVE_STEPS + 1):
        angle = first + span * step / (3 * _CURVE_STEPS)
        p, q = radius_x * (centre_u + math.cos(angle)), radius_y * (centre_v + math.sin(angle))
        points.append((middle[0] + cosine * p - sine * q, middle[1] + sine * p + cosine * q))
    return [*points[:-1], (x, y)]
