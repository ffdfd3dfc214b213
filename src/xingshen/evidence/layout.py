"""From characters with places to lines in reading order.

Works on bare geometry, so that a text layer, an OCR engine and an OFD reader share it. Knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from xingshen.evidence.glyph import Glyph, is_han, is_wide
from xingshen.evidence.page import Line, union
from xingshen.evidence.piece import Piece, piece_of
from xingshen.evidence.reading_order import SAME_ROW, in_reading_order
from xingshen.evidence.ruling import Ruling

CELL_GAP = 1.5
"""A gap of this many ems ends a piece of a row: the next is another table cell or column."""
HAN_WORD_GAP = 0.5
LATIN_WORD_GAP = 0.18
"""Gaps (ems) that count as a space beside a full-width character, and between others."""
CELL_BREAK = "   "
"""What stands in a line between two cells of a row."""
STACK = 3
"""Fewest single characters below each other that are one word."""
_NEVER_STACKED = frozenset("是否有无男女一二三四五六七八九十〇")


def lay_out(glyphs: Iterable[Glyph], ruling: Ruling | None = None) -> tuple[Line, ...]:
    """The lines that ``glyphs`` (any order) form between the rules of ``ruling``, in reading order.

    Table cells in one row are joined by three spaces, words by one.
    """
    ruling = ruling or Ruling()
    pieces = [piece for row in _rows(glyphs) for piece in _pieces(row, ruling)]
    return tuple(_line(row) for row in in_reading_order(_stacked(pieces)))


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda each: each.baseline):
        if rows and glyph.baseline - rows[-1][0].baseline < SAME_ROW * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows


def _pieces(row: list[Glyph], ruling: Ruling) -> list[Piece]:
    height = row[0].baseline - 0.4 * row[0].size
    rules = ruling.verticals_at(height)
    pieces: list[list[Glyph]] = []
    for glyph in sorted(row, key=lambda each: each.left):
        last = pieces[-1][-1] if pieces else None
        if last is None or _is_cell_gap(last, glyph, rules):
            pieces.append([glyph])
        elif not _is_printed_twice(last, glyph):
            pieces[-1].append(glyph)
    return [piece_of(each, ruling.cell((each[0].left + each[0].right) / 2, height)) for each in pieces]


def _is_cell_gap(first: Glyph, second: Glyph, rules: tuple[float, ...]) -> bool:
    if second.left - first.right > CELL_GAP * max(first.size, second.size):
        return True
    slack = 0.3 * min(first.size, second.size)
    return any(first.right - slack < rule < second.left + slack and first.left < rule < second.right for rule in rules)


def _is_printed_twice(first: Glyph, second: Glyph) -> bool:
    """True where bold type is faked by printing a character again a hair beside itself."""
    return first.text == second.text and abs(second.left - first.left) < 0.2 * (first.right - first.left)


def _stacked(pieces: list[Piece]) -> list[Piece]:
    """The pieces, single characters written below each other (申/报/单/位 in a narrow cell) made one."""
    stacks: list[list[Piece]] = []
    for single in sorted(filter(_may_stack, pieces), key=lambda each: (round(each.box[0]), each.baseline)):
        if stacks and _continues_stack(stacks[-1][-1], single):
            stacks[-1].append(single)
        else:
            stacks.append([single])
    long = [stack for stack in stacks if len(stack) >= STACK]
    gone = {id(piece) for stack in long for piece in stack}
    return [piece for piece in pieces if id(piece) not in gone] + [_merged(stack) for stack in long]


def _merged(stack: list[Piece]) -> Piece:
    return replace(piece_of([piece.glyphs[0] for piece in stack], stack[0].cell), stacked=True)


def _may_stack(piece: Piece) -> bool:
    return len(piece.glyphs) == 1 and is_han(piece.glyphs[0].text) and piece.glyphs[0].text not in _NEVER_STACKED


def _continues_stack(upper: Piece, lower: Piece) -> bool:
    step = lower.baseline - upper.baseline
    beside = abs(upper.box[0] - lower.box[0])
    return upper.cell == lower.cell and beside < 0.3 * upper.size and 0 < step <= 1.6 * upper.size


def _line(row: list[Piece]) -> Line:
    text, edges = _text_and_edges([glyph for piece in row for glyph in piece.glyphs], _cell_starts(row))
    box = union([piece.box for piece in row])
    confidence = min(glyph.confidence for piece in row for glyph in piece.glyphs)
    if any(piece.stacked for piece in row):
        return Line(text, box, spread_edges(text, box[0], box[2]), confidence)
    return Line(text, box, _rising([*edges, row[-1].box[2]]), confidence)


def _cell_starts(row: list[Piece]) -> set[int]:
    """The numbers of the characters with which a further piece of the row begins."""
    starts, count = set(), 0
    for piece in row:
        starts.add(count)
        count += len(piece.glyphs)
    return starts - {0}


def _text_and_edges(glyphs: list[Glyph], cell_starts: set[int]) -> tuple[str, list[float]]:
    text: list[str] = []
    edges: list[float] = []
    for index, glyph in enumerate(glyphs):
        if index:
            previous = glyphs[index - 1]
            spaces = CELL_BREAK if index in cell_starts else _space_between(previous, glyph)
            edges += [previous.right] * len(spaces)
            text.append(spaces)
        edges.append(glyph.left)
        text.append(glyph.text)
    return "".join(text), edges


def _space_between(first: Glyph, second: Glyph) -> str:
    wide = is_wide(first.text) or is_wide(second.text)
    gap = (second.left - first.right) / max(first.size, second.size)
    return " " if second.spaced or gap > (HAN_WORD_GAP if wide else LATIN_WORD_GAP) else ""


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
