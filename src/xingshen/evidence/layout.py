"""From characters with places to lines in reading order: rows, table cells, columns of prose, stacked labels.

Works on bare geometry, so that a text layer, an OCR engine and an OFD reader share it. Knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from xingshen.evidence.glyph import Glyph, is_han, is_wide
from xingshen.evidence.page import Line, union

CELL_GAP = 1.5
"""A gap of this many ems ends a piece of a row: the next is another table cell or column."""
SAME_ROW = 0.4
"""Characters whose baselines differ by less than this many ems stand in one row."""
GUTTER = 0.8
"""Narrowest gutter between two columns of prose, in ems."""
PROSE_ROWS = 4
PROSE_FILL = 0.7
PROSE_CHARACTERS = 10
_NEVER_STACKED = frozenset("是否有无男女一二三四五六七八九十〇")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that belong together without a wide gap: one cell, or one line of a column."""

    glyphs: tuple[Glyph, ...]
    left: float
    right: float
    top: float
    bottom: float
    stacked: bool = False

    @property
    def baseline(self) -> float:
        """The baseline of the first character."""
        return self.glyphs[0].baseline

    @property
    def size(self) -> float:
        """The em of the largest character, in points."""
        return max(glyph.size for glyph in self.glyphs)


def lay_out(glyphs: Iterable[Glyph]) -> tuple[Line, ...]:
    """The lines that ``glyphs`` (any order) form, in reading order."""
    pieces = [piece for row in _rows(glyphs) for piece in _pieces(row)]
    return tuple(_line(row) for row in _order(_stack(pieces)))


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda each: each.baseline):
        if rows and glyph.baseline - rows[-1][0].baseline < SAME_ROW * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows


def _pieces(row: list[Glyph]) -> list[Piece]:
    pieces: list[list[Glyph]] = []
    for glyph in sorted(row, key=lambda each: each.left):
        last = pieces[-1][-1] if pieces else None
        if last is None or glyph.left - last.right > CELL_GAP * max(glyph.size, last.size):
            pieces.append([glyph])
        elif not _printed_twice(last, glyph):
            pieces[-1].append(glyph)
    return [_piece(each) for each in pieces]


def _printed_twice(first: Glyph, second: Glyph) -> bool:
    """True where bold type is faked by printing a character again a hair beside itself."""
    return first.text == second.text and abs(second.left - first.left) < 0.2 * (first.right - first.left)


def _piece(glyphs: Sequence[Glyph], *, stacked: bool = False) -> Piece:
    left, right = min(each.left for each in glyphs), max(each.right for each in glyphs)
    top, bottom = min(each.top for each in glyphs), max(each.bottom for each in glyphs)
    return Piece(tuple(glyphs), left, right, top, bottom, stacked)


def _stack(pieces: list[Piece]) -> list[Piece]:
    """Single characters written below each other (申/报/单/位 in a narrow cell) become one piece."""
    singles = sorted((each for each in pieces if _may_stack(each)), key=lambda each: (each.left, each.top))
    merged: list[list[Piece]] = []
    for single in singles:
        if merged and _continues_stack(merged[-1][-1], single):
            merged[-1].append(single)
        else:
            merged.append([single])
    stacks = [stack for stack in merged if len(stack) >= 3]
    gone = {id(piece) for stack in stacks for piece in stack}
    kept = [piece for piece in pieces if id(piece) not in gone]
    return kept + [_piece([piece.glyphs[0] for piece in stack], stacked=True) for stack in stacks]


def _may_stack(piece: Piece) -> bool:
    return len(piece.glyphs) == 1 and is_han(piece.glyphs[0].text) and piece.glyphs[0].text not in _NEVER_STACKED


def _continues_stack(upper: Piece, lower: Piece) -> bool:
    step = lower.baseline - upper.baseline
    return abs(upper.left - lower.left) < 0.3 * upper.size and 0 < step <= 1.5 * upper.size


def _order(pieces: list[Piece]) -> list[list[Piece]]:
    """Rows of pieces in reading order: horizontal bands first, columns of prose inside runs of bands."""
    bands = _bands(pieces)
    ordered: list[list[Piece]] = []
    at = 0
    while at < len(bands):
        split = _prose_columns(bands, at)
        if split is None:
            ordered += _order_band(bands[at])
            at += 1
        else:
            left, right, at = split
            ordered += _order(left) + _order(right)
    return ordered


def _bands(pieces: list[Piece]) -> list[list[Piece]]:
    """Groups of pieces with clear white between them from margin to margin."""
    bands: list[list[Piece]] = []
    bottom = 0.0
    for piece in sorted(pieces, key=lambda each: each.top):
        low = piece.top + 0.15 * piece.size
        if bands and low < bottom:
            bands[-1].append(piece)
            bottom = max(bottom, piece.bottom - 0.1 * piece.size)
        else:
            bands.append([piece])
            bottom = piece.bottom - 0.1 * piece.size
    return bands


def _order_band(band: list[Piece]) -> list[list[Piece]]:
    if _one_row(band):
        return [sorted(band, key=lambda each: each.left)]
    columns = _columns(band)
    if len(columns) > 1:
        return [row for column in columns for row in _order(column)]
    rows = _rows_of_pieces(band)
    return [sorted(row, key=lambda each: each.left) for row in rows]


def _one_row(band: list[Piece]) -> bool:
    lowest, highest = max(each.baseline for each in band), min(each.baseline for each in band)
    size = max(each.size for each in band)
    return lowest - highest < SAME_ROW * size and not any(each.stacked for each in band if len(band) > 1)


def _rows_of_pieces(band: list[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in sorted(band, key=lambda each: each.baseline):
        if rows and piece.baseline - rows[-1][0].baseline < SAME_ROW * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _columns(band: list[Piece]) -> list[list[Piece]]:
    """The band cut wherever a vertical line meets no piece."""
    columns: list[list[Piece]] = []
    right = 0.0
    for piece in sorted(band, key=lambda each: each.left):
        if columns and piece.left < right:
            columns[-1].append(piece)
        else:
            columns.append([piece])
        right = max(right, piece.right)
    return columns


def _prose_columns(bands: list[list[Piece]], at: int) -> tuple[list[Piece], list[Piece], int] | None:
    """Left column, right column and the band after them, where columns of running text begin at ``bands[at]``."""
    for gutter in _gutters(bands[at]):
        found = _follow_gutter(bands, at, gutter)
        if found is not None:
            return found
    return None


def _gutters(band: list[Piece]) -> list[tuple[float, float]]:
    columns = [(min(p.left for p in column), max(p.right for p in column)) for column in _columns(band)]
    narrowest = GUTTER * median(piece.size for piece in band)
    gaps = [(first[1], second[0]) for first, second in pairwise(columns)]
    return [(left, right) for left, right in gaps if right - left >= narrowest]


def _follow_gutter(
    bands: list[list[Piece]], at: int, gutter: tuple[float, float]
) -> tuple[list[Piece], list[Piece], int] | None:
    left: list[Piece] = []
    right: list[Piece] = []
    for index in range(at, len(bands)):
        narrowed = _narrowed(gutter, bands[index])
        if narrowed is None:
            return (left, right, index) if _is_prose(left) and _is_prose(right) else None
        gutter = narrowed
        left += [piece for piece in bands[index] if piece.right <= gutter[0]]
        right += [piece for piece in bands[index] if piece.left >= gutter[1]]
    return (left, right, len(bands)) if _is_prose(left) and _is_prose(right) else None


def _narrowed(gutter: tuple[float, float], band: list[Piece]) -> tuple[float, float] | None:
    """What is left of the gutter beside the pieces of ``band``; None where they close it."""
    middle = (gutter[0] + gutter[1]) / 2
    left = max([gutter[0], *(piece.right for piece in band if piece.left < middle)])
    right = min([gutter[1], *(piece.left for piece in band if piece.left >= middle)])
    return (left, right) if right - left >= GUTTER * median(piece.size for piece in band) else None


def _is_prose(column: list[Piece]) -> bool:
    if len(column) < PROSE_ROWS:
        return False
    width = max(piece.right for piece in column) - min(piece.left for piece in column)
    typical = median(piece.right - piece.left for piece in column)
    return typical >= PROSE_FILL * width and median(len(piece.glyphs) for piece in column) >= PROSE_CHARACTERS


def _line(row: list[Piece]) -> Line:
    text: list[str] = []
    edges: list[float] = []
    previous: Glyph | None = None
    for glyph in (glyph for piece in row for glyph in piece.glyphs):
        spaces = _spaces_between(previous, glyph)
        edges += [previous.right if previous else glyph.left] * len(spaces)
        edges.append(glyph.left)
        text.append(spaces + glyph.text)
        previous = glyph
    box = union([(piece.left, piece.top, piece.right, piece.bottom) for piece in row])
    joined = "".join(text)
    confidence = min(glyph.confidence for piece in row for glyph in piece.glyphs)
    if any(piece.stacked for piece in row):
        return Line(joined, box, spread_edges(joined, box[0], box[2]), confidence)
    return Line(joined, box, _rising([*edges, row[-1].right]), confidence)


def _spaces_between(first: Glyph | None, second: Glyph) -> str:
    """Two spaces for a cell gap, one for a word gap, none inside a word or between Chinese characters."""
    if first is None:
        return ""
    gap = (second.left - first.right) / max(first.size, second.size)
    if gap > CELL_GAP:
        return "  "
    least = 0.5 if is_wide(first.text) or is_wide(second.text) else 0.18
    return " " if second.spaced or gap > least else ""


def _rising(edges: list[float]) -> tuple[float, ...]:
    highest = edges[0]
    rising = []
    for edge in edges:
        highest = max(highest, edge)
        rising.append(highest)
    return tuple(rising)


def spread_edges(text: str, left: float, right: float) -> tuple[float, ...]:
    """Character boundaries for text whose exact ones are not known or not horizontal: evenly from left to right."""
    step = (right - left) / max(len(text), 1)
    return tuple(left + step * index for index in range(len(text) + 1))
