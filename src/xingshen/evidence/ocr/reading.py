"""Reading one picture of a page: from pixels to lines of text in reading order with their places.

Puts the steps together: reading resolution, which way up, red ink, slant, rules, recognition, a second look, layout.
Knows nothing of files and of what a paper ought to say. Same picture, same result.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from statistics import median

import numpy as np

from xingshen.evidence.layout import lay_out
from xingshen.evidence.ocr.engine import Engine, Picture, Quad, StripText
from xingshen.evidence.ocr.found import Found
from xingshen.evidence.ocr.legibility import Legibility, judge_legibility
from xingshen.evidence.ocr.placing import box_on_page, placed_glyphs, placed_line
from xingshen.evidence.ocr.print_glyphs import EM_OF_BOX
from xingshen.evidence.ocr.red_ink import NOTABLE, is_red_print, print_like, red_bands, red_mask, without_red
from xingshen.evidence.ocr.rereading import View, read_again
from xingshen.evidence.ocr.rules import ENOUGH_DPI, read_rules
from xingshen.evidence.ocr.sheet import Sheet, inverse, sheet_of
from xingshen.evidence.ocr.strips import (
    Affine,
    bounds,
    cut_strip,
    is_tall,
    moved,
    sides,
    slant,
    split_at,
    spread_of_slants,
)
from xingshen.evidence.ocr.turning import Stand, upright
from xingshen.evidence.page import Line
from xingshen.evidence.ruling import Ruling
from xingshen.kernel.place import Box

NOISE = 0.5
"""What was read with less mean confidence is a pattern that looks like text, or text that nobody can use."""
ORDINARY_EM = 10.5
PLAUSIBLE_EM = (5.0, 24.0)
"""Points: where the typical type of a picture lies outside, its resolution is not what it says (phone photos)."""
_SAME = 0.4
"""Share of a red line's area that must be free of other lines for it to count as one of its own."""
_CONTEXT = 32
"""Pixels of the picture shrunk for detection that are looked at around what may be red print."""
_SMALLEST = 16
"""Pixels: a smaller picture holds no line of text."""


@dataclass(frozen=True, slots=True)
class TextBox:
    """One box of print: where (points), what it says and how sure (mean over its characters)."""

    box: Box
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class PictureText:
    """What was read from a picture. All boxes are points of the upright page.

    ``turned``: clockwise degrees (0, 90, 180, 270) that make the picture upright; ``slant``: by how many degrees its
    lines then fall to the right; ``spread``: by how many degrees the slants of its lines differ; ``boxes``: every box
    of print before it was laid out, from top to bottom.
    """

    turned: int
    slant: float
    lines: tuple[Line, ...]
    boxes: tuple[TextBox, ...]
    legibility: Legibility
    spread: float = 0.0


def read_picture(picture: Picture, dpi: float, engine: Engine) -> PictureText:
    """The text of ``picture`` (red, green, blue; ``dpi`` pixels to the inch)."""
    if min(picture.shape[:2]) < _SMALLEST:
        return PictureText(0, 0.0, (), (), judge_legibility(picture, ()))
    coloured = sheet_of(picture, dpi)
    has_red = float(red_mask(coloured.source).mean()) > NOTABLE
    grey = replace(coloured, source=without_red(coloured.source)) if has_red else coloured
    stand = upright(grey, engine)
    return _read_upright(stand, coloured.turned(stand.turned // 90) if has_red else None, engine)


def read_regions(picture: Picture, dpi: float, regions: Sequence[Box], engine: Engine) -> tuple[Line, ...]:
    """The lines inside ``regions`` (points) of an upright page, region by region, in points of the whole page."""
    return tuple(chain.from_iterable(_read_region(picture, dpi, region, engine) for region in regions))


def _read_region(picture: Picture, dpi: float, region: Box, engine: Engine) -> Iterator[Line]:
    height, width = picture.shape[:2]
    left, top = (max(int(side * dpi / 72), 0) for side in region[:2])
    right, bottom = (round(side * dpi / 72) for side in region[2:])
    part = np.ascontiguousarray(picture[top : min(bottom, height), left : min(right, width)])
    for line in read_picture(part, dpi, engine).lines if part.size else ():
        yield _shifted(line, left * 72 / dpi, top * 72 / dpi)


def _shifted(line: Line, x: float, y: float) -> Line:
    left, top, right, bottom = line.box
    box = (left + x, top + y, right + x, bottom + y)
    return replace(line, box=box, edges=tuple(edge + x for edge in line.edges), method="ocr")


def _read_upright(stand: Stand, coloured: Sheet | None, engine: Engine) -> PictureText:
    fall = slant([each.quad for each in stand.found])
    level, quads = _levelled(stand.sheet, stand.found, fall)
    layout_scale = _layout_scale(level, quads)
    ruling = _rules(level, quads, layout_scale)
    split = [part for each in quads for part in _split(each, ruling, layout_scale)]
    read = _read_all(level, split, engine)
    if coloured is not None:
        read += _red_print(coloured.straightened(fall), level, read, engine)
    read = read_again(read, _views(level, coloured is not None), engine)
    kept = [each for each in read if each.said is not None and each.said.text.strip() and each.said.confidence >= NOISE]
    lines = lay_out(chain.from_iterable(placed_glyphs(each, layout_scale) for each in kept), ruling)
    to_page = level.to_points / layout_scale
    to_page[:, 2] *= layout_scale
    return PictureText(
        stand.turned,
        round(fall, 2),
        tuple(placed_line(line, to_page) for line in lines),
        tuple(_text_box(each, level) for each in kept),
        judge_legibility(level.source, [each.said for each in read if each.said is not None]),
        round(spread_of_slants([each.quad for each in stand.found]), 2),
    )


def _levelled(sheet: Sheet, found: Sequence[Found], fall: float) -> tuple[Sheet, list[Found]]:
    """The straightened sheet and the lines on it."""
    level = sheet.straightened(fall)
    if level is sheet:
        return sheet, list(found)
    there = _between(sheet.to_original, level.to_original)
    return level, [replace(each, quad=moved(each.quad, there)) for each in found]


def _between(first: Affine, second: Affine) -> Affine:
    """From pixels that ``first`` takes to the original to those that ``second`` takes there."""
    back = inverse(second)
    return np.asarray(back @ np.vstack([first, [0.0, 0.0, 1.0]]), np.float64)


def _layout_scale(sheet: Sheet, found: Sequence[Found]) -> float:
    """Layout points for one pixel: page points, or what makes the typical type ordinary where they are absurd."""
    points = 72.0 / sheet.reading_dpi
    if not found:
        return points
    em = EM_OF_BOX * median(min(sides(each.quad)) for each in found)
    return points if PLAUSIBLE_EM[0] <= em * points <= PLAUSIBLE_EM[1] else ORDINARY_EM / em


def _rules(sheet: Sheet, found: Sequence[Found], scale: float) -> Ruling:
    """The rules on the sheet; ``scale`` layout points are one of its pixels."""
    dpi = 72.0 / scale
    share = min(ENOUGH_DPI / dpi, 1.0)
    return read_rules(sheet.grey(share), dpi * share, [_scaled(bounds(each.quad), scale) for each in found])


def _scaled(box: Box, scale: float) -> Box:
    left, top, right, bottom = box
    return (left * scale, top * scale, right * scale, bottom * scale)


def _split(found: Found, ruling: Ruling, scale: float) -> list[Found]:
    """The line cut where a vertical rule goes through it; a cut line has to be read anew."""
    left, top, right, bottom = _scaled(bounds(found.quad), scale)
    inset = (bottom - top) / 4
    crossing = set(ruling.verticals_at(top + inset)) & set(ruling.verticals_at(bottom - inset))
    shares = sorted((x - left) / (right - left) for x in crossing if left + inset < x < right - inset)
    if not shares or is_tall(found.quad):
        return [found]
    return [Found(quad) for quad in split_at(found.quad, shares)]


def _read_all(sheet: Sheet, found: Sequence[Found], engine: Engine) -> list[Found]:
    unread = [each for each in found if each.said is None]
    said = iter(engine.read([cut_strip(sheet.source, moved(each.quad, sheet.to_source)) for each in unread]))
    return [each if each.said is not None else replace(each, said=next(said)) for each in found]


def _red_print(coloured: Sheet, sheet: Sheet, read: Sequence[Found], engine: Engine) -> list[Found]:
    """Printed lines in red (letterheads), which the picture without red does not show; never the words of a seal."""
    mask = coloured.straight(red_mask(coloured.source))
    others = np.zeros(sheet.size[::-1], np.uint8)
    for each in read:
        left, top, right, bottom = (max(round(side), 0) for side in bounds(each.quad))
        others[top:bottom, left:right] = 1
    apart = np.where(others, np.uint8(0), print_like(mask, coloured.reading_dpi))
    bands = red_bands(apart, round(_CONTEXT / coloured.detection_scale))
    quads = chain.from_iterable(_detect_band(coloured, *band, engine) for band in bands)
    new = [quad for quad in quads if _is_free(others, quad) and is_red_print(mask, quad)]
    return _read_all(coloured, [Found(quad) for quad in new], engine)


def _detect_band(sheet: Sheet, top: int, bottom: int, engine: Engine) -> list[Quad]:
    """The lines of text between two heights of the sheet, looked for as finely as on the whole sheet."""
    side = max(round(max(sheet.size[0], bottom - top) * sheet.detection_scale), _SMALLEST)
    return [quad + np.array([0, top], np.float32) for quad in engine.detect(sheet.band(top, bottom), side)]


def _is_free(others: Picture, quad: Quad) -> bool:
    left, top, right, bottom = (max(round(side), 0) for side in bounds(quad))
    part = others[top:bottom, left:right]
    return bool(part.size) and float(part.mean()) < _SAME


def _views(sheet: Sheet, has_red: bool) -> list[View]:
    """The pictures for a second look: the one that was read, or the original where it shows more."""
    if not sheet.is_reduced:
        return [View(sheet.source, sheet.to_source)]
    return [View(without_red(sheet.original) if has_red else sheet.original, sheet.to_original)]


def _text_box(found: Found, sheet: Sheet) -> TextBox:
    said = found.said or StripText("", (), ())
    return TextBox(box_on_page(found.quad, sheet.to_points), said.text, round(said.confidence, 4))
