"""What files that are still being read leave open: lists to which they may add, and nothing that they may not.

Neither a pass nor a fail may rest on a paper that nobody has read yet; what is read already counts.
"""

from __future__ import annotations

from collections.abc import Iterable

from xingshen.dossier.dossier import Attachment
from xingshen.dossier.form_spec import FactListSpec, FactScope
from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why
from xingshen.language.kleene import Maybe
from xingshen.pipeline.papers import PaperSet


def await_all(value: Listing, papers: PaperSet) -> Listing:
    """A list to which every pending file may add."""
    return _with(value, [(item.file, None) for item in papers.pending])


def await_kinds(value: Listing, papers: PaperSet) -> Listing:
    """A list of kinds of paper, with those as which pending files were handed in."""
    return _with(value, [(item.file, item.kind) for item in papers.pending])


def await_list(spec: FactListSpec, value: Listing | Unknown, papers: PaperSet) -> Listing | Unknown:
    """A fact list: named are the pending files of its kinds; any other may turn out to be one of them."""
    if not papers.pending or not isinstance(value, Listing):
        return value
    named = [item.file for item in papers.pending if spec.scope is not FactScope.KINDS or _may_be(item, spec.kinds)]
    return Listing(_with(value, [(file, None) for file in named]).items, complete=False)


def _may_be(attachment: Attachment, kinds: Iterable[str]) -> bool:
    return isinstance(attachment.kind, Unknown) or attachment.kind in kinds


def _with(value: Listing, files: list[tuple[str, object]]) -> Listing:
    """The list with an item for each file, of which it is not known whether it belongs there."""
    return Listing((*value.items, *(_may_add(file, item) for file, item in files)), value.complete and not files)


def _may_add(file: str, item: object) -> Maybe:
    unread = Unknown((Missing(file, Why.PENDING),))
    return Maybe(unread.missing, (), item if isinstance(item, str) else unread)
