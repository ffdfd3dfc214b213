"""Sets papers: flows titles, paragraphs, tables and signature fields onto pages, in points from the top left.

Knows fonts and measures, not what a paper says. The result is plain data that can be drawn as a picture or as a page
with a text layer.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.papers.corpus.fonts import Font, advance, available, has

A4 = (595.0, 842.0)
A4_WIDE = (842.0, 595.0)
_TOKEN = re.compile(r"[A-Za-z0-9À-ÿ][A-Za-z0-9À-ÿ.,:;'’/&%()-]*|\s+|.", re.DOTALL)
_NOT_FIRST = frozenset("，。、；：！？）》”’〕】,.;:!?)")
BLACK = (24, 24, 26)


@dataclass(frozen=True, slots=True)
class Face:
    """How a paper writes: one font per manner, chosen once for the paper."""

    song: Font
    hei: Font
    bold: Font
    kai: Font
    latin: Font
    latin_bold: Font

    def font(self, manner: str, char: str) -> Font:
        """The font for ``char``: Latin letters have their own, and a font that lacks the character is passed over."""
        if char.isascii() or "À" <= char <= "ÿ":
            return self.latin_bold if manner in ("hei", "bold") else self.latin
        first: Font = getattr(self, manner)
        if has(first, char):
            return first
        return next((font for font in (*available("song"), *available("hei")) if has(font, char)), first)


def choose_face(chance: random.Random) -> Face:
    """One of each manner; a third of all papers write their text in 楷体 or 黑体."""
    body = chance.choices(("song", "kai", "hei"), (4, 1, 1))[0]
    return Face(
        song=chance.choice(available(body)),
        hei=chance.choice(available("hei")),
        bold=chance.choice(available("bold")),
        kai=chance.choice(available("kai")),
        latin=chance.choice(available("latin")),
        latin_bold=chance.choice(available("latin-bold")),
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one font at one place; ``y`` is the baseline."""

    text: str
    x: float
    y: float
    size: float
    font: Font
    colour: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    start: tuple[float, float]
    end: tuple[float, float]
    width: float
    colour: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled area: rectangle, disc or photo (noise in that colour)."""

    shape: str
    box: tuple[float, float, float, float]
    colour: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed line as a whole, for the labels: text, left, right, baseline, size."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SealPlace:
    """Where a unit is to set its seal; ``centre`` in points; ``unit`` is the declared name."""

    centre: tuple[float, float]
    unit: str
    purpose: str


@dataclass(frozen=True, slots=True)
class SignPlace:
    """Where somebody is to sign: label, the area in points, and what is written there (a name, a day or nothing)."""

    label: str
    box: tuple[float, float, float, float]
    writing: str


@dataclass(slots=True)
class SheetPage:
    """One page as set."""

    size: tuple[float, float]
    kind: str
    pieces: list[Piece] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    lines: list[Printed] = field(default_factory=list)
    seals: list[SealPlace] = field(default_factory=list)
    signs: list[SignPlace] = field(default_factory=list)


class Sheet:
    """Flows blocks onto pages of one kind of paper; ``pages`` is the result."""

    def __init__(self, face: Face, kind: str, *, size: float = 12, page: tuple[float, float] = A4) -> None:
        self.face, self.kind, self.size, self.page_size = face, kind, size, page
        self.left, self.right = 76.0, page[0] - 76.0
        self.top, self.bottom = 74.0, page[1] - 70.0
        self.leading = 1.65
        self.header = ""
        self.pages: list[SheetPage] = []
        self.y = 0.0
        self.turn_page()

    @property
    def page(self) -> SheetPage:
        return self.pages[-1]

    def turn_page(self) -> None:
        """Begin a new page, with the running header where there is one."""
        self.pages.append(SheetPage(self.page_size, self.kind))
        self.y = self.top
        if self.header:
            self._put(self.header, self.left, self.top - 18, 8.5, "song", BLACK)
            self.page.rules.append(Rule((self.left, self.top - 13), (self.right, self.top - 13), 0.5, BLACK))

    def room(self, height: float) -> None:
        """Turn the page where less than ``height`` points are left."""
        if self.y + height > self.bottom:
            self.turn_page()

    def space(self, height: float) -> None:
        self.y += height

    def title(self, text: str, size: float = 18, manner: str = "hei", colour: tuple[int, int, int] = BLACK) -> None:
        """Centred, each line by itself, broken where it is too long."""
        for part in text.split("\n"):
            for line in self._broken(part, size, manner, self.right - self.left):
                self.room(size * 1.5)
                width = self.width(line, size, manner)
                self._put(line, (self.left + self.right - width) / 2, self.y + size, size, manner, colour)
                self.y += size * 1.6

    def centred(self, text: str, size: float | None = None) -> None:
        self.title(text, size or self.size, "song")

    def heading(self, text: str, manner: str = "hei") -> None:
        self.space(self.size * 0.4)
        self.room(self.size * self.leading * 2)
        self.para(text, manner=manner, indent=0)

    def para(self, text: str, *, indent: float = 2, manner: str = "song", size: float | None = None) -> None:
        """A paragraph, justified, first line indented by ``indent`` ems."""
        em = size or self.size
        lines = self._broken(text, em, manner, self.right - self.left, indent * em)
        for at, line in enumerate(lines):
            self.room(em * self.leading)
            left = self.left + (indent * em if at == 0 else 0)
            wide = self.right - left if at < len(lines) - 1 else None
            self._put(line, left, self.y + em, em, manner, BLACK, wide)
            self.y += em * self.leading

    def right_aligned(self, text: str) -> None:
        self.room(self.size * self.leading)
        width = self.width(text, self.size, "song")
        self._put(text, self.right - width - 20, self.y + self.size, self.size, "song", BLACK)
        self.y += self.size * self.leading

    def at(self, text: str, x: float, *, manner: str = "song", size: float | None = None) -> float:
        """One line at ``x`` on the present height, without moving on; its right end."""
        em = size or self.size
        self._put(text, x, self.y + em, em, manner, BLACK)
        return x + self.width(text, em, manner)

    def letterhead(self, text: str, colour: tuple[int, int, int]) -> None:
        """The name of the issuer, large, over a double rule."""
        size = min(34.0, (self.right - self.left) / max(len(text), 1))
        self.title(text, size, "bold", colour)
        for offset, width in ((2, 2.0), (6, 0.6)):
            self.page.rules.append(Rule((self.left, self.y + offset), (self.right, self.y + offset), width, colour))
        self.y += 24

    def table(self, widths: Sequence[float], rows: Sequence[Sequence[str]], *, size: float | None = None) -> None:
        """A ruled table; ``widths`` are shares. Rows that do not fit go to the next page."""
        em = size or self.size - 1
        share = (self.right - self.left) / sum(widths)
        for row in rows:
            cells = [
                self._broken(text, em, "song", share * width - 10) for text, width in zip(row, widths, strict=True)
            ]
            height = max(len(cell) for cell in cells) * em * 1.4 + 10
            self.room(height)
            self._row(cells, [share * width for width in widths], em, height)
            self.y += height
        self.space(6)

    def _row(self, cells: Sequence[Sequence[str]], widths: Sequence[float], em: float, height: float) -> None:
        x, page = self.left, self.page
        corners = [x]
        for cell, width in zip(cells, widths, strict=True):
            top = self.y + (height - len(cell) * em * 1.4) / 2
            for at, line in enumerate(cell):
                self._put(line, x + 5, top + em * 1.15 + at * em * 1.4, em, "song", BLACK)
            x += width
            corners.append(x)
        for edge in corners:
            page.rules.append(Rule((edge, self.y), (edge, self.y + height), 0.6, BLACK))
        for level in (self.y, self.y + height):
            page.rules.append(Rule((self.left, level), (self.right, level), 0.6, BLACK))

    def sign(self, label: str, x: float, writing: str, *, width: float = 110, underlined: str = "") -> None:
        """A label with room behind it to sign; ``writing`` is what a pen puts there, empty for nothing."""
        end = self.at(label, x)
        box = (end + 2, self.y - self.size * 0.75, end + width, self.y + self.size * 1.5)
        if underlined:
            low = self.y + self.size * 1.2
            self.page.rules.append(Rule((end + 2, low), (end + width, low), 0.6, BLACK))
        self.page.signs.append(SignPlace(label, box, writing))

    def seal(self, x: float, y: float, unit: str, purpose: str = "公章") -> None:
        """``unit`` is to set its seal around (x, y)."""
        self.page.seals.append(SealPlace(centre=(x, y), unit=unit, purpose=purpose))

    def fill(self, shape: str, box: tuple[float, float, float, float], colour: tuple[int, int, int]) -> None:
        self.page.fills.append(Fill(shape, box, colour))

    def number_pages(self, form: str) -> None:
        """Page numbers at the foot; ``form`` takes {here} and {all}."""
        for here, page in enumerate(self.pages, start=1):
            text = form.format(here=here, all=len(self.pages))
            width = self.width(text, 9, "song")
            self._put_on(page, text, (page.size[0] - width) / 2, page.size[1] - 36, 9, "song", BLACK, None)

    def width(self, text: str, size: float, manner: str) -> float:
        return sum(advance(self.face.font(manner, token[0]), token) * size for token in _TOKEN.findall(text))

    def _broken(self, text: str, size: float, manner: str, wide: float, indent: float = 0.0) -> list[str]:
        lines, line, used = [], "", indent
        for token in _TOKEN.findall(text):
            if token == "\n":
                lines.append(line)
                line, used = "", 0.0
                continue
            width = self.width(token, size, manner)
            if line and used + width > wide and token not in _NOT_FIRST:
                lines.append(line.rstrip())
                line, used = "", 0.0
                if token.isspace():
                    continue
            line += token
            used += width
        return [*lines, line] if line or not lines else lines

    def _put(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        manner: str,
        colour: tuple[int, int, int],
        wide: float | None = None,
    ) -> None:
        self._put_on(self.page, text, x, y, size, manner, colour, wide)

    def _put_on(
        self,
        page: SheetPage,
        text: str,
        x: float,
        y: float,
        size: float,
        manner: str,
        colour: tuple[int, int, int],
        wide: float | None,
    ) -> None:
        tokens = _TOKEN.findall(text)
        natural = self.width(text, size, manner)
        gap = (wide - natural) / max(len(tokens) - 1, 1) if wide else 0.0
        gap = min(gap, size * 0.5) if gap > 0 else gap
        start = x
        for token in tokens:
            font = self.face.font(manner, token[0])
            width = advance(font, token) * size
            if not token.isspace():
                page.pieces.append(Piece(token, x, y, size, font, colour))
            x += width + gap
        if text.strip():
            page.lines.append(Printed(text.strip(), start, x - gap, y, size))
