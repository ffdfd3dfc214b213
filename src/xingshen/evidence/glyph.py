"""One character as it stands on a page, in the direction in which it is read; and the words about characters.

Shared by everything that turns characters into lines. Coordinates are points from the top left of the reading frame.
"""

from __future__ import annotations

from typing import NamedTuple


class Glyph(NamedTuple):
    """A character that is not white space: its advance box, its baseline, and whether white space stands before it."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    spaced: bool = False
    confidence: float = 1.0

    @property
    def top(self) -> float:
        """The upper edge of an ordinary character of this size."""
        return self.baseline - 0.88 * self.size

    @property
    def bottom(self) -> float:
        """The lower edge of an ordinary character of this size."""
        return self.baseline + 0.2 * self.size


def is_han(char: str) -> bool:
    """True for a Chinese character (unified ideographs with extension A, compatibility forms, the later planes)."""
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U0003ffff"


def is_wide(char: str) -> bool:
    """True for characters set on a full em: Chinese, kana, hangul, full-width forms, Chinese punctuation."""
    return "\u2e80" <= char <= "\ud7a3" or "\uff00" <= char <= "\uff60" or is_han(char)
