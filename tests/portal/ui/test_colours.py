"""Every pair of colours that the style sheets use can be read, in the light and in the dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import xingshen.portal.ui

SHEETS = Path(xingshen.portal.ui.__file__).parent / "static/ui"
GROUNDS = ("paper", "card", "wash")
OUTCOMES = ("pass", "fail", "human", "none")


def schemes() -> dict[str, dict[str, str]]:
    light, dark = (SHEETS / "tokens.css").read_text(encoding="utf-8").split("@media (prefers-color-scheme: dark)")
    named = re.compile(r"--([\w-]+): (#[0-9a-f]{6})\b")
    colours = dict(named.findall(light))
    return {"light": colours, "dark": colours | dict(named.findall(dark.split("@media")[0]))}


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrasts(scheme: str) -> None:
    colours = schemes()[scheme]
    least = {("ink", ground): 7.0 for ground in GROUNDS} | {("soft", ground): 7.0 for ground in GROUNDS}
    least |= {(name, ground): 4.5 for name in (*OUTCOMES, "accent") for ground in GROUNDS}
    least |= {(name, f"{name}-wash"): 4.5 for name in (*OUTCOMES, "accent")}
    least |= {("ink", f"{name}-wash"): 7.0 for name in (*OUTCOMES, "accent")}
    least |= {("on-accent", "accent"): 4.5, ("card", "ink"): 7.0, ("card", "accent"): 4.5}
    least |= {("edge", ground): 3.0 for ground in GROUNDS} | {("focus", ground): 3.0 for ground in GROUNDS}
    measured = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in least}
    assert {pair: round(value, 2) for pair, value in measured.items() if value < least[pair]} == {}


def test_only_tokens_name_colours() -> None:
    named = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(")
    paper = "background: #fff"  # a scanned page stays white in the dark
    for sheet in SHEETS.glob("*.css"):
        if sheet.name not in ("tokens.css", "print.css"):
            text = sheet.read_text(encoding="utf-8").replace(paper, "")
            assert named.findall(text) == [], sheet.name
