"""A run of characters without a wide gap: one table cell's line, or one line of a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xingshen.evidence.glyph import Glyph
from xingshen.evidence.page import union
from xingshen.kernel.place import Box


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that belong together, their box, and the ruled cell they stand in (None: in none).

    ``stacked``: the characters stand below each other.
    """

    glyphs: tuple[Glyph, ...]
    box: Box
    cell: Box | None = None
    stacked: bool = False

    @property
    def baseline(self) -> float:
        """The baseline of the first character."""
        return self.glyphs[0].baseline

    @property
    def size(self) -> float:
        """The em of the largest character, in points."""
        return max(glyph.size for glyph in self.glyphs)

    @property
    def region(self) -> Box:
        """The room that the piece takes in the layout: its cell, or its box without the leading."""
        if self.cell is not None:
            left, top, right, bottom = self.cell
            return (left + 1, top + 1, right - 1, bottom - 1)
        left, top, right, bottom = self.box
        return (left, top + 0.15 * self.size, right, bottom - 0.1 * self.size)


def piece_of(glyphs: Sequence[Glyph], cell: Box | None = None) -> Piece:
    """The piece that ``glyphs`` (at least one, from left to right) make."""
    box = union([(each.left, each.top, each.right, each.bottom) for each in glyphs])
    return Piece(tuple(glyphs), box, cell)
