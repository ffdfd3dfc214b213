"""Pages, lines and picture boxes of an OFD (GB/T 33190): our own reader, in points from the top left of the page.

Runs inside the bounded reading process. Broken parts become problems; nothing of a package is executed or fetched.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from xingshen.evidence import media
from xingshen.evidence.glyph import Glyph
from xingshen.evidence.limits import Limits
from xingshen.evidence.mixed import SCAN_SHARE
from xingshen.evidence.ofd.document import OfdPage, pages
from xingshen.evidence.ofd.drawn import Drawn, Picture, Shape, Writing, drawn_on
from xingshen.evidence.ofd.geometry import POINTS_PER_MM
from xingshen.evidence.ofd.jbig2 import SIGNATURE
from xingshen.evidence.ofd.package import OfdPackage, OfdRefused
from xingshen.evidence.page import HIDDEN_CONFIDENCE, Page, PaperProblem
from xingshen.evidence.pdf_drawing import MOST_SEGMENTS, THIN
from xingshen.evidence.pdf_frame import PageFrame
from xingshen.evidence.pdf_glyphs import OBLIQUE, GlyphReading
from xingshen.evidence.pdf_text import HARDLY_ANY_TEXT, OUTLINED_PATHS
from xingshen.evidence.problems import problem
from xingshen.evidence.ruling import Ruling
from xingshen.kernel.place import Box

_OPAQUE = frozenset({media.JPEG, media.TIFF, media.BMP})
_OBLIQUE_FROM = 12.0
"""Degrees off the nearest right angle; as for PDF."""


def read_ofd(data: bytes, limits: Limits) -> tuple[tuple[Page, ...], tuple[PaperProblem, ...]]:
    """The pages of the OFD ``data`` (at most ``limits.pages``) and what stood in the way of reading it."""
    try:
        package = OfdPackage.open(data, limits)
        found = pages(package, limits.pages + 1)
    except OfdRefused as refusal:
        return (), (problem(refusal.code),)
    if not found:
        return (), (problem("damaged"),)
    read = [_read_page(package, page, limits) for page in found[: limits.pages]]
    problems = [each for _, page_problems in read for each in page_problems]
    if len(found) > limits.pages:
        problems.append(problem("too_many_pages"))
    if not problems and all(not page.lines and page.method != "none" for page, _ in read):
        problems.append(problem("blank"))
    return tuple(page for page, _ in read), tuple(problems)


def ofd_page_count(data: bytes, limits: Limits) -> int:
    """How many pages :func:`read_ofd` gives."""
    try:
        return len(pages(OfdPackage.open(data, limits), limits.pages))
    except OfdRefused:
        return 0


def _read_page(package: OfdPackage, page: OfdPage, limits: Limits) -> tuple[Page, tuple[PaperProblem, ...]]:
    frame = PageFrame(0.0, 0.0, page.area[2] * POINTS_PER_MM, page.area[3] * POINTS_PER_MM, 0)
    drawn = tuple(drawn_on(package, page))
    pictures = tuple(box for each in drawn if isinstance(each, Picture) and (box := _bounds(each, frame)) is not None)
    reading, cut_short = _glyphs(_with_covered(drawn, package, frame), frame, limits.page_characters)
    lines = reading.lines()
    problems = [problem("damaged", page.number)] if page.root is None else []
    problems += [problem("too_large", page.number)] if cut_short else []
    covered = sum((right - left) * (bottom - top) for left, top, right, bottom in pictures)
    scan = len(reading.characters) < HARDLY_ANY_TEXT and covered >= SCAN_SHARE * frame.width * frame.height
    paths = sum(isinstance(each, Shape) for each in drawn)
    nothing = not lines and (bool(pictures) or paths >= OUTLINED_PATHS)
    if reading.garbled or scan or nothing:
        problems.append(problem("no_text_layer", page.number))
    unread = page.root is None or reading.garbled or scan or nothing
    shown = Page(page.number, frame.width, frame.height, () if unread else lines, pictures, "none" if unread else "ofd")
    return shown, tuple(problems)


def _with_covered(drawn: tuple[Drawn, ...], package: OfdPackage, frame: PageFrame) -> tuple[Drawn, ...]:
    """What is drawn, with the writing that lies under a scan of the page told invisible (papers of two layers)."""
    scans = [at for at, each in enumerate(drawn) if isinstance(each, Picture) and _hides_page(each, package, frame)]
    last = max(scans, default=0)
    under = (replace(each, visible=False) if isinstance(each, Writing) else each for each in drawn[:last])
    return (*under, *drawn[last:])


def _hides_page(picture: Picture, package: OfdPackage, frame: PageFrame) -> bool:
    """Whether an opaque picture (of a format without transparency) covers most of the page."""
    left, top, right, bottom = _bounds(picture, frame) or (0.0, 0.0, 0.0, 0.0)
    covers = (right - left) * (bottom - top) >= SCAN_SHARE * frame.width * frame.height
    data = package.part(picture.part) if covers and picture.opacity == 1.0 else None
    return data is not None and (media.identify(data) in _OPAQUE or data.startswith(SIGNATURE))


def _bounds(picture: Picture, frame: PageFrame) -> Box | None:
    corners = [picture.to_page.at(x, y) for x in (0.0, 1.0) for y in (0.0, 1.0)]
    across, down = zip(*corners, strict=True)
    return frame.clip((min(across), min(down), max(across), max(down)))


def _glyphs(drawn: Iterable[Drawn], frame: PageFrame, most: int) -> tuple[GlyphReading, bool]:
    """The characters by direction of writing, at most ``most``, and whether there were more."""
    drawn = tuple(drawn)
    reading = GlyphReading(frame, Ruling.of(_segments(drawn)))
    for writing in drawn:
        if isinstance(writing, Writing):
            for direction, glyph in _glyphs_of(writing, frame):
                if len(reading.characters) >= most:
                    return reading, True
                reading.characters.append(glyph.text)
                reading.by_direction.setdefault(direction, []).append(glyph)
    return reading, False


def _glyphs_of(writing: Writing, frame: PageFrame) -> Iterator[tuple[int, Glyph]]:
    direction = _direction(writing)
    way = 0 if direction == OBLIQUE else direction
    size = writing.size * writing.to_page.down
    confidence = 1.0 if writing.visible else HIDDEN_CONFIDENCE
    spaced = False
    for sign in writing.signs:
        if sign.text.isspace():
            spaced = True
            continue
        u, baseline = frame.turn(*writing.to_page.at(sign.x, sign.y), way)
        width = sign.advance * writing.to_page.across
        yield direction, Glyph(sign.text, u, u + width, baseline, max(size, 0.1), spaced, confidence)
        spaced = False


def _direction(writing: Writing) -> int:
    """0 to the right, 90 upwards, 180 upside down, 270 downwards, else OBLIQUE; by the way its characters stand."""
    angle = math.degrees(math.atan2(-writing.to_page.b, writing.to_page.a)) - writing.turn
    nearest = round(angle / 90) * 90
    return OBLIQUE if abs(angle - nearest) > _OBLIQUE_FROM else nearest % 360


def _segments(drawn: Iterable[Drawn]) -> Iterator[Box]:
    """The straight rules among the shapes; nothing for shading and for curves."""
    count = 0
    for shape in drawn:
        if isinstance(shape, Shape) and count < MOST_SEGMENTS:
            for segment in _rules_of(shape):
                count += 1
                yield segment


def _rules_of(shape: Shape) -> Iterator[Box]:
    for outline in shape.outlines:
        corners = [shape.to_page.at(*point) for point in outline.points]
        across, down = zip(*corners, strict=True)
        thin = min(max(across) - min(across), max(down) - min(down)) <= THIN
        if outline.curved or not (shape.line is not None or (shape.fill is not None and thin)):
            continue
        closing = [corners[0]] if outline.closed else []
        yield from ((*first, *second) for first, second in pairwise([*corners, *closing]))
