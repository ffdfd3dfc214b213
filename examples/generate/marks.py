"""Draws what is neither letter nor line: seals and handwriting-like signatures, as SVG.

Their letters are outlines, so nothing of them is found in a paper's text layer. Must not know what paper they go on.
"""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

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


def _stroke(rng: random.Random, left: int) -> str:
    parts = []
    for _ in range(4):
        x, y = left + rng.randint(-6, 10), 14 + rng.randint(-4, 26)
        bends = " ".join(f"{left + rng.randint(-10, 30)} {12 + rng.randint(-8, 40)}" for _ in range(3))
        parts.append(f"M{x} {y}C{bends}")
    return "".join(parts)
