"""Marks of state secrecy on papers.

A mark stands apart (机密★5年, 密级：秘密, a line of its own at the head of a page); words in running text, trade
secrets and confidentiality clauses are no marks. Says what is written, never whether it is lawful.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from xingshen.evidence.fact import Fact, FactRow
from xingshen.evidence.page import Line, Page, Paper

HEAD_SHARE = 0.3
"""The part of a page in which a level that stands alone is a mark."""
HEAD_LINES = 5
_LEVEL = r"(?:绝密|机密|秘密)"
_TERM = r"(?:长期|启用前|启封前|\d{1,3}个?[年月日天]|[一二三四五六七八九十]{1,3}个?[年月])"
_STARRED = re.compile(rf"(?<![\u4e00-\u9fff])(?:密级:?)?({_LEVEL}级?[★☆✩✭⭐*]{_TERM}?)")
_NAMED = re.compile(rf"密级(?:\([^)]*\))?:?({_LEVEL})级?[★☆*]?({_TERM}?)$")
_TICK = "[☑✓√✔■●]"
_BOX_FIRST = re.compile(r"密级:?[□☐○☑✓√✔■●]")
_TICKED = {True: re.compile(rf"{_TICK}({_LEVEL})"), False: re.compile(rf"({_LEVEL}){_TICK}")}
_ALONE = re.compile(rf"^[【\[(〔<《]?({_LEVEL}级?{_TERM}?)[】\])〕>》]?$")
_OPTION = re.compile(r"公开|内部|非密|绝密|机密|秘密|一般")
_QUOTING = re.compile(r"标注|标志|标识|字样|不得|如有|是否|不涉及|[“\"']")
_CELLS = re.compile(r"\s{2,}|\t")
_LEADING_WORDS = ("商业", "技术", "国家", "保守", "企业", "工作", "个人", "的", "及", "和", "或", "、", "，")
_LONGEST_BESIDE_STAR = 16


@dataclass(frozen=True, slots=True)
class _Mark:
    text: str
    confidence: float


def secrecy_marks(paper: Paper) -> tuple[FactRow, ...]:
    """One row with the fact ``mark`` (as written, without spaces) for each mark of state secrecy on the paper."""
    rows: list[FactRow] = []
    before = ""
    for page in paper.pages:
        for index, line in enumerate(page.lines):
            mark = _mark(page, index, before)
            if mark is not None:
                rows.append(_row(paper, page, index, mark))
            before = line.text
    return tuple(rows)


def _row(paper: Paper, page: Page, index: int, mark: _Mark) -> FactRow:
    start = page.line_starts[index]
    evidence = page.evidence(paper.file, start, start + len(page.lines[index].text))
    confidence = round(min(mark.confidence, evidence.confidence), 3)
    return FactRow(paper.file, {"mark": Fact("mark", mark.text, (evidence,), confidence)})


def _mark(page: Page, index: int, before: str) -> _Mark | None:
    line = page.lines[index]
    cells = [_squeezed(cell) for cell in _CELLS.split(line.text.strip())]
    whole = "".join(cells)
    if not re.search(_LEVEL, whole):
        return None
    return _starred(cells) or _named(cells, whole) or _alone(page, index, cells, before)


def _starred(cells: list[str]) -> _Mark | None:
    for cell in cells:
        found = _STARRED.search(cell)
        if found and len(cell) - len(found[0]) <= _LONGEST_BESIDE_STAR and not _QUOTING.search(cell):
            return _Mark(found[1], 0.98)
    return None


def _named(cells: list[str], whole: str) -> _Mark | None:
    """密级：机密, in one cell or in two beside each other; of a list of options only the ticked one."""
    if "密级" not in whole or _QUOTING.search(whole):
        return None
    ticked = _TICKED[_BOX_FIRST.search(whole) is not None].search(whole)
    if ticked:
        return _Mark(ticked[1], 0.9)
    if len(_OPTION.findall(whole)) > 1:
        return None
    for cell in [*cells, *("".join(pair) for pair in pairwise(cells))]:
        found = _NAMED.search(cell)
        if found:
            return _Mark(found[1] + found[2], 0.95)
    return None


def _alone(page: Page, index: int, cells: list[str], before: str) -> _Mark | None:
    """A level in a cell of its own: at the head of a page, or big anywhere (a stamp, a watermark)."""
    found = [match for cell in cells if (match := _ALONE.match(cell))]
    levels = {match[1] for match in found}
    if len(levels) != 1 or _is_going_on(before) or len(_OPTION.findall("".join(cells))) > len(found):
        return None
    line = page.lines[index]
    if _is_at_head(page, index):
        return _Mark(found[0][1], 0.9)
    return _Mark(found[0][1], 0.7) if _height(line) > 1.4 * median(map(_height, page.lines)) else None


def _is_at_head(page: Page, index: int) -> bool:
    if page.method == "docx":
        return index < HEAD_LINES
    return page.lines[index].box[1] < HEAD_SHARE * page.height


def _is_going_on(before: str) -> bool:
    """True where the line before ends in the middle of a phrase (…保守商业 / 秘密)."""
    return _squeezed(before).endswith(_LEADING_WORDS)


def _height(line: Line) -> float:
    return line.box[3] - line.box[1]


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
