"""Which papers have pages to look at, and how the looked-at pages make the paper whole again.

Pure: knows nothing of how pages are looked at or where they are kept.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from xingshen.evidence import media
from xingshen.evidence.page import Page, Paper, PaperProblem
from xingshen.evidence.problems import problem

_WITH_VIEWS = frozenset({media.PDF, media.OFD, media.ZIP, media.HEIC}) | media.IMAGES
_ANSWERED = frozenset({"no_text_layer", "blank"})
"""Obstacles of the file's own format that looking at its pages decides anew."""
BLANK_PAGE = "blank_page"


@dataclass(frozen=True, slots=True)
class LookedPage:
    """A page after it was looked at, and what stood in the way."""

    page: Page
    problems: tuple[PaperProblem, ...] = ()


def has_views(paper: Paper) -> bool:
    """Whether the pages of ``paper`` can be shown as pictures."""
    return bool(paper.pages) and paper.media_type in _WITH_VIEWS


def with_looked_pages(paper: Paper, looked: Sequence[LookedPage]) -> Paper:
    """``paper`` with the pages that were looked at instead of its own."""
    by_number = {each.page.number: each for each in looked}
    pages = tuple(by_number[page.number].page if page.number in by_number else page for page in paper.pages)
    seen = len(by_number) == len(paper.pages)
    kept = [each for each in paper.problems if not _is_answered(each, by_number.keys(), seen)]
    found = [each for number in sorted(by_number) for each in by_number[number].problems]
    if seen and all(any(each.code == BLANK_PAGE for each in item.problems) for item in looked):
        found = [problem("blank")]
    return replace(paper, pages=pages, problems=(*kept, *found))


def _is_answered(obstacle: PaperProblem, looked_at: Collection[int], seen: bool) -> bool:
    if obstacle.code not in _ANSWERED:
        return False
    return seen if obstacle.page is None else obstacle.page in looked_at
