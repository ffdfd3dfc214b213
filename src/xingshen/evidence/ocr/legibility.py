"""How legible a page is, in figures: what a person would call blank, illegible or readable."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from xingshen.evidence.ocr.engine import Picture, StripText
from xingshen.evidence.shrinking import shrunk

UNSURE = 0.7
"""A character read with less confidence than this counts as unsure."""
MOSTLY_UNSURE = 0.4
"""Share of unsure characters from which on a page is illegible."""
PRACTICALLY_NONE = 0.0008
"""Share of a page's area that is darker or more coloured than paper: a page with less is blank but for dust."""
_MOST_SHADING = 90.0
"""Levels between the lightest and the darkest part of an empty sheet under bad light; a photo has more."""
_INK = 36
"""Levels by which ink stands out from the paper around it."""
_REDUCED = 480
"""Pixels of the longer side at which ink is measured; single specks of dust vanish."""


@dataclass(frozen=True, slots=True)
class Legibility:
    """``kind`` is blank, wordless (a picture or drawing without words), illegible or readable, with the figures."""

    kind: str
    characters: int
    confidence: float
    unsure_share: float


def judge_legibility(picture: Picture, read: Sequence[StripText]) -> Legibility:
    """How legible ``picture`` is, given what the boxes on it say, unsure ones included."""
    sure = [
        confidence
        for each in read
        for char, confidence in zip(each.text, each.confidences, strict=True)
        if unicodedata.category(char)[0] in "LN"
    ]
    mean = sum(sure) / len(sure) if sure else 0.0
    unsure = sum(confidence < UNSURE for confidence in sure) / len(sure) if sure else 0.0
    return Legibility(_kind(len(sure), unsure, picture), len(sure), round(mean, 4), round(unsure, 4))


def _kind(characters: int, unsure: float, picture: Picture) -> str:
    if not characters:
        return "blank" if is_blank(picture) else "wordless"
    return "illegible" if unsure >= MOSTLY_UNSURE else "readable"


def is_blank(picture: Picture) -> bool:
    """Whether ``picture`` shows an empty sheet: nothing stands out, and it is as evenly light as paper is."""
    if ink_share(picture) >= PRACTICALLY_NONE:
        return False
    shades = cv2.resize(picture, (24, 24), interpolation=cv2.INTER_AREA).min(axis=2)
    return float(np.ptp(shades[1:-1, 1:-1].astype(np.int16))) < _MOST_SHADING


def ink_share(picture: Picture) -> float:
    """The share of the area, margins left out, that stands out from the paper around it."""
    share = _REDUCED / max(*picture.shape[:2], _REDUCED)
    size = (max(round(picture.shape[1] * share), 1), max(round(picture.shape[0] * share), 1))
    red, green, blue = cv2.split(shrunk(picture, size))
    small = np.asarray(cv2.min(cv2.min(red, green), blue), np.uint8)
    margin_y, margin_x = small.shape[0] // 40, small.shape[1] // 40
    inner = np.ascontiguousarray(small[margin_y : small.shape[0] - margin_y, margin_x : small.shape[1] - margin_x])
    if not inner.size:
        return 0.0
    paper = cv2.medianBlur(inner, 31)
    return float(np.mean(cv2.subtract(paper, inner) > _INK))
