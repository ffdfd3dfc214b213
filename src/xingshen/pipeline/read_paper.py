"""One paper as it was read of a file of a dossier: what it counts as, its language and facts, and what was found in it.

Describes; which kind it is and what belongs to what is decided in :mod:`xingshen.pipeline.papers`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from xingshen.dossier.dossier import Attachment
from xingshen.dossier.form_spec import PaperRole
from xingshen.evidence.fact import FactRow, KindGuess
from xingshen.evidence.language import BILINGUAL, CHINESE, UNKNOWN, LanguageReading
from xingshen.evidence.page import Paper
from xingshen.evidence.parts import Part
from xingshen.evidence.secrecy import secrecy_marks
from xingshen.evidence.sensitive import sensitive_words
from xingshen.kernel.names import normalise_name

_UNOPENED = frozenset({"missing", "empty", "damaged", "encrypted"})
_NOT_WRITTEN = frozenset({"ocr", "none"})


@dataclass(frozen=True)
class ReadPaper:
    """One attachment with what was read of it.

    ``kind`` is the Chinese name of the kind it counts as (None: not decided); ``guess`` what its text looks like.
    ``part``: which pages of the file it is, where several papers were bound into one file; ``paper`` has only these.
    """

    attachment: Attachment
    paper: Paper
    kind: str | None
    guess: KindGuess
    language: LanguageReading
    row: FactRow
    role: PaperRole | None = None
    part: Part | None = None

    @property
    def file(self) -> str:
        """The path inside the dossier folder."""
        return self.attachment.file

    @property
    def key(self) -> str:
        """What tells it from every other paper of the dossier: the file, and the first page of a part."""
        return self.file if self.part is None else f"{self.file}#{self.part.first}"

    @property
    def pages_told(self) -> str:
        """Its pages as a reader would say them (第3—7页); empty for a whole file."""
        if self.part is None:
            return ""
        first, last = self.part.first, self.part.last
        return f"第{first}页" if first == last else f"第{first}—{last}页"

    @property
    def scanned(self) -> bool:
        """Whether anything on it is known only by OCR or not at all."""
        return any(page.method in _NOT_WRITTEN for page in self.paper.pages)

    @property
    def readable(self) -> bool:
        """Whether any of its text could be read."""
        return any(page.method != "none" for page in self.paper.pages)

    @property
    def whole(self) -> bool:
        """Whether all of its pages could be read."""
        return bool(self.paper.pages) and all(page.method != "none" or not page.images for page in self.paper.pages)

    @property
    def unopened(self) -> bool:
        """Whether the file cannot be opened at all: that is a finding of its own (4.0) and there is nothing to read."""
        return not self.paper.pages and any(item.code in _UNOPENED for item in self.paper.problems)

    @property
    def foreign(self) -> bool | None:
        """Whether it is written in a foreign language; bilingual is not foreign (A30, R25); None: not known."""
        if self.language.code == UNKNOWN:
            return None
        return self.language.code not in (CHINESE, BILINGUAL)

    @cached_property
    def secrecy(self) -> tuple[FactRow, ...]:
        """The secrecy marks on it."""
        return tuple(secrecy_marks(self.paper))

    @cached_property
    def _words_found(self) -> dict[tuple[str, ...], tuple[FactRow, ...]]:
        return {}

    def occurrences(self, words: tuple[str, ...]) -> tuple[FactRow, ...]:
        """Where ``words`` stand in it; a paper is searched for the same words once."""
        found = self._words_found
        if words not in found:
            found[words] = tuple(sensitive_words(self.paper, words))
        return found[words]

    @cached_property
    def plain_text(self) -> str:
        """All of its text, normalised for looking names up."""
        return normalise_name("".join(page.text for page in self.paper.pages))
