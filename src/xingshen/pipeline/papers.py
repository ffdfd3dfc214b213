"""The attachments of one dossier as read: which kind each really is, in which language, and what belongs to what.

Decides how a paper counts (declared kind against recognised kind, translation against original); says nothing of rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath

from xingshen.dossier.dossier import Attachment, Dossier
from xingshen.dossier.form_spec import FormSchema, PaperKindSpec
from xingshen.evidence.fact import FactRow, KindGuess, KindSpec
from xingshen.evidence.facts import facts_of
from xingshen.evidence.kinds import guess_kind
from xingshen.evidence.language import BILINGUAL, CHINESE, UNKNOWN, LanguageReading, paper_language
from xingshen.evidence.page import Paper
from xingshen.evidence.titles import titles
from xingshen.kernel.knowledge import Unknown
from xingshen.kernel.names import normalise_name

FORM_PRINT = "form_print"
"""The reader of everything that is printed out of the form itself."""
_PLEDGE = "_pledge"
SURE = 0.95
"""From this confidence a recognised kind counts against the declared one."""
TRANSLATION = "译件"
AGREEMENT = "合作协议"
OTHER = "其他"
_PROMINENT = 0.9
_AGREEMENT_TITLE = re.compile(r"协议|合同|契约|备忘录|agreement|contract|memorandum")
_OTHER_BUSINESS = re.compile(
    r"保密|劳动|聘用|采购|购销|买卖|租赁|贷款|担保|物业|confidential|disclosure|employ|purchase|lease|loan"
)
_UNOPENED = frozenset({"missing", "empty", "damaged", "encrypted"})
_NO_LANGUAGE = LanguageReading(UNKNOWN, 0.0)


@dataclass(frozen=True)
class ReadPaper:
    """One attachment with what was read of it.

    ``kind`` is the Chinese name of the kind it counts as (None: not decided); ``guess`` what its text looks like;
    ``also`` what else is bound into it.
    """

    attachment: Attachment
    paper: Paper
    kind: str | None
    guess: KindGuess
    language: LanguageReading
    row: FactRow
    also: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The path inside the dossier folder."""
        return self.attachment.file

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
    def plain_text(self) -> str:
        """All of its text, normalised for looking names up."""
        return normalise_name("".join(page.text for page in self.paper.pages))


@dataclass(frozen=True, slots=True)
class PaperSet:
    """All attachments of a dossier as read; ``complete`` where every one of them is listed and of a decided kind."""

    papers: tuple[ReadPaper, ...]
    complete: bool
    translations: Mapping[str, ReadPaper] = field(default_factory=dict)
    """Original's file → its translation."""
    loose_translations: tuple[ReadPaper, ...] = ()
    """Translations of which it is not known what they translate."""

    def of_kinds(self, kinds: Iterable[str]) -> tuple[ReadPaper, ...]:
        """The papers that count as one of ``kinds``."""
        wanted = frozenset(kinds)
        return tuple(paper for paper in self.papers if paper.kind in wanted)


def gather(dossier: Dossier, papers: Mapping[str, Paper]) -> PaperSet:
    """The attachments of ``dossier`` with their read papers (by row path) sorted out."""
    specs = tuple(
        KindSpec(kind.id, kind.title_words, kind.body_words, kind.reader or "") for kind in dossier.schema.kinds
    )
    read = tuple(
        _read(attachment, papers[attachment.row], dossier.schema, specs)
        for attachment in dossier.attachments
        if attachment.row in papers
    )
    read = _found_among_others(read)
    complete = dossier.attachments_complete and all(paper.kind is not None for paper in read)
    paired, loose = _pair(read)
    return PaperSet(read, complete, paired, loose)


def _read(attachment: Attachment, paper: Paper, schema: FormSchema, specs: Sequence[KindSpec]) -> ReadPaper:
    guess = guess_kind(paper, specs) if paper.pages else KindGuess(None, 0.0)
    kind = _kind(attachment, guess, schema)
    spec = schema.kind(kind) if kind else None
    reader = spec.reader if spec else None
    return ReadPaper(
        attachment,
        paper,
        kind,
        guess,
        paper_language(paper) if paper.pages else _NO_LANGUAGE,
        facts_of(paper, reader) if reader and paper.pages else FactRow(paper.file),
        _kinds_inside(paper, kind, schema, specs),
    )


def _kind(attachment: Attachment, guess: KindGuess, schema: FormSchema) -> str | None:
    """The kind a paper counts as: the declared one, unless the paper itself clearly says another."""
    declared = None if isinstance(attachment.kind, Unknown) else attachment.kind
    guessed = next((kind for kind in schema.kinds if kind.id == guess.kind), None)
    if isinstance(attachment.translation_of, str) or declared == TRANSLATION:
        return TRANSLATION
    if guessed is None or guess.confidence < SURE or _same_family(declared, guessed, schema):
        return declared
    return guessed.name


def _found_among_others(papers: tuple[ReadPaper, ...]) -> tuple[ReadPaper, ...]:
    """Where no agreement was handed in, one that lies among other papers under an unusual title counts as one."""
    if any(paper.kind == AGREEMENT for paper in papers):
        return papers
    return tuple(_as_agreement(paper) if _may_be_agreement(paper) else paper for paper in papers)


def _as_agreement(paper: ReadPaper) -> ReadPaper:
    return replace(paper, kind=AGREEMENT, row=facts_of(paper.paper, "agreement"))


def _may_be_agreement(paper: ReadPaper) -> bool:
    prominent = [title.text for title in titles(paper.paper) if title.prominence >= _PROMINENT]
    return paper.kind == OTHER and any(
        _AGREEMENT_TITLE.search(text) and not _OTHER_BUSINESS.search(text) for text in prominent
    )


def _same_family(declared: str | None, guessed: PaperKindSpec, schema: FormSchema) -> bool:
    """Printed pages of the form look alike; the heading under which they were handed in decides among them.

    Not among pledges: whose pledge it is, only the paper says.
    """
    spec = schema.kind(declared) if declared else None
    if spec is None or (spec.id.endswith(_PLEDGE) and guessed.id.endswith(_PLEDGE)):
        return False
    return spec.reader == guessed.reader == FORM_PRINT


def _kinds_inside(paper: Paper, kind: str | None, schema: FormSchema, specs: Sequence[KindSpec]) -> tuple[str, ...]:
    """Other printed parts of the form inside a longer print (a pledge or sealed page bound into the 申报书)."""
    spec = schema.kind(kind) if kind else None
    if spec is None or spec.reader != FORM_PRINT or len(paper.pages) < 2:
        return ()
    printed = [item for item in specs if item.reader == FORM_PRINT]
    guesses = [guess_kind(replace(paper, pages=(page,)), printed) for page in paper.pages]
    sure = {guess.kind for guess in guesses if guess.confidence >= SURE}
    return tuple(item.name for item in schema.kinds if item.id in sure and item.name != kind)


def _pair(papers: Sequence[ReadPaper]) -> tuple[dict[str, ReadPaper], tuple[ReadPaper, ...]]:
    """Originals by the translations that name them; a single nameless one belongs to the single foreign original."""
    paired: dict[str, ReadPaper] = {}
    loose: list[ReadPaper] = []
    originals = [paper for paper in papers if paper.kind != TRANSLATION]
    for paper in papers:
        if paper.kind != TRANSLATION:
            continue
        original = _original(paper, originals)
        if original is not None:
            paired[original.file] = paper
        else:
            loose.append(paper)
    waiting = [paper for paper in originals if paper.foreign and paper.file not in paired]
    if len(waiting) == 1 and len(loose) == 1:
        paired[waiting[0].file] = loose.pop()
    return paired, tuple(loose)


def _original(translation: ReadPaper, originals: Sequence[ReadPaper]) -> ReadPaper | None:
    named = translation.attachment.translation_of
    if not isinstance(named, str):
        return None
    keys = [(original, _keys(original)) for original in originals]
    wanted = normalise_name(PurePosixPath(named.replace("\\", "/")).name)
    stem = normalise_name(PurePosixPath(named.replace("\\", "/")).stem)
    found = [original for original, names in keys if wanted in names or stem in names]
    return found[0] if found else None


def _keys(original: ReadPaper) -> frozenset[str]:
    path = PurePosixPath(original.file)
    title = original.attachment.title
    names = [path.name, path.stem, *([title] if isinstance(title, str) else [])]
    return frozenset(normalise_name(name) for name in names)
