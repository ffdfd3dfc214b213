"""The order in which a person reads pieces of text: rows, table cells, columns of prose.

Pure geometry; knows nothing of characters' meaning. Horizontal bands come first; in a band that is no simple row,
cells and columns are read one after the other; running text in two columns is read column by column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from statistics import median

from xingshen.evidence.piece import Piece

SAME_ROW = 0.4
"""Pieces whose baselines differ by less than this many ems stand in one row."""
GUTTER = 0.8
"""Narrowest gutter between two columns of prose, in ems."""
PROSE_ROWS = 4
PROSE_FILL = 0.7
"""Lines of prose typically fill this share of their column."""
PROSE_WIDTH = 10.0
"""Narrowest column of prose, in ems."""

Rows = list[list[Piece]]
Span = tuple[float, float]


def in_reading_order(pieces: Sequence[Piece]) -> Rows:
    """The pieces as rows (from left to right) in reading order; every piece comes exactly once."""
    bands = _bands(pieces)
    ordered: Rows = []
    at = 0
    while at < len(bands):
        split = _prose_columns(bands, at)
        if split is None:
            ordered += _order_band(bands[at])
            at += 1
        else:
            left, right, at = split
            ordered += in_reading_order(left) + in_reading_order(right)
    return ordered


def _bands(pieces: Sequence[Piece]) -> Rows:
    """Groups of pieces with clear white, or a rule, between them from margin to margin."""
    bands: Rows = []
    lowest = 0.0
    for piece in sorted(pieces, key=lambda each: each.region[1]):
        if bands and piece.region[1] < lowest:
            bands[-1].append(piece)
            lowest = max(lowest, piece.region[3])
        else:
            bands.append([piece])
            lowest = piece.region[3]
    return bands


def _order_band(band: list[Piece]) -> Rows:
    if _is_one_row(band):
        return [_from_left(band)]
    columns = _columns(band)
    if len(columns) > 1:
        return _order_columns(columns)
    if any(piece.cell is not None for piece in band):
        return in_reading_order(_without_cells(band)) if _is_one_cell(band) else _by_rows(band)
    return _by_rows(band)


def _order_columns(columns: Rows) -> Rows:
    """Cells that span the band come in turn; what lies between them is cut into bands again."""
    leading = list(takewhile(_is_one_cell, columns))
    rest = columns[len(leading) :]
    trailing = list(takewhile(_is_one_cell, reversed(rest)))[::-1]
    middle = [piece for column in rest[: len(rest) - len(trailing)] for piece in column]
    if not leading and not trailing:
        return [row for column in columns for row in in_reading_order(column)]
    first = [row for column in leading for row in in_reading_order(_without_cells(column))]
    last = [row for column in trailing for row in in_reading_order(_without_cells(column))]
    return first + in_reading_order(middle) + last


def _is_one_cell(column: list[Piece]) -> bool:
    return all(piece.cell == column[0].cell for piece in column)


def _without_cells(pieces: list[Piece]) -> list[Piece]:
    return [replace(piece, cell=None) for piece in pieces]


def _is_one_row(band: list[Piece]) -> bool:
    if len(band) == 1:
        return True
    baselines = [piece.baseline for piece in band]
    spread = max(baselines) - min(baselines)
    return spread < SAME_ROW * max(piece.size for piece in band) and not any(piece.stacked for piece in band)


def _by_rows(band: list[Piece]) -> Rows:
    rows: Rows = []
    for piece in sorted(band, key=lambda each: each.baseline):
        if rows and piece.baseline - rows[-1][0].baseline < SAME_ROW * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_from_left(row) for row in rows]


def _from_left(row: list[Piece]) -> list[Piece]:
    return sorted(row, key=lambda each: each.box[0])


def _columns(band: list[Piece]) -> Rows:
    """The band cut wherever a vertical line meets no piece and no cell."""
    columns: Rows = []
    rightmost = 0.0
    for piece in sorted(band, key=lambda each: each.region[0]):
        if columns and piece.region[0] < rightmost:
            columns[-1].append(piece)
            rightmost = max(rightmost, piece.region[2])
        else:
            columns.append([piece])
            rightmost = piece.region[2]
    return columns


def _prose_columns(bands: Rows, at: int) -> tuple[list[Piece], list[Piece], int] | None:
    """Left column, right column and the next band, where two columns of running text begin at ``bands[at]``."""
    for gutter in _gutters(bands[at]):
        left, right, after = _beside_gutter(bands, at, gutter)
        if _is_prose(left) and _is_prose(right):
            return left, right, after
    return None


def _gutters(band: list[Piece]) -> Iterator[Span]:
    narrowest = GUTTER * median(piece.size for piece in band)
    for first, second in pairwise(_columns(band)):
        left, right = max(piece.box[2] for piece in first), min(piece.box[0] for piece in second)
        if right - left >= narrowest:
            yield left, right


def _beside_gutter(bands: Rows, at: int, gutter: Span) -> tuple[list[Piece], list[Piece], int]:
    """What stands left and right of the gutter in ``bands[at:]``, up to the first band that closes it."""
    left: list[Piece] = []
    right: list[Piece] = []
    for index in range(at, len(bands)):
        band = bands[index]
        narrowed = _narrowed(gutter, band)
        if narrowed is None:
            return left, right, index
        beside = [piece for piece in band if piece.box[2] <= narrowed[0]]
        beyond = [piece for piece in band if piece.box[0] >= narrowed[1]]
        if any(piece.cell for piece in band) or len(_columns(beside)) > 1 or len(_columns(beyond)) > 1:
            return left, right, index
        gutter = narrowed
        left += beside
        right += beyond
    return left, right, len(bands)


def _narrowed(gutter: Span, band: list[Piece]) -> Span | None:
    """What is left of the gutter between the pieces of ``band``; None where they close it."""
    middle = (gutter[0] + gutter[1]) / 2
    left = max([gutter[0], *(piece.box[2] for piece in band if piece.box[0] < middle)])
    right = min([gutter[1], *(piece.box[0] for piece in band if piece.box[0] >= middle)])
    return (left, right) if right - left >= GUTTER * median(piece.size for piece in band) else None


def _is_prose(column: list[Piece]) -> bool:
    if len(column) < PROSE_ROWS:
        return False
    width = max(piece.box[2] for piece in column) - min(piece.box[0] for piece in column)
    typical = median(piece.box[2] - piece.box[0] for piece in column)
    return typical >= PROSE_FILL * width and typical >= PROSE_WIDTH * median(piece.size for piece in column)
