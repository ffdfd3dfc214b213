"""Draws what is neither letter nor line: seals, handwriting-like signatures and bar codes, as SVG.

Their letters are outlines, so nothing of them is found in a paper's text layer. Must not know what paper they go on.
"""

from __future__ import annotations

import random
from functools import cache
from io import BytesIO
from pathlib import Path

import segno
import typst

HERE = Path(__file__).parent


@cache
def draw_seal(name: str) -> str:
    """A round red seal that bears ``name``."""
    drawing = typst.compile(
        HERE / "papers" / "seal.typ",
        format="svg",
        sys_inputs={"name": name},
        font_paths=[HERE / "fonts"],
        ignore_system_fonts=True,
    )
    return drawing.decode() if isinstance(drawing, bytes) else drawing[0].decode()


@cache
def draw_signature(name: str) -> str:
    """A flowing stroke for every character of ``name``, always the same for the same name."""
    rng = random.Random(name)
    count = min(len(name.replace(" ", "")), 6)
    strokes = "".join(_stroke(rng, 14 + 34 * place) for place in range(count))
    width = 34 * count + 24
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 60" width="{width}" height="60">'
        f'<path d="{strokes}" fill="none" stroke="#14213d" stroke-width="1.9" stroke-linecap="round"/></svg>'
    )


@cache
def draw_pen(name: str) -> str:
    """``name`` as somebody in a hurry signs, in one running blue line: always the same for the same name."""
    rng = random.Random(name)
    count = min(len(name), 4)
    line = "M14 52" + "".join(_written(rng, 20 + 34 * place) for place in range(count))
    width = 34 * count + 70
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 80" width="{width}" height="80">'
        f'<path d="{line}" transform="translate(14 6) skewX(-14) rotate(-5)" fill="none" stroke="#16295e" '
        'stroke-width="2.3" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )


def _written(rng: random.Random, left: int) -> str:
    """One character's place, never lifting the pen: up, a loop, down to one side, and a tail to the next place."""
    top, foot, waist = rng.randint(4, 20), rng.randint(56, 72), rng.randint(30, 44)
    wide = rng.randint(16, 34)
    return (
        f"C{left} {waist} {left + 4} {top + 8} {left + 14} {top}"
        f"C{left + 30} {top - 6} {left + wide} {waist} {left - 4} {waist + rng.randint(0, 10)}"
        f"S{left + wide + 12} {waist - rng.randint(4, 16)} {left + wide} {foot}"
        f"S{left - 8} {foot + rng.randint(0, 8)} {left + 6} {waist + 6}"
        f"S{left + 30} {rng.randint(28, 50)} {left + 34} {rng.randint(44, 60)}"
    )


@cache
def draw_code(text: str) -> str:
    """A QR code that says ``text``."""
    target = BytesIO()
    segno.make(text, error="m", micro=False).save(target, kind="svg", border=2, xmldecl=False)
    return target.getvalue().decode()


def _stroke(rng: random.Random, left: int) -> str:
    parts = []
    for _ in range(4):
        x, y = left + rng.randint(-6, 10), 14 + rng.randint(-4, 26)
        bends = " ".join(f"{left + rng.randint(-10, 30)} {12 + rng.randint(-8, 40)}" for _ in range(3))
        parts.append(f"M{x} {y}C{bends}")
    return "".join(parts)
