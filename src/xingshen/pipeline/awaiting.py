"""What files that are still being read leave open: lists to which they may add, and nothing that they may not.

Neither a pass nor a fail may rest on a paper that nobody has read yet; what is read already counts.
"""

from __future__ import annotations

from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why
from xingshen.language.kleene import Maybe
from xingshen.pipeline.papers import PaperSet


def await_papers(value: Listing | Unknown, papers: PaperSet) -> Listing | Unknown:
    """A list of facts or kinds with what the pending papers may add to it."""
    if not papers.pending or not isinstance(value, Listing):
        return value
    return Listing((*value.items, *(_may_add(item.file) for item in papers.pending)), complete=False)


def _may_add(file: str) -> Maybe:
    unread = Unknown((Missing(file, Why.PENDING),))
    return Maybe(unread.missing, (), unread)
