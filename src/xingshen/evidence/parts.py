"""Where one paper ends and the next begins in a file into which several were bound or scanned together.

A page whose own prominent title clearly names another kind begins a new part; every other page goes on with the part
before. Knows pages and titles; says nothing of what was declared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from xingshen.evidence.fact import KindGuess, KindSpec
from xingshen.evidence.kinds import FORM_PRINT, TitleMatch, guess_kind, title_match
from xingshen.evidence.page import Line, Page, Paper
from xingshen.evidence.titles import BIG, COVER, is_contents, line_height, ordinary_height
from xingshen.evidence.wording import plain
from xingshen.kernel.place import Evidence

START = 0.78
"""From this confidence a title begins a part: a clear word in a prominent place, or a generic one in big letters."""
SAME_FORM = 0.95
"""Printed pages of one form look alike; only a title beyond doubt separates them."""
PROMINENT = 0.95
"""Big or centred; a line that is only the first of its page may be the end of a sentence."""
_LINES_ABOVE = 4
_LONG_LINE = 30
_SINGLE_SHEETS = frozenset({"certificate", "licence"})
_HEAD_LINES = 2
_TRANSLATION = "译"
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_ANNEX = re.compile(r"^附[件录表]")
_MARKS = re.compile(r"[^\w]|_")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of pages (numbers from 1, both ends included) that is one paper, its kind id, and the words that say so."""

    kind: str | None
    first: int
    last: int
    confidence: float
    evidence: tuple[Evidence, ...] = ()


def parts_of(paper: Paper, kinds: Sequence[KindSpec]) -> tuple[Part, ...]:
    """The parts of ``paper`` in the order of its pages; one for the whole where nothing divides it, none without pages.

    Tables of contents, running heads, annexes that the part before announces, and certificates that bear the words of
    the part before (an auditor's own licence in a report) begin no part.
    """
    heads = _running_heads(paper.pages)
    starts: list[_Start] = []
    for at, page in enumerate(paper.pages):
        start = _Start(at, _begins(paper, page, heads, kinds))
        if not starts or _is_new(starts[-1], start, paper.pages, kinds):
            starts.append(start)
    ends = [*(start.at for start in starts), len(paper.pages)][1:]
    return tuple(_part(paper, start, end, kinds) for start, end in zip(starts, ends, strict=True))


def restrict(paper: Paper, part: Part, *parts_before: Part) -> Paper:
    """``paper`` with the pages of ``part`` only; what concerns the whole file stays with its first part."""
    inside = range(part.first, part.last + 1)

    def belongs(page: int | None) -> bool:
        return page in inside if page is not None else not parts_before

    return replace(
        paper,
        pages=tuple(page for page in paper.pages if page.number in inside),
        problems=tuple(problem for problem in paper.problems if belongs(problem.page)),
        signatures=tuple(signature for signature in paper.signatures if belongs(signature.page)),
    )


@dataclass(frozen=True, slots=True)
class _Start:
    """A page (index) that may begin a part, and its title where that names a kind."""

    at: int
    match: TitleMatch | None


def _part(paper: Paper, start: _Start, end: int, kinds: Sequence[KindSpec]) -> Part:
    pages = paper.pages[start.at : end]
    guess = guess_kind(replace(paper, pages=pages), kinds) if pages else KindGuess(None, 0.0)
    return Part(guess.kind, pages[0].number, pages[-1].number, guess.confidence, guess.evidence)


def _begins(paper: Paper, page: Page, heads: frozenset[str], kinds: Sequence[KindSpec]) -> TitleMatch | None:
    """The title with which ``page`` may begin a paper; None where it has none at its top or lists contents."""
    if is_contents(page):
        return None
    bare = _without_heads(page, heads)
    match = title_match(replace(paper, pages=(bare,)), kinds)
    if match is None or match.confidence < START:
        return None
    prominent = match.title.prominence >= PROMINENT or len(plain(bare.text)) < COVER
    return match if prominent and _at_top(bare, match) else None


def _is_new(current: _Start, start: _Start, pages: Sequence[Page], kinds: Sequence[KindSpec]) -> bool:
    """Whether the page of ``start`` leaves the part that ``current`` began."""
    match = start.match
    if match is None:
        return False
    before = current.match.kind if current.match else None
    text = "".join(page.text for page in pages[current.at : start.at])
    if before is None:
        return True
    if before.id == match.kind.id:
        return match.kind.reader in _SINGLE_SHEETS or _other_year(current, match)
    if before.reader == match.kind.reader == FORM_PRINT and match.confidence < SAME_FORM:
        return False
    return not (
        _is_announced(text, pages[start.at], match)
        or _is_bound_in(before, match.kind, pages[start.at])
        or (current.match and _TRANSLATION in current.match.word and len(plain(text)) < COVER)
    )


def _other_year(current: _Start, match: TitleMatch) -> bool:
    """Whether both titles name a year and not the same (two audit reports in one file)."""
    first = set(_YEAR.findall(current.match.title.text)) if current.match else set()
    second = set(_YEAR.findall(match.title.text))
    return bool(first and second and first != second)


def _is_announced(text: str, page: Page, match: TitleMatch) -> bool:
    """Whether the page is an annex (附件…) that the text before names with the same words."""
    tops = [_MARKS.sub("", plain(line.text)) for line in page.lines[: _LINES_ABOVE + 1]]
    title = _MARKS.sub("", match.title.text)
    marks = [top for top in tops if _ANNEX.match(top)]
    return bool(marks) and (marks[0] if title in marks[0] else marks[0] + title) in _MARKS.sub("", plain(text))


def _is_bound_in(before: KindSpec, kind: KindSpec, page: Page) -> bool:
    """Whether a certificate bears the body words of the part before: it belongs to that (an auditor's licence)."""
    return kind.reader in _SINGLE_SHEETS and any(plain(word) in plain(page.text) for word in before.body_words)


def _at_top(page: Page, match: TitleMatch) -> bool:
    """Whether no running text and only a few short lines stand above the title."""
    box = match.title.evidence.box
    above = [plain(line.text) for line in page.lines if box is not None and line.box[3] <= box[1] + 1]
    return len(above) <= _LINES_ABOVE and not any(len(text) > _LONG_LINE or "。" in text for text in above)


def _without_heads(page: Page, heads: frozenset[str]) -> Page:
    kept = tuple(line for line in page.lines if _mark(line) not in heads or line not in page.lines[:_HEAD_LINES])
    return replace(page, lines=kept)


def _running_heads(pages: Sequence[Page]) -> frozenset[str]:
    """Lines of ordinary size that come again at the top of pages."""
    tops = Counter(
        mark for page in pages for mark in {_mark(line) for line in page.lines[:_HEAD_LINES] if not _is_big(page, line)}
    )
    return frozenset(mark for mark, count in tops.items() if count > 1 and mark)


def _is_big(page: Page, line: Line) -> bool:
    return line_height(page, line) >= BIG * ordinary_height(page)


def _mark(line: Line) -> str:
    """A line without the numbers that differ from page to page."""
    return re.sub(r"[\d\W]", "", plain(line.text))
