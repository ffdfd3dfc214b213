"""The attachments of one dossier as read: which kind each really is, in which language, and what belongs to what.

Decides how a paper counts (declared kind against recognised kind, translation against original); says nothing of rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from xingshen.dossier.dossier import Attachment, Dossier
from xingshen.dossier.form_spec import FactListSpec, FormSchema, PaperKindSpec, PaperRole
from xingshen.evidence.fact import FactRow, KindGuess, KindSpec
from xingshen.evidence.facts import facts_of
from xingshen.evidence.kinds import FORM_PRINT, guess_kind
from xingshen.evidence.language import UNKNOWN, LanguageReading, paper_language
from xingshen.evidence.page import Paper
from xingshen.evidence.parts import Part, parts_of, restrict
from xingshen.evidence.titles import titles
from xingshen.kernel.knowledge import Unknown
from xingshen.kernel.names import normalise_name
from xingshen.pipeline.read_paper import ReadPaper as ReadPaper

SURE = 0.95
"""From this confidence a recognised kind counts against the declared one."""
_PROMINENT = 0.9
_AGREEMENT_TITLE = re.compile(r"协议|合同|契约|备忘录|agreement|contract|memorandum")
_OTHER_BUSINESS = re.compile(
    r"保密|劳动|聘用|采购|购销|买卖|租赁|贷款|担保|物业|confidential|disclosure|employ|purchase|lease|loan"
)
_NO_LANGUAGE = LanguageReading(UNKNOWN, 0.0)


@dataclass(frozen=True, slots=True)
class PaperSet:
    """All attachments of a dossier as read; ``complete`` where every one of them is listed and of a decided kind."""

    papers: tuple[ReadPaper, ...]
    complete: bool
    translations: Mapping[str, ReadPaper] = field(default_factory=dict)
    """Original's key → its translation."""
    loose_translations: tuple[ReadPaper, ...] = ()
    """Translations of which it is not known what they translate."""
    doubtful: frozenset[str] = frozenset()
    """Kinds that may lie among the scans although none was recognised there: their absence proves nothing (R11)."""

    pending: tuple[Attachment, ...] = ()
    """Files that are there and have not been read yet: whatever they hold is unknown, and nothing is complete."""

    misplaced: frozenset[str] = frozenset()
    """Kinds as which scans were handed in that read as another kind, and of which no paper was recognised."""

    def of_kinds(self, kinds: Iterable[str]) -> tuple[ReadPaper, ...]:
        """The papers that count as one of ``kinds``."""
        wanted = frozenset(kinds)
        return tuple(paper for paper in self.papers if paper.kind in wanted)

    def in_role(self, role: PaperRole) -> tuple[ReadPaper, ...]:
        """The papers whose kind has this role."""
        return tuple(paper for paper in self.papers if paper.role is role)

    def complete_for(self, spec: FactListSpec) -> bool:
        """Whether the papers of a list's kinds are all there are, as far as that matters to who reads the list."""
        hidden = self.doubtful if spec.absence_counts else self.misplaced
        return self.complete and hidden.isdisjoint(spec.kinds)


def gather(dossier: Dossier, papers: Mapping[str, Paper]) -> PaperSet:
    """The attachments of ``dossier`` with their read papers (by row path) sorted out.

    A file that has not been read is pending. No paper of a dossier is pending where all of its files were read.
    """
    read = [
        paper
        for attachment in dossier.attachments
        if attachment.row in papers
        for paper in sort_out(attachment, papers[attachment.row], dossier.schema)
    ]
    return join(dossier, read, [item for item in dossier.attachments if item.path and item.row not in papers])


def sort_out(attachment: Attachment, paper: Paper, schema: FormSchema) -> tuple[ReadPaper, ...]:
    """The papers that one file holds, each with its kind, language and facts: what rests on no other file."""
    specs = tuple(KindSpec(kind.id, kind.title_words, kind.body_words, kind.reader or "") for kind in schema.kinds)
    return tuple(_read_all(attachment, paper, schema, specs))


def join(dossier: Dossier, read: Iterable[ReadPaper], pending: Sequence[Attachment] = ()) -> PaperSet:
    """The papers of all files together: what was handed in twice, what translates what, what may be hidden."""
    papers = tuple(_once(read))
    if not pending:
        papers = _found_among_others(papers, dossier.schema)
    complete = dossier.attachments_complete and not pending and all(paper.kind is not None for paper in papers)
    paired, loose = _pair(papers)
    misplaced = _misplaced(papers)
    doubtful = misplaced | _hidden(papers, dossier.schema)
    return PaperSet(papers, complete, paired, loose, doubtful, tuple(pending), misplaced)


def _read_all(
    attachment: Attachment, paper: Paper, schema: FormSchema, specs: Sequence[KindSpec]
) -> Iterator[ReadPaper]:
    """The papers that one file holds; what was handed in as a translation is one, whatever it translates."""
    parts = () if _is_translation(attachment, schema) else parts_of(paper, specs)
    if len(parts) < 2:
        guess = guess_kind(paper, specs) if paper.pages else KindGuess(None, 0.0)
        yield _read(attachment, paper, _kind(attachment, guess, schema), guess, schema)
        return
    for at, part in enumerate(parts):
        guess = KindGuess(part.kind, part.confidence, part.evidence)
        kind = _kind_of_part(attachment, at, parts, schema)
        yield replace(_read(attachment, restrict(paper, part, *parts[:at]), kind, guess, schema), part=part)


def _kind_of_part(attachment: Attachment, at: int, parts: Sequence[Part], schema: FormSchema) -> str | None:
    """What a part says it is; the first one, where it is not sure, is what the whole was handed in as."""
    ids = {kind.id: kind for kind in schema.kinds}
    said = ids.get(parts[at].kind or "")
    declared = None if isinstance(attachment.kind, Unknown) else attachment.kind
    elsewhere = any(ids[part.kind].name == declared for part in parts if part.kind and part is not parts[at])
    unsure = said is None or parts[at].confidence < SURE or _same_family(declared, said, schema)
    if at == 0 and declared is not None and not elsewhere and unsure:
        return declared
    return said.name if said else schema.kind_in_role(PaperRole.OTHER)


def _once(papers: Iterable[ReadPaper]) -> Iterator[ReadPaper]:
    """Without the parts of a file that was handed in once more, under another heading."""
    seen: set[tuple[str, int]] = set()
    for paper in papers:
        place = (paper.paper.digest, paper.part.first) if paper.part else None
        if place is None or place not in seen:
            yield paper
        seen.update([place] if place else [])


def _misplaced(papers: Sequence[ReadPaper]) -> frozenset[str]:
    """What scans were handed in as and nothing was read as."""
    declared = {
        str(paper.attachment.kind) for paper in papers if paper.scanned and isinstance(paper.attachment.kind, str)
    }
    return frozenset(declared).difference(paper.kind or "" for paper in papers)


def _hidden(papers: Sequence[ReadPaper], schema: FormSchema) -> frozenset[str]:
    """The kinds of which none was recognised, where a scan of several papers may hold them."""
    if not any(paper.scanned and paper.part is not None for paper in papers):
        return frozenset()
    return frozenset(kind.name for kind in schema.kinds).difference(paper.kind or "" for paper in papers)


def _read(attachment: Attachment, paper: Paper, kind: str | None, guess: KindGuess, schema: FormSchema) -> ReadPaper:
    spec = schema.kind(kind) if kind else None
    reader = spec.reader if spec else None
    return ReadPaper(
        attachment,
        paper,
        kind,
        guess,
        paper_language(paper) if paper.pages else _NO_LANGUAGE,
        facts_of(paper, reader) if reader and paper.pages else FactRow(paper.file),
        spec.role if spec else None,
    )


def _kind(attachment: Attachment, guess: KindGuess, schema: FormSchema) -> str | None:
    """The kind a paper counts as: the declared one, unless the paper itself clearly says another."""
    declared = None if isinstance(attachment.kind, Unknown) else attachment.kind
    guessed = next((kind for kind in schema.kinds if kind.id == guess.kind), None)
    if _is_translation(attachment, schema):
        return schema.kind_in_role(PaperRole.TRANSLATION)
    if guessed is None or guess.confidence < SURE or _same_family(declared, guessed, schema):
        return declared
    return guessed.name


def _is_translation(attachment: Attachment, schema: FormSchema) -> bool:
    translation = schema.kind_in_role(PaperRole.TRANSLATION)
    named = isinstance(attachment.translation_of, str) and translation is not None
    return named or (isinstance(attachment.kind, str) and attachment.kind == translation)


def _found_among_others(papers: tuple[ReadPaper, ...], schema: FormSchema) -> tuple[ReadPaper, ...]:
    """Where no agreement was handed in, one that lies among other papers under an unusual title counts as one."""
    spec = next((kind for kind in schema.kinds if kind.role is PaperRole.AGREEMENT), None)
    if spec is None or any(paper.role is PaperRole.AGREEMENT for paper in papers):
        return papers
    return tuple(_counted_as(paper, spec) if _may_be_agreement(paper) else paper for paper in papers)


def _counted_as(paper: ReadPaper, spec: PaperKindSpec) -> ReadPaper:
    row = facts_of(paper.paper, spec.reader) if spec.reader else paper.row
    return replace(paper, kind=spec.name, row=row, role=spec.role)


def _may_be_agreement(paper: ReadPaper) -> bool:
    prominent = [title.text for title in titles(paper.paper) if title.prominence >= _PROMINENT]
    return paper.role is PaperRole.OTHER and any(
        _AGREEMENT_TITLE.search(text) and not _OTHER_BUSINESS.search(text) for text in prominent
    )


def _same_family(declared: str | None, guessed: PaperKindSpec, schema: FormSchema) -> bool:
    """Printed pages of the form look alike; the heading under which they were handed in decides among them.

    Not among pledges: whose pledge it is, only the paper says.
    """
    spec = schema.kind(declared) if declared else None
    if spec is None or (spec.role is guessed.role is PaperRole.PLEDGE):
        return False
    return spec.reader == guessed.reader == FORM_PRINT


def _pair(papers: Sequence[ReadPaper]) -> tuple[dict[str, ReadPaper], tuple[ReadPaper, ...]]:
    """Originals by the translations that name them; a single nameless one belongs to the single foreign original."""
    paired: dict[str, ReadPaper] = {}
    loose: list[ReadPaper] = []
    originals = [paper for paper in papers if paper.role is not PaperRole.TRANSLATION]
    for paper in papers:
        if paper.role is not PaperRole.TRANSLATION:
            continue
        original = _original(paper, originals) or _bound_before(paper, originals, paired)
        if original is not None:
            paired[original.key] = paper
        else:
            loose.append(paper)
    waiting = [paper for paper in originals if paper.foreign and paper.key not in paired]
    if len(waiting) == 1 and len(loose) == 1:
        paired[waiting[0].key] = loose.pop()
    return paired, tuple(loose)


def _original(translation: ReadPaper, originals: Sequence[ReadPaper]) -> ReadPaper | None:
    named = translation.attachment.translation_of
    if not isinstance(named, str):
        return None
    keys = [(original, _keys(original)) for original in originals]
    wanted = normalise_name(PurePosixPath(named.replace("\\", "/")).name)
    stem = normalise_name(PurePosixPath(named.replace("\\", "/")).stem)
    found = [original for original, names in keys if wanted in names or stem in names]
    return next((original for original in found if original.foreign), found[0]) if found else None


def _bound_before(
    translation: ReadPaper, originals: Sequence[ReadPaper], paired: Mapping[str, ReadPaper]
) -> ReadPaper | None:
    """The foreign part of the same file that the translation follows."""
    if translation.part is None:
        return None
    before = [
        paper
        for paper in originals
        if paper.file == translation.file and paper.part and paper.part.last < translation.part.first
    ]
    waiting = [paper for paper in before if paper.foreign and paper.key not in paired]
    return waiting[-1] if waiting else None


def _keys(original: ReadPaper) -> frozenset[str]:
    path = PurePosixPath(original.file)
    title = original.attachment.title
    names = [path.name, path.stem, *([title] if isinstance(title, str) else [])]
    return frozenset(normalise_name(name) for name in names)
