"""How many characters of the print were read wrong (CER), for any engine that gives lines with places.

Order-free: every line read is put to the printed line it lies on, so that reading tables row by row or column by
column makes no difference. Lines that lie on seals, stamps or handwriting only, are left out.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from benchmarks.papers.corpus.labels import CLEAN, Box, LineTruth, PageTruth
from benchmarks.papers.measures.readings import PageReading
from benchmarks.papers.measures.table import Figure
from xingshen.evidence.page import Page

SECTION = "印刷文字"
_WORD = re.compile(r"\S+")
_NEAR = 0.9
"""In heights of the line: how far from a printed line something read may lie and still count as on it."""


_FOLDED = {
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "—": "-",
    "－": "-",
    "–": "-",
    "•": "·",
    "○": "〇",
    "◯": "〇",
    "、": ",",
    "。": ".",
    "【": "[",
    "】": "]",
    "〔": "[",
    "〕": "]",
}


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as some engine read it; the box in fractions of the upright page."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Errors:
    """Wrong characters, and characters printed."""

    wrong: int
    printed: int

    @property
    def rate(self) -> float:
        return self.wrong / self.printed if self.printed else 0.0

    def __str__(self) -> str:
        return f"{self.rate:.2%} ({self.wrong}/{self.printed})"


def page_errors(truth: PageTruth, read: Iterable[ReadLine]) -> Errors:
    """The errors on one page: the edit distance over its lines in printed order; what stands nowhere counts in full."""
    found: list[list[ReadLine]] = [[] for _ in truth.lines]
    stray = 0
    for line in read:
        at, distance = _nearest(truth.lines, line.box)
        if distance <= _NEAR:
            found[at].append(line)
        elif not _on_marks(truth, line.box):
            stray += len(plain(line.text))
    printed = "".join(plain(line.text) for line in truth.lines)
    said = "".join(plain("".join(part.text for part in sorted(parts, key=lambda part: part.box[0]))) for parts in found)
    return Errors(Levenshtein.distance(printed, said) + stray, len(printed))


def total(errors: Iterable[Errors]) -> Errors:
    """All errors together."""
    several = list(errors)
    return Errors(sum(each.wrong for each in several), sum(each.printed for each in several))


def plain(text: str) -> str:
    """Without spaces and without what print does not tell apart: width, quotation marks, dashes."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(_FOLDED.get(char, char) for char in folded if not char.isspace())


def own_lines(reading: PageReading) -> list[ReadLine]:
    """What our reader gave for the page, word by word: it puts the cells of a row into one line.

    Its boxes are upright also where the page lies askew: a word stands where the print around it runs.
    """
    page = reading.page
    if page is None:
        return []
    found = []
    for line in page.lines:
        whole = _part_of(page, line.box)
        slope = _slope_around(reading.truth.lines, whole)
        for match in _WORD.finditer(line.text):
            left, top, right, bottom = _part_of(page, line.box_of(*match.span()))
            lower = slope * (left + right - whole[0] - whole[2]) / 2
            found.append(ReadLine(match.group(), (left, top + lower, right, bottom + lower)))
    return found


def _slope_around(lines: Sequence[LineTruth], box: Box) -> float:
    """How steeply the printed line nearest to ``box`` falls, in fractions of the page."""
    if not lines:
        return 0.0
    near = lines[_nearest(lines, box)[0]]
    (x0, y0), (x1, y1) = near.start, near.end
    return (y1 - y0) / (x1 - x0) if x1 > x0 else 0.0


def _part_of(page: Page, box: Box) -> Box:
    left, top, right, bottom = box
    return (left / page.width, top / page.height, right / page.width, bottom / page.height)


def text_figures(pages: Sequence[PageReading]) -> list[Figure]:
    """CER over all scanned pages, clean ones and noisy ones, and which pages were not set upright."""
    scanned = [page for page in pages if not page.truth.layer]
    clean = [page for page in scanned if page.truth.grade == CLEAN]
    noisy = [page for page in scanned if page.truth.grade != CLEAN]
    figures = [
        _rate(name, english, several)
        for name, english, several in (
            ("字错率，全部扫描页", "CER, all scanned pages", scanned),
            ("字错率，清晰扫描", "CER, clean scans", clean),
            ("字错率，劣质扫描与手机照片", "CER, poor scans and phone pictures", noisy),
        )
    ]
    turned = [page for page in scanned if page.page is not None and page.page.turned != page.truth.turned]
    value = f"{len(turned)}/{len(scanned)}"
    return [
        *figures,
        Figure(section=SECTION, name="方向判断错误的页", english="Pages set upright wrongly", value=value),
    ]


def _rate(name: str, english: str, pages: Sequence[PageReading]) -> Figure:
    errors = total(page_errors(page.truth, own_lines(page)) for page in pages)
    return Figure(
        section=SECTION, name=f"{name}（{len(pages)}页）", english=f"{english} ({len(pages)} pages)", value=str(errors)
    )


def _nearest(lines: Sequence[LineTruth], box: Box) -> tuple[int, float]:
    """The printed line nearest to ``box`` (the leftmost of those it covers), and how far in heights of that line."""
    distances = [_distance(line, box) for line in lines]
    best = min(range(len(lines)), key=lambda at: (round(distances[at], 1), lines[at].start[0]), default=0)
    return best, distances[best] if distances else math.inf


def _distance(line: LineTruth, box: Box) -> float:
    """0 where the middle of ``box`` lies on the line; beside its ends every height counts."""
    (x0, y0), (x1, y1) = line.start, line.end
    beside = max(box[0] - x1, x0 - box[2], 0.0)
    x = min(max((box[0] + box[2]) / 2, x0), x1)
    y = y0 + (y1 - y0) * (x - x0) / (x1 - x0) if x1 > x0 else y0
    return (abs((box[1] + box[3]) / 2 - y) + beside) / max(line.height, 1e-6)


def _on_marks(truth: PageTruth, box: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    marks = [mark.box for mark in (*truth.seals, *truth.stamps, *truth.signs)]
    return any(
        left - 0.02 <= x <= right + 0.02 and top - 0.02 <= y <= bottom + 0.02 for left, top, right, bottom in marks
    )
