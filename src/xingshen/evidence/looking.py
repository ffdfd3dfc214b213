"""Looking at one page: which of the picture readers a page needs, and the page with what they saw.

Runs inside the bounded reading process and is imported only through :mod:`xingshen.evidence.sight`, because it needs
the packages of the extra ``ocr``. It knows nothing of what a paper ought to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from xingshen.evidence.codes import find_codes
from xingshen.evidence.ink.finding import find_ink
from xingshen.evidence.layout import spread_edges
from xingshen.evidence.mixed import needs_reading, picture_regions, with_region_lines
from xingshen.evidence.ocr.engine import start_engine
from xingshen.evidence.ocr.legibility import is_blank
from xingshen.evidence.ocr.reading import PictureText, read_picture, read_regions
from xingshen.evidence.page import Code, Line, Page, PaperProblem, Seal
from xingshen.evidence.problems import problem
from xingshen.evidence.seals.finding import find_seals
from xingshen.evidence.view import View
from xingshen.kernel.place import Box

Picture = npt.NDArray[np.uint8]
_ILLEGIBLE = "illegible"
_LEGIBILITY_PROBLEMS = {"blank": "blank_page", _ILLEGIBLE: "illegible"}

cv2.setNumThreads(1)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The upright picture of a page, its scale, and the print on it (points of paper) for telling pen ink from it."""

    picture: Picture
    dpi: float
    scale: float
    words: Sequence[Line]


def look_at(page: Page, view: View) -> tuple[Page, tuple[PaperProblem, ...]]:
    """``page`` with the text of its pictures, its seals, pen ink and bar codes; and what stands in the way."""
    picture = np.asarray(view.picture)
    if needs_reading(page):
        return _read_whole(page, view, picture)
    regions = tuple(_scaled(box, 1 / view.scale) for box in picture_regions(page))
    if regions:
        lines = read_regions(picture, view.dpi, regions, start_engine())
        page = with_region_lines(page, [_scaled_line(replace(line, method="ocr"), view.scale) for line in lines])
    words = [_scaled_line(line, 1 / view.scale) for line in page.lines]
    return _with_marks(page, _Sheet(picture, view.dpi, view.scale, words)), ()


def _read_whole(page: Page, view: View, picture: Picture) -> tuple[Page, tuple[PaperProblem, ...]]:
    """A page without text of its own, read from its picture."""
    if is_blank(picture):
        return replace(page, method="ocr", looked=True), (problem("blank_page", page.number),)
    text = read_picture(picture, view.dpi, start_engine())
    upright = np.ascontiguousarray(np.rot90(picture, -text.turned // 90))
    wide, high = (page.height, page.width) if text.turned % 180 else (page.width, page.height)
    read = Page(
        page.number,
        wide,
        high,
        tuple(_scaled_line(line, view.scale) for line in text.lines),
        ((0.0, 0.0, wide, high),) if page.images else (),
        "none" if text.legibility.kind == _ILLEGIBLE else "ocr",
        text.turned,
    )
    words = [Line(each.text, each.box, spread_edges(each.text, *each.box[::2]), each.confidence) for each in text.boxes]
    return _with_marks(read, _Sheet(upright, view.dpi, view.scale, words)), _problems(text, page.number)


def _problems(text: PictureText, number: int) -> tuple[PaperProblem, ...]:
    codes = [_LEGIBILITY_PROBLEMS[text.legibility.kind]] if text.legibility.kind in _LEGIBILITY_PROBLEMS else []
    codes += ["upside_down"] if text.turned else []
    return tuple(problem(code, number) for code in codes)


def _with_marks(page: Page, sheet: _Sheet) -> Page:
    """The page with seals, bar codes and, where there is a picture to be written on, pen ink."""
    seals = find_seals(sheet.picture, sheet.dpi, _recognise)
    ink = find_ink(sheet.picture, sheet.dpi, sheet.words) if page.method != "text-layer" or page.images else ()
    return replace(
        page,
        looked=True,
        seals=tuple(replace(seal, box=_scaled(seal.box, sheet.scale)) for seal in seals),
        ink=tuple(_scaled(box, sheet.scale) for box in ink if not _is_of_a_seal(box, seals)),
        codes=tuple(Code(code.text, _scaled(code.box, sheet.scale)) for code in find_codes(sheet.picture, sheet.dpi)),
    )


def _recognise(strips: Sequence[Picture]) -> list[tuple[str, float]]:
    """The recogniser, started only when a seal is there to be read."""
    return start_engine().recognise(strips)


def _is_of_a_seal(box: Box, seals: Sequence[Seal]) -> bool:
    """Whether what looks like pen ink is the ink of a seal that is not red."""
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    return any(
        seal.colour != "red"
        and seal.box[0] <= middle[0] <= seal.box[2]
        and seal.box[1] <= middle[1] <= seal.box[3]
        for seal in seals
    )


def _scaled(box: Box, scale: float) -> Box:
    return (box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale)


def _scaled_line(line: Line, scale: float) -> Line:
    return line if scale == 1.0 else replace(
        line, box=_scaled(line.box, scale), edges=tuple(edge * scale for edge in line.edges)
    )
