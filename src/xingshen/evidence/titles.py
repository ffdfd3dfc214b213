"""The lines of a paper that may be its title: big, centred or first, short, and no sentence.

Says nothing of which title words matter. A title set over several big lines is one title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from xingshen.evidence.glyph import is_wide
from xingshen.evidence.page import Line, Page, Paper, union
from xingshen.evidence.wording import plain
from xingshen.kernel.place import Evidence

EARLY_LINES = 14
FIRST_LINES = 3
BIG = 1.2
"""A line this many times higher than the page's ordinary lines is big."""
COVER = 120
"""A page with fewer characters is a cover or a divider: what follows belongs to it."""
ALIKE, ALIKE_READ = 1.1, 1.3
"""Lines of one title differ in height by this factor at most; boxes that OCR found are less exact."""
TALLEST_EM = 1.3
"""The box of a level line is at most this many times its ems high; boxes of lines that slant on a scan are higher."""
NARROW = 0.5
"""The width of letters and digits in ems."""
CONTENTS_LINES = 3
"""So many lines that end with a page number make a table of contents."""
LONGEST_HAN, LONGEST_LATIN = 45, 120
_HAN = re.compile(r"[\u3400-\u9fff]")
_SENTENCE = re.compile(r"[。;；，,！!？?]|\.\s")
_NUMERAL = "[一二三四五六七八九十]"
_LIST_ITEM = re.compile(
    rf"^(?:\d{{1,2}}[.、)]|[(（]?{_NUMERAL}{{1,3}}[)）、.]|[(（]\d{{1,2}}[)）]|[①-⑳]|第.{{1,3}}[条章节])"
)
_CONTENTS_ENTRY = re.compile(r"(?:\.{3,}|…+|·{3,})\s*\d*$|\s\d{1,3}$")
_DOTTED = re.compile(r"(?:\.{3,}|…+|·{3,}|\s{3,})\s*\d{1,3}$")
_CONTENTS_HEAD = re.compile(r"目[录次]|contents|tableofcontents|(?:申报|附件|证明)?(?:材料|附件)(?:清单|目录|一览表)")
_ANNEX = re.compile(r"^附[件录表]?[\d一二三四五六七八九十]{0,3}(?:[-—]\d)?[:：.、]?")
_NUMBERING = r"(?:编号|合同编号|协议编号|密级|no)\W.{0,30}"
_TRIVIAL = re.compile(rf"^(?:附[件录表]?(?:\d|{_NUMERAL}){{0,3}}[:：]?|{_NUMBERING}|[\W\d]*)$")
_LABEL = re.compile(r"^(.{1,12})[:：](.+)$")
_LOWER_WORD = re.compile(r"\b[a-zà-ÿ][\w'’-]{3,}")
_LINKS = frozenset({"between", "among", "with", "from", "regarding", "concerning", "amongst", "into", "upon", "under"})


@dataclass(frozen=True, slots=True)
class Title:
    """A candidate: its words made plain, how prominent it stands (0 to 1), and where."""

    text: str
    prominence: float
    evidence: Evidence


def titles(paper: Paper) -> tuple[Title, ...]:
    """The candidates on the first page that has text, the most prominent first."""
    page = next((page for page in paper.pages if page.lines), None)
    if page is None:
        return ()
    sized = _ordinary_around(page, paper)
    found = [_title(paper.file, page, block, sized) for block in _blocks(page, sized)]
    return tuple(sorted((each for each in found if each is not None), key=lambda each: -each.prominence))


def ordinary_height(page: Page) -> float:
    """The height (points) of the ordinary lines of a page that has lines; 0 without."""
    return median(line_height(page, line) for line in page.lines) if page.lines else 0.0


def _ordinary_around(page: Page, paper: Paper) -> float:
    """The height of ordinary lines where ``page`` stands: on a cover all are large, so that what follows tells it."""
    own = ordinary_height(page)
    if len(plain(page.text)) >= COVER:
        return own
    following = [ordinary_height(other) for other in paper.pages if other.number > page.number and other.lines]
    return min(own, median(following)) if following else own


def line_height(page: Page, line: Line) -> float:
    """The height (points) of a line of ``page``: that of its box, where OCR read it no more than its type allows."""
    height = line.box[3] - line.box[1]
    ems = [
        (right - left) / (1.0 if is_wide(char) else NARROW)
        for char, (left, right) in zip(line.text, pairwise(line.edges), strict=True)
        if not char.isspace()
    ]
    return min(height, TALLEST_EM * median(ems)) if page.method == "ocr" and ems else height


def is_contents(page: Page) -> bool:
    """Whether the page lists contents or attachments instead of being one of them."""
    headed = any(_CONTENTS_HEAD.fullmatch(plain(line.text)) for line in page.lines[:FIRST_LINES])
    entries = sum(1 for line in page.lines if _DOTTED.search(line.text.strip()))
    return headed or entries >= CONTENTS_LINES


def _blocks(page: Page, ordinary: float) -> list[list[int]]:
    """Early lines by number; big lines of one size below each other together."""
    blocks: list[list[int]] = []
    for index, line in enumerate(page.lines):
        big = line_height(page, line) >= BIG * ordinary
        if index >= EARLY_LINES and not big:
            continue
        if big and blocks and blocks[-1][-1] == index - 1 and _goes_on(page, index, ordinary):
            blocks[-1].append(index)
        else:
            blocks.append([index])
    return blocks


def _goes_on(page: Page, index: int, ordinary: float) -> bool:
    upper, lower = page.lines[index - 1], page.lines[index]
    alike = ALIKE_READ if page.method == "ocr" else ALIKE
    high, low = sorted((line_height(page, upper), line_height(page, lower)), reverse=True)
    step = lower.box[1] - upper.box[3]
    return (
        low >= BIG * ordinary and high <= alike * low and step <= 1.5 * high and len(plain(upper.text)) <= LONGEST_HAN
    )


def _title(file: str, page: Page, block: list[int], ordinary: float) -> Title | None:
    lines = [page.lines[index] for index in block]
    text = plain(" ".join(line.text for line in lines))
    named = _ANNEX.sub("", text) or text
    if not _may_be_title(" ".join(line.text for line in lines), named):
        return None
    prominence = _prominence(page, block[0], ordinary)
    if prominence <= 0:
        return None
    start = page.line_starts[block[0]]
    end = page.line_starts[block[-1]] + len(lines[-1].text)
    return Title(named, prominence, page.evidence(file, start, end))


def _may_be_title(written: str, text: str) -> bool:
    if _LIST_ITEM.match(text) or _CONTENTS_ENTRY.search(written.strip()) or _LABEL.match(text):
        return False
    if _HAN.search(text):
        return len(text) <= LONGEST_HAN and not re.search(r"[。;；!！?？]|,", text)
    loose = [word for word in _LOWER_WORD.findall(written) if word not in _LINKS]
    return len(text) <= LONGEST_LATIN and not _SENTENCE.search(written.rstrip(" .")) and not loose


def _prominence(page: Page, index: int, ordinary: float) -> float:
    """1 for big lines, a little less for centred or first ones, 0.5 for other early ones, 0 for running text."""
    line = page.lines[index]
    if line_height(page, line) >= BIG * ordinary:
        return 1.0
    if index and _continues(page, page.lines[index - 1], line):
        return 0.0
    if _is_centred(page, line):
        return 0.95
    before = sum(1 for each in page.lines[:index] if not _TRIVIAL.match(plain(each.text)))
    return 0.9 if before < FIRST_LINES else 0.5


def _is_centred(page: Page, line: Line) -> bool:
    left, _, right, _ = union([each.box for each in page.lines])
    middle = (line.box[0] + line.box[2]) / 2
    indented = line.box[0] - left > 0.12 * (right - left)
    return indented and abs(middle - (left + right) / 2) < 0.04 * page.width


def _continues(page: Page, upper: Line, lower: Line) -> bool:
    """True where ``upper`` is a full line of running text that ``lower`` goes on with."""
    left, _, right, _ = union([each.box for each in page.lines])
    size = line_height(page, lower)
    flush = lower.box[0] <= left + 0.5 * size
    return flush and upper.box[2] >= right - 1.6 * size and abs(line_height(page, upper) - size) < 0.1 * size
