"""Which papers have pages to look at, and how the looked-at pages make the paper whole again.

Pure: knows nothing of how pages are looked at or where they are kept.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from xingshen.evidence import media
from xingshen.evidence.page import Page, Paper, PaperProblem

_WITH_VIEWS = frozenset({media.PDF, media.OFD, media.ZIP, media.HEIC}) | media.IMAGES
UNREAD, BLANK, BLANK_PAGE = "no_text_layer", "blank", "blank_page"


@dataclass(frozen=True, slots=True)
class LookedPage:
    """A page after it was looked at, and what stood in the way."""

    page: Page
    problems: tuple[PaperProblem, ...] = ()


def has_views(paper: Paper) -> bool:
    """Whether the pages of ``paper`` can be shown as pictures."""
    return bool(paper.pages) and paper.media_type in _WITH_VIEWS


def with_looked_pages(paper: Paper, looked: Sequence[LookedPage]) -> Paper:
    """``paper`` with the pages that were looked at instead of its own.

    A file that its format calls blank stays so where nothing is seen on its pages either. Pages on which merely nothing
    is seen are told one by one: what is too faint for the reader may still be there.
    """
    by_number = {each.page.number: each for each in looked}
    pages = tuple(by_number[page.number].page if page.number in by_number else page for page in paper.pages)
    seen = {number for number, each in by_number.items() if not _is_blank(each)}
    kept = [each for each in paper.problems if not _is_answered(each, by_number.keys(), seen)]
    blank = any(each.code == BLANK for each in kept)
    found = [each for number in sorted(by_number) for each in by_number[number].problems]
    told = [each for each in found if not (blank and each.code == BLANK_PAGE)]
    return replace(paper, pages=pages, problems=(*kept, *told))


def _is_blank(looked: LookedPage) -> bool:
    return any(each.code == BLANK_PAGE for each in looked.problems)


def _is_answered(obstacle: PaperProblem, looked_at: Collection[int], seen: Collection[int]) -> bool:
    """Whether looking decided what the format left open: a page without text, a file without anything."""
    if obstacle.code == UNREAD:
        return obstacle.page in looked_at
    return obstacle.code == BLANK and obstacle.page is None and bool(seen)
