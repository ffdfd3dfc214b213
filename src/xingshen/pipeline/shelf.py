"""What read papers came to, kept by digest, so that nobody sorts out the same file twice while a form is filled in.

A bounded memory that may be dropped at any time; it decides nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from threading import Lock

from xingshen.dossier.dossier import Attachment, Dossier
from xingshen.dossier.form_spec import FormSchema
from xingshen.evidence.page import Paper
from xingshen.pipeline.papers import PaperSet, join, sort_out
from xingshen.pipeline.read_paper import ReadPaper

PaperSource = Callable[[str], Paper | None]
"""Digest of a file → what was read of it, None where it has not been read yet."""
_Key = tuple[str, str, str, bool]


class PaperShelf:
    """The papers of one form's dossiers, sorted out once. Safe to share between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[_Key, tuple[ReadPaper, ...]] = OrderedDict()
        self._lock = Lock()

    def gather(self, dossier: Dossier, papers: PaperSource) -> PaperSet:
        """The papers of ``dossier``; those that ``papers`` does not have are pending."""
        read: list[ReadPaper] = []
        pending: list[Attachment] = []
        for attachment in dossier.attachments:
            found = self._sorted_out(attachment, papers, dossier.schema)
            if found is not None:
                read += found
            elif attachment.path is not None:
                pending.append(attachment)
        return join(dossier, read, pending)

    def _sorted_out(
        self, attachment: Attachment, papers: PaperSource, schema: FormSchema
    ) -> tuple[ReadPaper, ...] | None:
        if attachment.path is None or not attachment.digest:
            return None
        key = _key(attachment)
        kept = self._kept.get(key)
        if kept is None:
            paper = papers(attachment.digest)
            if paper is None:
                return None
            kept = sort_out(attachment, replace(paper, file=attachment.file), schema)
        elif kept and kept[0].attachment != attachment:
            kept = tuple(replace(paper, attachment=attachment) for paper in kept)
        self._keep(key, kept)
        return kept

    def _keep(self, key: _Key, papers: tuple[ReadPaper, ...]) -> None:
        with self._lock:
            self._kept[key] = papers
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


def _key(attachment: Attachment) -> _Key:
    """What sorting a file out depends on: its bytes, its name (in every pointer), and what it was handed in as."""
    kind = attachment.kind if isinstance(attachment.kind, str) else ""
    return attachment.digest, attachment.file, kind, isinstance(attachment.translation_of, str)
