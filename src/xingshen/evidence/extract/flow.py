"""A paper's text as one stream that sentences can be searched in, with the way back to page and box.

Line breaks, spaces inside Chinese, full-width characters, page numbers and running heads are taken away; traditional
characters are made simplified ones. Every character keeps its place. It must not know what is searched for.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from xingshen.evidence.extract.characters import fold, is_chinese, repair, repair_dates
from xingshen.evidence.page import Line, Page, Paper
from xingshen.kernel.place import Box, Evidence

_FULL_LINE = 0.9
_MARGIN_SHARE = 0.75
_OCR = "ocr"
_WIDE_GAP = 3
_CELL_GAP = re.compile(r"\s{3,}|\t|\u3000{2,}")
_LEFT_SHARE = 0.35
_SAME_EDGE = 2.0
_COLUMN_LINES = 3
_LABEL_CELL = re.compile(
    r"(?:(?:[甲乙丙丁戊己]|[中外港澳台匈俄德英法美日韩意巴智葡西荷瑞波捷泰越新])方|委托方|受托方"
    r"|(?:牵头|承担|申报|参与|参加|合作|协作)(?:单位|方|机构))(?:名称|单位|单位名称|全称)?(?:[(（][^()（）]{1,12}[)）])?"
    r"|(?:本?(?:协议|合同))?(?:的)?(?:有效|合作|履行|执行|项目执行|项目)?(?:期限|期间|有效期限?|起止时间|起止日期|起止年月)"
    r"|(?:协议|合同)期|合作期|执行期|(?:协议|合同)?(?:起始|开始|生效|终止|截止|结束|到期)(?:日期?|时间)"
    r"|(?:协议|合同)?(?:签订|签署|订立)(?:日期?|时间)"
)
"""A table cell that only names what the next cell says."""
_PAGE_NUMBER = re.compile(
    r"^[\s\-–—~·•]*(?:第\s*[\d一二三四五六七八九十]{1,4}\s*页(?:\s*[/,，]?\s*共?\s*\d{1,4}\s*页?)?"
    r"|\d{1,3}(?:\s*/\s*\d{1,3})?|[ivx]{1,5}|page\s*\d+(?:\s*(?:of|/)\s*\d+)?)[\s\-–—~·•]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FlowLine:
    """One line of the paper: its span in the flow, its page (index) and its box."""

    start: int
    end: int
    page: int
    box: Box
    full: bool
    """Whether it reaches the right margin, so that what it says may go on in the next line."""


@dataclass(frozen=True)
class Flow:
    """The stream. ``text`` is for searching, ``written`` (same length) is for quoting values: not folded.

    ``gaps`` are offsets before which a wide blank stood, ``blanks`` those before which any blank stood; ``origins`` the
    page index and page offset per character.
    """

    paper: Paper
    text: str
    written: str
    origins: tuple[tuple[int, int], ...]
    lines: tuple[FlowLine, ...]
    gaps: frozenset[int]
    blanks: frozenset[int]

    @property
    def complete(self) -> bool:
        """Whether every page could be read, so that what was not found is not there."""
        return bool(self.paper.pages) and all(page.method != "none" for page in self.paper.pages) and bool(self.text)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_at(self, offset: int) -> int:
        """The index of the line that holds ``offset``."""
        return max(bisect_right(self._line_starts, offset) - 1, 0)

    def line_text(self, index: int) -> str:
        """The searchable text of one line."""
        return self.text[self.lines[index].start : self.lines[index].end].strip()

    def evidence(self, start: int, end: int) -> tuple[Evidence, ...]:
        """The pointers to ``text[start:end]``: one for each page that it touches."""
        spans: dict[int, tuple[int, int]] = {}
        for page, at in self.origins[start:end]:
            low, high = spans.get(page, (at, at))
            spans[page] = (min(low, at), max(high, at))
        pages = self.paper.pages
        return tuple(pages[p].evidence(self.paper.file, low, high + 1) for p, (low, high) in sorted(spans.items()))

    def paragraph_start(self, start: int, end: int) -> int:
        """The last place in the span where a new paragraph may begin: after a line that is not full; else ``start``."""
        first, last = self.line_at(start), self.line_at(max(end - 1, start))
        fresh = [self.lines[i].start for i in range(first + 1, last + 1) if not self.lines[i - 1].full]
        return fresh[-1] if fresh else start

    def boxes(self, start: int, end: int) -> tuple[int, Box | None]:
        """Page index and box of ``text[start:end]`` on the page where it starts."""
        page = self.origins[start][0]
        first = self.evidence(start, end)[0]
        return page, first.box


@dataclass(frozen=True, slots=True)
class _Cell:
    char: str
    page: int
    offset: int
    line: int


def flow_of(paper: Paper) -> Flow:
    """The flow of a paper; empty where nothing on it could be read."""
    cells: list[_Cell] = []
    widths: dict[int, int] = {}
    blank = 0
    for cell in _cells(paper):
        if cell.char.isspace():
            blank += 4 if cell.char == "\t" else 2 if cell.char == "\u3000" else 1
            continue
        if blank >= _WIDE_GAP and _is_label_cell(cells, widths, cell, paper):
            cells.append(_Cell(":", cells[-1].page, cells[-1].offset, cells[-1].line))
        elif cells and _needs_space(cells[-1], cell, blank, paper):
            cells.append(_Cell(" ", cells[-1].page, cells[-1].offset, cells[-1].line))
        widths[len(cells)] = blank
        blank = 0
        cells.append(cell)
    written = "".join(cell.char for cell in cells)
    origins = tuple((cell.page, cell.offset) for cell in cells)
    gaps = frozenset(at for at, width in widths.items() if width >= _WIDE_GAP)
    blanks = frozenset(at for at, width in widths.items() if width)
    return Flow(paper, fold(written), written, origins, tuple(_lines(paper, cells)), gaps, blanks)


def _is_label_cell(cells: Sequence[_Cell], widths: Mapping[int, int], following: _Cell, paper: Paper) -> bool:
    """Whether the cell of the line that ends here is a label, and the one that ``following`` begins is none."""
    if not cells or cells[-1].line != following.line:
        return False
    page = paper.pages[following.page]
    beside = page.text[following.offset :].partition("\n")[0]
    if _LABEL_CELL.fullmatch(_CELL_GAP.split(beside)[0].strip()):
        return False
    start = len(cells) - 1
    while start and cells[start - 1].line == following.line and widths.get(start, 0) < _WIDE_GAP:
        start -= 1
    return bool(_LABEL_CELL.fullmatch("".join(cell.char for cell in cells[start:])))


def _cells(paper: Paper) -> Iterator[_Cell]:
    running = _running_lines(paper)
    number = 0
    for page_index, page in enumerate(paper.pages):
        for line_index, (at, line) in enumerate(zip(page.line_starts, page.lines, strict=True)):
            if _is_furniture(page, line_index, page_index, running):
                continue
            number += 1
            scanned = (line.method or page.method) == _OCR
            for offset, char in enumerate(repair_dates(line.text) if scanned else line.text):
                for out in _normal(char):
                    yield _Cell(out, page_index, at + offset, number)


def _normal(char: str) -> str:
    if char.isspace():
        return char
    if unicodedata.category(char) in {"No", "Cf", "Cc"}:
        return char if unicodedata.category(char) == "No" else ""
    return repair(unicodedata.normalize("NFKC", char)).strip() or char


def _needs_space(before: _Cell, after: _Cell, blank: int, paper: Paper) -> bool:
    broken = before.line != after.line
    if not blank and not broken:
        return False
    if is_chinese(before.char) or is_chinese(after.char):
        return (
            broken
            and (before.char.isalpha() and after.char.isalpha())
            and before.char.isascii() != after.char.isascii()
        )
    if not broken:
        return True
    split_number = before.char.isdecimal() and after.char.isdecimal()
    return not (split_number and _reaches_margin(paper.pages[before.page], before.offset))


def _lines(paper: Paper, cells: list[_Cell]) -> Iterator[FlowLine]:
    start = 0
    for at in range(1, len(cells) + 1):
        if at == len(cells) or cells[at].line != cells[start].line:
            page = paper.pages[cells[start].page]
            index = bisect_right(page.line_starts, cells[start].offset) - 1
            full = _reaches_margin(page, cells[start].offset)
            yield FlowLine(start, at, cells[start].page, page.lines[index].box, full)
            start = at


def _reaches_margin(page: Page, offset: int) -> bool:
    """Whether the line at ``offset`` is as long as the page allows; a docx has no lines of its own."""
    if page.method == "docx":
        return False
    line = page.lines[bisect_right(page.line_starts, offset) - 1]
    if line.box[2] < _MARGIN_SHARE * page.width:
        return False
    left = min(each.box[0] for each in page.lines)
    right = max(each.box[2] for each in page.lines)
    return line.box[2] - left >= _FULL_LINE * (right - left) and _begins_a_column(page, line, left, right)


def _begins_a_column(page: Page, line: Line, left: float, right: float) -> bool:
    """Whether the line begins on the left, or where several others do; a line set to the right begins anywhere."""
    beginnings = sum(abs(each.box[0] - line.box[0]) < _SAME_EDGE for each in page.lines)
    return line.box[0] - left <= _LEFT_SHARE * (right - left) or beginnings >= _COLUMN_LINES


def _running_lines(paper: Paper) -> frozenset[str]:
    ends = [line.text.strip() for page in paper.pages for line in _edge_lines(page)]
    return frozenset(text for text, count in Counter(ends).items() if count > 1)


def _edge_lines(page: Page) -> list[Line]:
    return [page.lines[0], page.lines[-1]] if len(page.lines) > 2 else []


def _is_furniture(page: Page, line_index: int, page_index: int, running: frozenset[str]) -> bool:
    text = page.lines[line_index].text.strip()
    at_edge = line_index in {0, len(page.lines) - 1}
    if at_edge and _PAGE_NUMBER.match(text) and len(page.lines) > 1:
        return True
    return at_edge and page_index > 0 and text in running
