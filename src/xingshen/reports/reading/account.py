"""The account of one paper: its pages, which kinds of paper they are, the facts on them, and how far reading came.

Computes what the three ways of showing share; knows no layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from xingshen.evidence.fact import Fact
from xingshen.evidence.page import Line, Page, Paper
from xingshen.kernel.place import Evidence

LOOK_AT = 0.85
"""Below this confidence a line is one that a person should compare with the page."""
_BLANK = frozenset({"blank", "blank_page"})
_WITHOUT_LOSS = _BLANK | {"active_content", "upside_down", "type_mismatch"}
"""Problems in spite of which everything that the paper says was read."""


class ReadState(StrEnum):
    """How far reading came."""

    READ = "read"
    PARTLY = "partly"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class NamedFact:
    """A fact and what the guide calls it (the reader's own word where the guide does not use it)."""

    name: str
    fact: Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Pages ``first`` to ``last`` of a paper as one kind of paper (None: not recognised), with what was read there."""

    kind: str | None
    first: int
    last: int
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    facts: tuple[NamedFact, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperAccount:
    """A paper as read, in parts."""

    paper: Paper
    parts: tuple[Part, ...]

    @property
    def unread_pages(self) -> tuple[int, ...]:
        """The numbers of the pages that hold something that could not be read."""
        blank = {item.page for item in self.paper.problems if item.code in _BLANK}
        return tuple(page.number for page in self.paper.pages if is_unread(page) and page.number not in blank)

    @property
    def state(self) -> ReadState:
        """How far reading came, over all pages and problems."""
        if not any(page.lines for page in self.paper.pages):
            return ReadState.UNREAD
        lost = any(item.code not in _WITHOUT_LOSS for item in self.paper.problems)
        return ReadState.PARTLY if lost or self.unread_pages else ReadState.READ

    @property
    def doubtful_lines(self) -> int:
        """How many lines a person should compare with the page."""
        return sum(line.confidence < LOOK_AT for page in self.paper.pages for line in page.lines)


def is_unread(page: Page) -> bool:
    """Whether a page shows something of which no text could be read; an empty page is none."""
    return page.method == "none" and bool(page.images)


def mean_confidence(lines: Sequence[Line]) -> float | None:
    """The mean confidence of the characters of ``lines`` (0 to 1); None where there are none."""
    characters = sum(len(line.text) for line in lines)
    if not characters:
        return None
    return sum(line.confidence * len(line.text) for line in lines) / characters


def least_confidence(lines: Sequence[Line]) -> float | None:
    """The lowest confidence of a line; None where there are none."""
    return min((line.confidence for line in lines), default=None)


def line_methods(page: Page) -> tuple[str, ...]:
    """The ways in which the lines of a page were read, the page's own first, each once."""
    return tuple(dict.fromkeys([page.method, *(line.method for line in page.lines if line.method)]))
