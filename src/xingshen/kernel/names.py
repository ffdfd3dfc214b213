"""Comparing names of units and persons as an official would: the same, merely alike, or different.

Knows spelling only: full-width forms, spaces, brackets, letter case. Aliases and former names are the caller's.
"""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

ALIKE_RATIO = 0.86
_DROPPED = frozenset(" \t\r\n·•.,，。、（）()【】[]《》“”\"'‘’-—_&")


class Likeness(StrEnum):
    """How two names stand to each other."""

    SAME = "same"
    ALIKE = "alike"
    DIFFERENT = "different"


@lru_cache(maxsize=4096)
def normalise_name(name: str) -> str:
    """NFKC, lower case, without spaces, brackets and punctuation."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(char for char in folded if char not in _DROPPED)


@lru_cache(maxsize=4096)
def compare_names(left: str, right: str) -> Likeness:
    """Compare two names. Alike: one holds the other (at least four characters), or the spelling is nearly equal."""
    first, second = normalise_name(left), normalise_name(right)
    if not first or not second:
        return Likeness.DIFFERENT
    if first == second:
        return Likeness.SAME
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) >= 4 and shorter in longer:
        return Likeness.ALIKE
    ratio = SequenceMatcher(None, first, second, autojunk=False).ratio()
    return Likeness.ALIKE if ratio >= ALIKE_RATIO and len(shorter) >= 4 else Likeness.DIFFERENT
