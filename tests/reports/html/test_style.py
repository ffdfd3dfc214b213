from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = files("xingshen.reports").joinpath("html/report.css").read_text(encoding="utf-8")
WORDS_AND_GROUNDS = [
    ("ink", "paper", 7.0),
    ("ink", "card", 7.0),
    ("soft", "paper", 7.0),
    ("soft", "card", 7.0),
    ("accent", "paper", 4.5),
    ("accent", "card", 4.5),
    *((outcome, f"{outcome}-wash", 4.5) for outcome in ("pass", "fail", "human", "not_applicable")),
    *((outcome, "card", 4.5) for outcome in ("pass", "fail", "human", "not_applicable")),
    *(("ink", f"{outcome}-wash", 7.0) for outcome in ("pass", "fail", "human")),
]


def palette(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


LIGHT, DARK = (palette(block) for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL))


def brightness(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, {**LIGHT, **DARK}], ids=["light", "dark"])
@pytest.mark.parametrize(("word", "ground", "least"), WORDS_AND_GROUNDS)
def test_words_stand_out_from_their_ground(scheme: dict[str, str], word: str, ground: str, least: float) -> None:
    assert contrast(scheme[word], scheme[ground]) >= least


def test_uses_the_agreed_accent_and_nothing_from_outside() -> None:
    assert LIGHT["accent"] == "#1f4e79"
    assert re.findall(r"url\(|@import", CSS) == []


def test_red_is_kept_for_what_fails() -> None:
    users = [line for line in CSS.splitlines() if "var(--fail" in line]
    assert [line for line in users if ".fail" not in line] == []
