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
    """``name`` as somebody in a hurry signs, large and in blue ink: always the same for the same name."""
    rng = random.Random(name)
    count = min(len(name), 4)
    lines = "".join(_written(rng, 16 + 40 * place) for place in range(count))
    width = 40 * count + 40
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 80" width="{width}" height="80">'
        f'<path d="{lines}" fill="none" stroke="#16295e" stroke-width="2.4" stroke-linecap="round" '
        'stroke-linejoin="round"/></svg>'
    )


def _written(rng: random.Random, left: int) -> str:
    """One character's place: a stroke across, one down, one that falls to each side, and a tail to the next."""
    top, foot = 8 + rng.randint(0, 14), 58 + rng.randint(0, 14)
    middle, waist = left + 20 + rng.randint(-6, 6), 30 + rng.randint(-6, 8)
    across = f"M{left - 2} {waist + rng.randint(0, 9)}Q{middle} {waist - rng.randint(2, 12)} {left + 40} {waist}"
    down = f"M{middle} {top}C{middle + rng.randint(-5, 5)} 30 {middle + rng.randint(-9, 3)} 50 {middle - 6} {foot}"
    falling = f"M{middle} {waist}Q{left + 12} {foot - 12} {left - rng.randint(0, 8)} {foot - rng.randint(0, 6)}"
    rising = f"M{middle - 4} {waist + 4}C{left + 26} 50 {left + 30} {foot} {left + 46} {foot - rng.randint(2, 18)}"
    loop = (
        f"M{left + rng.randint(2, 10)} {top + 6}C{left + 44} {top - 8} {left + 36} {waist + 14} {left + 8} {waist + 8}"
    )
    return across + down + falling + rising + loop


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
