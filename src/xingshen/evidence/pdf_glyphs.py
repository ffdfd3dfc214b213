"""The characters of one PDF page with their places, by direction of writing, and the lines that they make.

Asks pdfium character by character, because only so the evidence gets exact boxes. Hidden text (render mode
"invisible", usually an OCR layer under a scan) is kept with a low confidence: nobody sees it, so it proves less.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from xingshen.evidence.garble import is_garbled
from xingshen.evidence.glyph import Glyph, is_wide
from xingshen.evidence.layout import lay_out, spread_edges
from xingshen.evidence.page import HIDDEN_CONFIDENCE, Line, union
from xingshen.evidence.pdf_drawing import Drawing, Handle, is_invisible
from xingshen.evidence.pdf_frame import PageFrame
from xingshen.evidence.ruling import Ruling
from xingshen.kernel.place import Box

OBLIQUE = -1
_TOLERANCE = math.radians(12)
_HYPHEN = "\x02"


@dataclass(slots=True)
class GlyphReading:
    """What one pass over a page's characters yields; filled by :func:`read_glyphs` and then only read."""

    frame: PageFrame
    ruling: Ruling
    by_direction: dict[int, list[Glyph]] = field(default_factory=dict)
    characters: list[str] = field(default_factory=list)
    unmapped: int = 0
    cut_short: bool = False

    @property
    def garbled(self) -> bool:
        """True where the text layer is not what is printed."""
        return is_garbled(self.characters, self.unmapped)

    def lines(self) -> tuple[Line, ...]:
        """All lines: upright text first, then text turned otherwise, then oblique stamps and watermarks."""
        if self.garbled:
            return ()
        ordered = sorted(self.by_direction, key=lambda way: (way == OBLIQUE, -len(self.by_direction[way]), way))
        ordered.sort(key=lambda way: way != 0)
        return tuple(line for way in ordered for line in self._lines_of(way))

    def _lines_of(self, direction: int) -> tuple[Line, ...]:
        glyphs = self.by_direction[direction]
        if direction == OBLIQUE:
            return (_oblique_line(glyphs),)
        if direction == 0:
            return lay_out(glyphs, self.ruling)
        return tuple(self._turned(line, direction) for line in lay_out(glyphs))

    def _turned(self, line: Line, direction: int) -> Line:
        (x1, y1), (x2, y2) = (self.frame.turn_back(u, v, direction) for u, v in (line.box[:2], line.box[2:]))
        box: Box = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
        return Line(line.text, box, spread_edges(line.text, box[0], box[2]), line.confidence)


def read_glyphs(page: pdfium.PdfPage, frame: PageFrame, drawing: Drawing, most: int) -> GlyphReading:
    """The characters of ``page``, at most ``most``; ``cut_short`` tells whether there were more."""
    reading = GlyphReading(frame, drawing.ruling)
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        reading.cut_short = count > most
        _collect(text_page.raw, min(count, most), reading, drawing.hides_text)
    finally:
        text_page.close()
    return reading


def _collect(text_page: Handle, count: int, reading: GlyphReading, invisible: bool) -> None:
    spaced, ligature = False, 1
    for at in range(count):
        char = _character(text_page, at)
        if char is None:
            continue
        if char.isspace():
            spaced = spaced or _is_real_space(text_page, at, char)
            continue
        reading.characters.append(char)
        reading.unmapped += raw.FPDFText_HasUnicodeMapError(text_page, at) == 1
        hidden = invisible and _hidden(text_page, at)
        direction, glyph = _glyph(text_page, at, reading.frame, char, spaced)
        glyph = glyph._replace(confidence=HIDDEN_CONFIDENCE) if hidden else glyph
        glyphs = reading.by_direction.setdefault(direction, [])
        glyphs.append(glyph)
        ligature = ligature + 1 if _is_one_sign(text_page, at, glyphs) else 1
        if ligature > 1:
            glyphs[-ligature:] = _side_by_side(glyphs[-ligature:])
        spaced = False


def _is_one_sign(text_page: Handle, at: int, glyphs: list[Glyph]) -> bool:
    """Whether the last two characters are one sign of the font (ff, fi): one box, drawn by one text object."""
    if len(glyphs) < 2 or glyphs[-1].spaced:
        return False
    box, before = raw.FS_RECTF(), raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page, at, box)
    raw.FPDFText_GetLooseCharBox(text_page, at - 1, before)
    same_box = (box.left, box.right, box.top, box.bottom) == (before.left, before.right, before.top, before.bottom)
    return same_box and _text_object(text_page, at) == _text_object(text_page, at - 1)


def _text_object(text_page: Handle, at: int) -> int | None:
    return ctypes.cast(raw.FPDFText_GetTextObject(text_page, at), ctypes.c_void_p).value


def _side_by_side(glyphs: list[Glyph]) -> list[Glyph]:
    """Characters of one sign, each in its share of the sign's room."""
    left = min(each.left for each in glyphs)
    share = (max(each.right for each in glyphs) - left) / len(glyphs)
    return [each._replace(left=left + share * at, right=left + share * (at + 1)) for at, each in enumerate(glyphs)]


def _character(text_page: Handle, at: int) -> str | None:
    code = raw.FPDFText_GetUnicode(text_page, at)
    if 0xD800 <= code < 0xDC00:
        low = raw.FPDFText_GetUnicode(text_page, at + 1)
        return chr(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)) if 0xDC00 <= low < 0xE000 else "\ufffd"
    if 0xDC00 <= code < 0xE000:
        return None
    char = chr(code) if code <= 0x10FFFF else "\ufffd"
    return "-" if char in (_HYPHEN, "\ufffe") else "\ufffd" if char == "\0" else char


def _is_real_space(text_page: Handle, at: int, char: str) -> bool:
    return char not in "\r\n" and raw.FPDFText_IsGenerated(text_page, at) != 1


def _hidden(text_page: Handle, at: int) -> bool:
    handle = raw.FPDFText_GetTextObject(text_page, at)
    return bool(handle) and is_invisible(handle)


def _glyph(text_page: Handle, at: int, frame: PageFrame, char: str, spaced: bool) -> tuple[int, Glyph]:
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetLooseCharBox(text_page, at, box)
    raw.FPDFText_GetCharOrigin(text_page, at, x, y)
    direction = _direction(raw.FPDFText_GetCharAngle(text_page, at), frame.rotation)
    way = 0 if direction == OBLIQUE else direction
    u1, v1 = frame.turn(*frame.point(box.left, box.bottom), way)
    u2, v2 = frame.turn(*frame.point(box.right, box.top), way)
    baseline = frame.turn(*frame.point(x.value, y.value), way)[1]
    size = _size(char, abs(u2 - u1), abs(v2 - v1))
    return direction, Glyph(char, min(u1, u2), max(u1, u2), baseline, size, spaced)


def _size(char: str, width: float, height: float) -> float:
    """The em in points: a Chinese character is as wide as its em; else the font's height is about 1.2 ems."""
    if is_wide(char) and 0.5 * height <= width <= 1.1 * height:
        return width
    return max(height / 1.2, width, 0.5) if height < 8 * max(width, 0.5) else max(width, 0.5)


def _direction(angle: float, rotation: int) -> int:
    """The quarter turn in which text runs as shown (0, 90 upwards, 180, 270 downwards), or OBLIQUE.

    pdfium counts ``angle`` clockwise, in radians.
    """
    turned = (-angle - math.radians(rotation)) % (2 * math.pi)
    quarter = round(turned / (math.pi / 2))
    if abs(turned - quarter * math.pi / 2) > _TOLERANCE:
        return OBLIQUE
    return (quarter % 4) * 90


def _oblique_line(glyphs: list[Glyph]) -> Line:
    text = "".join((" " if each.spaced else "") + each.text for each in glyphs).strip()
    box = union([(each.left, each.top, each.right, each.bottom) for each in glyphs])
    return Line(text, box, spread_edges(text, box[0], box[2]), min(each.confidence for each in glyphs))
