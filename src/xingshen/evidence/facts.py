"""What one paper says: the one door from a read paper to rows of facts, by the name of its family's reader.

Knows which readers there are; what a kind of paper is called, and which reader it needs, comes as data.
"""

from __future__ import annotations

from xingshen.evidence.extract import EXTRACTORS
from xingshen.evidence.fact import FactRow
from xingshen.evidence.page import Paper

READERS = frozenset(EXTRACTORS)
"""The names that a kind of paper may give as its reader."""


def facts_of(paper: Paper, reader: str) -> FactRow:
    """The facts that the family reader ``reader`` finds on ``paper``. Unknown reader: ValueError."""
    if reader not in EXTRACTORS:
        raise ValueError(f"no such reader: {reader}")
    return EXTRACTORS[reader](paper)
