"""Looking at one page: which of the picture readers a page needs, and the page with what they saw.

Runs inside the bounded reading process and is imported only through :mod:`xingshen.evidence.sight`, because it needs
the packages of the extra ``ocr``. It knows nothing of what a paper ought to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

import cv2
import numpy as np
import numpy.typing as npt

from xingshen.evidence.codes import find_codes
from xingshen.evidence.flattening import Flat, as_it_is, flatten, pixels_of, unbend
from xingshen.evidence.ink.finding import find_ink
from xingshen.evidence.layout import spread_edges
from xingshen.evidence.lighting import well_lit
from xingshen.evidence.mixed import needs_reading, picture_regions, with_region_lines
from xingshen.evidence.ocr.beside import has_text_beside
from xingshen.evidence.ocr.engine import start_engine
from xingshen.evidence.ocr.legibility import is_blank
from xingshen.evidence.ocr.reading import PictureText, read_picture, read_regions
from xingshen.evidence.page import Code, Line, Page, PaperProblem, Seal
from xingshen.evidence.problems import problem
from xingshen.evidence.seals.finding import find_seals
from xingshen.evidence.sheet_finding import find_sheet
from xingshen.evidence.unbending import find_bend
from xingshen.evidence.view import View
from xingshen.evidence.way_back import WayBack, scaling
from xingshen.kernel.place import Box

Picture = npt.NDArray[np.uint8]
_ILLEGIBLE = "illegible"
_BENT = 0.8
"""Degrees by which the slants of lines differ on paper that was not flat under the camera; scans stay below half."""
_AS_WELL = 0.97
"""The share of what was read that must be read again once the bend is taken out."""
_LEGIBILITY_PROBLEMS = {"blank": "blank_page", _ILLEGIBLE: "illegible"}

cv2.setNumThreads(1)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The upright picture of the paper, the way from its points to those of the upright page, and the print on it
    (points of paper) for telling pen ink from it."""

    picture: Picture
    dpi: float
    way: WayBack
    words: Sequence[Line]


def look_at(page: Page, view: View) -> tuple[Page, tuple[PaperProblem, ...]]:
    """``page`` with the text of its pictures, its seals, pen ink and bar codes; and what stands in the way."""
    if needs_reading(page):
        return _read_whole(page, view)
    picture = pixels_of(view)
    way, there = scaling(view.scale), scaling(1 / view.scale)
    regions = tuple(there.box(box) for box in picture_regions(page))
    if regions:
        lines = read_regions(picture, view.dpi, regions, start_engine())
        page = with_region_lines(page, [way.line(replace(line, method="ocr")) for line in lines])
    return _with_marks(page, _Sheet(picture, view.dpi, way, [there.line(line) for line in page.lines])), ()


def _read_whole(page: Page, view: View) -> tuple[Page, tuple[PaperProblem, ...]]:
    """A page without text of its own, read from its picture."""
    if is_blank(pixels_of(view)):
        return replace(page, method="ocr", looked=True), (problem("blank_page", page.number),)
    flat, text = _read_level(_in_good_light(_flat(view)))
    upright = np.ascontiguousarray(np.rot90(flat.picture, -text.turned // 90))
    high, wide = (side * 72 / flat.dpi for side in flat.picture.shape[:2])
    way = flat.way.turned(text.turned // 90, (wide, high), (page.width, page.height))
    wide, high = (page.height, page.width) if text.turned % 180 else (page.width, page.height)
    read = Page(
        page.number,
        wide,
        high,
        tuple(way.line(line) for line in text.lines),
        ((0.0, 0.0, wide, high),) if page.images else (),
        "none" if text.legibility.kind == _ILLEGIBLE else "ocr",
        text.turned,
    )
    words = [Line(each.text, each.box, spread_edges(each.text, *each.box[::2]), each.confidence) for each in text.boxes]
    return _with_marks(read, _Sheet(upright, flat.dpi, way, words)), _problems(text, page.number)


def _flat(view: View) -> Flat:
    """The paper on the view's picture, laid flat where it is a photographed sheet and the only thing that says
    something."""
    picture = pixels_of(view)
    corners = find_sheet(picture)
    if corners is None or has_text_beside(picture, view.dpi, corners, start_engine()):
        return as_it_is(view)
    return flatten(view, corners)


def _in_good_light(flat: Flat) -> Flat:
    picture = well_lit(flat.picture)
    return flat if picture is flat.picture else replace(flat, picture=picture)


def _read_level(flat: Flat) -> tuple[Flat, PictureText]:
    """The text of the paper; where its lines run in different directions, that of the paper with its bend taken out,
    if that reads no worse."""
    text = read_picture(flat.picture, flat.dpi, start_engine())
    if text.turned or text.spread < _BENT or not text.boxes:
        return flat, text
    bend = find_bend(flat.picture, _character(text) * flat.dpi / 72)
    if bend is None:
        return flat, text
    level = unbend(flat, bend)
    again = read_picture(level.picture, level.dpi, start_engine())
    return (level, again) if not again.turned and _read_well(again) >= _AS_WELL * _read_well(text) else (flat, text)


def _character(text: PictureText) -> float:
    """The width of a typical character, in points."""
    return median((each.box[2] - each.box[0]) / max(len(each.text), 1) for each in text.boxes)


def _read_well(text: PictureText) -> float:
    """How much was read, each character counted by how sure it is."""
    return text.legibility.characters * text.legibility.confidence


def _problems(text: PictureText, number: int) -> tuple[PaperProblem, ...]:
    codes = [_LEGIBILITY_PROBLEMS[text.legibility.kind]] if text.legibility.kind in _LEGIBILITY_PROBLEMS else []
    codes += ["upside_down"] if text.turned else []
    return tuple(problem(code, number) for code in codes)


def _with_marks(page: Page, sheet: _Sheet) -> Page:
    """The page with seals, bar codes and, where there is a picture to be written on, pen ink."""
    seals = find_seals(sheet.picture, sheet.dpi, _recognise)
    ink = find_ink(sheet.picture, sheet.dpi, sheet.words) if page.method != "text-layer" or page.images else ()
    codes = find_codes(sheet.picture, sheet.dpi)
    return replace(
        page,
        looked=True,
        seals=tuple(replace(seal, box=sheet.way.box(seal.box)) for seal in seals),
        ink=tuple(sheet.way.box(box) for box in ink if not _is_of_a_seal(box, seals)),
        codes=tuple(Code(code.text, sheet.way.box(code.box)) for code in codes),
    )


def _recognise(strips: Sequence[Picture]) -> list[tuple[str, float]]:
    """The recogniser, started only when a seal is there to be read."""
    return start_engine().recognise(strips)


def _is_of_a_seal(box: Box, seals: Sequence[Seal]) -> bool:
    """Whether what looks like pen ink is the ink of a seal that is not red."""
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    return any(
        seal.colour != "red" and seal.box[0] <= middle[0] <= seal.box[2] and seal.box[1] <= middle[1] <= seal.box[3]
        for seal in seals
    )
