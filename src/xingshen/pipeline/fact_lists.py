"""The fact lists of a form (合作协议, 审计报告, 密级标志 …) out of the papers of one dossier.

``form.yaml`` says which list is read from which kinds of paper, what each item is called by its reader, and which form
field declares the same. Facts that rest on several papers (translations, language) are named ``pairing.…``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xingshen.dossier.dossier import Attachment, Dossier
from xingshen.dossier.form_spec import FactListSpec, FactScope, FactSpec, PaperRole
from xingshen.evidence.fact import Fact, FactRow, FactValue
from xingshen.guide.scope_building import fact_list_type
from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why
from xingshen.kernel.names import normalise_name
from xingshen.kernel.place import Evidence
from xingshen.language.frame import Record
from xingshen.language.types import Type
from xingshen.pipeline.awaiting import await_list
from xingshen.pipeline.papers import PaperSet
from xingshen.pipeline.read_paper import ReadPaper
from xingshen.pipeline.resolving import OCR, Declared, Source, resolve, same, source_of
from xingshen.pipeline.seals import READER as SEALS
from xingshen.pipeline.seals import seal_list, unsigned_fact

_ROW = "attachments."
_JOINT = "pairing."
_TITLE = "project.title"
_PAIRED = (PaperRole.AGREEMENT, PaperRole.TRANSLATION)
_SAYING = 40
"""Characters read from pictures on pages of text that may hold a clause; fewer are of a signature, a seal or a logo."""
_ONLY_TRANSLATED = 0.6
"""The most that a date proves which only the translation has."""


@dataclass(slots=True)
class FactLists:
    """The lists by name, the pointers of every path in them, and where the form and the papers disagree."""

    values: dict[str, Listing | Unknown] = field(default_factory=dict)
    sources: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    conflicts: list[tuple[str, tuple[Evidence, ...]]] = field(default_factory=list)


def build_fact_lists(dossier: Dossier, papers: PaperSet, words: Sequence[str]) -> FactLists:
    """Every fact list of the dossier's form. ``words`` are those that the guide wants looked at (敏感词)."""
    lists = FactLists()
    for spec in dossier.schema.facts:
        if spec.reader == SEALS:
            lists.values[spec.name], places = seal_list(spec, dossier, papers)
            lists.sources.update(places)
        elif spec.reader is not None:
            _occurrences(spec, papers, words, lists)
        else:
            _rows(spec, dossier, papers, lists)
        lists.values[spec.name] = await_list(spec, lists.values[spec.name], papers)
    return lists


def _occurrences(spec: FactListSpec, papers: PaperSet, words: Sequence[str], lists: FactLists) -> None:
    """One item per occurrence in any paper, and an unknown one for every paper that could not be read whole."""
    found: list[FactRow] = []
    for paper in papers.papers:
        found += paper.secrecy if spec.reader == "secrecy" else paper.occurrences(tuple(words))
    unread = [
        Unknown((Missing(f"{paper.file} 的{spec.name}", Why.UNREADABLE),))
        for paper in papers.papers
        if not (paper.whole or paper.unopened)
    ]
    records = [_occurrence(spec, row, f"{spec.name}[{at}]", lists) for at, row in enumerate(found, 1)]
    listing = Listing((*records, *unread), papers.complete)
    only_seen = bool(found) and all(_rests_on_picture(row) for row in found)
    lists.values[spec.name] = Unknown((Missing(spec.name, Why.SCANNED),), (listing,)) if only_seen else listing
    lists.sources[spec.name] = tuple(place for row in found for place in _places(row))


def _occurrence(spec: FactListSpec, row: FactRow, path: str, lists: FactLists) -> Record:
    """The record of one occurrence: that it is there is what may be doubtful, its words are those that were read."""
    facts = {**row.facts, "file": Fact("file", row.file)}
    record = Record({item.name: facts[item.reads].value for item in spec.items if item.reads in facts}, path, row.file)
    lists.sources.update({f"{path}.{item.name}": _places(row) for item in spec.items})
    return record


def _rests_on_picture(row: FactRow) -> bool:
    return source_of(_places(row), Source.ELECTRONIC) is Source.PICTURE


def _places(row: FactRow) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(place for fact in row.facts.values() for place in fact.evidence))


def _rows(spec: FactListSpec, dossier: Dossier, papers: PaperSet, lists: FactLists) -> None:
    """One item per paper of the list's kinds."""
    chosen = _papers_for(spec, papers)
    declared = _declared_rows(spec, dossier, chosen)
    records = []
    for at, (paper, row) in enumerate(zip(chosen, declared, strict=True), 1):
        path = f"{spec.name}[{at}]"
        facts = {**paper.row.facts, **_pairing_facts(paper, papers, dossier)}
        declarations = {**row, **_attachment_row(spec, dossier, paper)}
        records.append(_record(spec, path, paper, facts, declarations, lists, papers.pending))
    lists.values[spec.name] = Listing(tuple(records), papers.complete_for(spec))


def _papers_for(spec: FactListSpec, papers: PaperSet) -> tuple[ReadPaper, ...]:
    if spec.scope is FactScope.OTHER_FOREIGN:
        return tuple(paper for paper in papers.papers if paper.foreign and paper.role not in _PAIRED)
    return papers.papers if spec.scope is FactScope.ALL else papers.of_kinds(spec.kinds)


def _record(
    spec: FactListSpec,
    path: str,
    paper: ReadPaper,
    facts: Mapping[str, Fact],
    declared: Mapping[str, Declared],
    lists: FactLists,
    pending: Sequence[Attachment],
) -> Record:
    rests_on = _rests_on(paper)
    types = dict((fact_list_type(spec).item or Type("记录")).fields)  # type: ignore[arg-type]  # fields are pairs
    values: dict[str, object] = {}
    for item in spec.items:
        here = f"{path}.{item.name}"
        fact, said = facts.get(item.reads), declared.get(item.name)
        resolved = resolve(fact, said, types[item.name], here, unread=_unread(item, paper, pending), paper=rests_on)
        values[item.name] = resolved.value
        lists.sources[here] = resolved.evidence
        if resolved.conflict:
            lists.conflicts.append((_conflict(item, resolved.value, declared[item.name]), resolved.evidence))
    return Record(values, path, f"{paper.file} {paper.pages_told if paper.part else ''}".strip())


def _unread(item: FactSpec, paper: ReadPaper, pending: Sequence[Attachment]) -> Why:
    """Why a fact is not there: what rests on several papers may still come."""
    if pending and item.reads.startswith(_JOINT):
        return Why.PENDING
    return Why.NOT_FOUND if paper.whole else Why.UNREADABLE


def _rests_on(paper: ReadPaper) -> Source:
    """What the reading of the whole paper rests on: a picture where a whole page, or enough for a clause, is one."""
    pages = paper.paper.pages
    seen = sum(len(line.text) for page in pages for line in page.lines if line.method == OCR)
    return Source.PICTURE if seen >= _SAYING or any(page.method == OCR for page in pages) else Source.ELECTRONIC


def _conflict(item: FactSpec, value: object, declared: Declared) -> str:
    def shown(part: object) -> str:
        read = part.candidates[0] if isinstance(part, Unknown) and part.candidates else part
        return read.isoformat() if isinstance(read, date) else str(read)

    return f"{item.name}：申报书写 {shown(declared.value)}，材料写 {shown(value)}"


def _declared_rows(spec: FactListSpec, dossier: Dossier, chosen: Sequence[ReadPaper]) -> list[Mapping[str, Declared]]:
    """What the form declares of each paper: its own list row by row where the numbers agree, single fields for all."""
    listing = dossier.values.get(dossier.schema.field(spec.declared).name) if spec.declared else None
    rows = listing.items if isinstance(listing, Listing) else ()
    in_step = len(rows) == len(chosen)
    declared: list[Mapping[str, Declared]] = []
    for at in range(len(chosen)):
        row = rows[at] if in_step and isinstance(rows[at], dict) else {}
        declared.append(_declared(spec, dossier, row, at))  # type: ignore[arg-type]  # rows are dicts by name
    return declared


def _declared(spec: FactListSpec, dossier: Dossier, row: Mapping[str, object], at: int) -> dict[str, Declared]:
    found: dict[str, Declared] = {}
    for item in spec.items:
        if item.declared is None or item.declared.startswith(_ROW):
            continue
        name = dossier.schema.field(item.declared).name
        if spec.declared and item.declared.startswith(f"{spec.declared}."):
            if name in row:
                list_name = dossier.schema.field(spec.declared).name
                found[item.name] = Declared(row[name], dossier.place(f"{list_name}[{at + 1}].{name}"))
        elif name in dossier.values:
            found[item.name] = Declared(dossier.values[name], dossier.place(name))
    return found


def _attachment_row(spec: FactListSpec, dossier: Dossier, paper: ReadPaper) -> dict[str, Declared]:
    """What the attachment list itself declares of a paper (its fiscal year)."""
    row = _attachment_values(dossier, paper)
    found: dict[str, Declared] = {}
    for item in spec.items:
        if item.declared is not None and item.declared.startswith(_ROW):
            name = dossier.schema.field(item.declared).name
            found[item.name] = Declared(row.get(name), dossier.place(f"{paper.attachment.row}.{name}"))
    return {name: declared for name, declared in found.items() if declared.value is not None}


def _attachment_values(dossier: Dossier, paper: ReadPaper) -> Mapping[str, object]:
    listing = dossier.values.get(dossier.schema.field("attachments").name)
    rows = listing.items if isinstance(listing, Listing) else ()
    at = int(paper.attachment.row.rpartition("[")[2].rstrip("]")) - 1
    row = rows[at] if at < len(rows) else None
    return row if isinstance(row, dict) else {}


def _pairing_facts(paper: ReadPaper, papers: PaperSet, dossier: Dossier) -> dict[str, Fact]:
    """Facts that rest on more than one paper: language, translation, names that a translation adds."""
    translation = papers.translations.get(paper.key)
    facts = {
        "file": Fact("file", paper.file, (Evidence(paper.file, "", "file"),)),
        "foreign_language": _foreign(paper),
        "pairing.unsigned": unsigned_fact(paper),
        "pairing.kind": Fact("pairing.kind", paper.kind, (Evidence(paper.file, paper.kind or "", "file"),)),
        "pairing.has_translation": _has_translation(paper, papers),
        "pairing.translation_agrees": _agrees(paper, translation),
    }
    mentions = _mentions(paper, translation, dossier)
    if mentions is not None and (mentions.value or not papers.pending):
        facts["pairing.mentions_project"] = mentions
    if translation is not None and paper.readable:
        facts.update(_completed(paper.row.facts, translation.row.facts))
    return facts


def _foreign(paper: ReadPaper) -> Fact:
    confidence = paper.language.confidence
    return Fact("foreign_language", paper.foreign, paper.language.evidence, confidence)


def _has_translation(paper: ReadPaper, papers: PaperSet) -> Fact:
    """Named translation: yes. None at all: no. Some that name nothing: not sure. Some not read yet: nobody knows."""
    name = "pairing.has_translation"
    translation = papers.translations.get(paper.key)
    if translation is not None:
        return Fact(name, True, (Evidence(translation.file, "", "file"),))
    twins = [other for other in papers.in_role(PaperRole.AGREEMENT) if other is not paper and other.foreign is False]
    if papers.pending:
        return Fact(name, None)
    doubtful = bool(papers.loose_translations) or (
        paper.role is PaperRole.AGREEMENT and any(_twin(paper, other) for other in twins)
    )
    return Fact(name, doubtful, paper.language.evidence, 0.5 if doubtful else 1.0)


def _twin(paper: ReadPaper, other: ReadPaper) -> bool:
    """Whether another agreement of the same period may be the Chinese version of this one."""
    return all(_same_fact(paper, other, name) is not False for name in ("effective_from", "effective_to"))


def _same_fact(paper: ReadPaper, other: ReadPaper, name: str) -> bool | None:
    first, second = paper.row.facts.get(name), other.row.facts.get(name)
    if first is None or second is None or first.value is None or second.value is None:
        return None
    return any(same(one, other) for one in _meanings(first) for other in _meanings(second))


def _meanings(fact: Fact) -> tuple[object, ...]:
    return (fact.value, *fact.alternatives)


def _agrees(paper: ReadPaper, translation: ReadPaper | None) -> Fact:
    """Whether the translation says the same dates (R25); without one there is nothing to differ."""
    name = "pairing.translation_agrees"
    if translation is None:
        return Fact(name, True)
    differing = [key for key in ("effective_from", "effective_to") if _same_fact(paper, translation, key) is False]
    facts = [row.facts[key] for key in differing for row in (paper.row, translation.row)]
    confidence = min((fact.confidence for fact in facts), default=1.0)
    return Fact(name, not differing, tuple(place for fact in facts for place in fact.evidence), confidence)


def _mentions(paper: ReadPaper, translation: ReadPaper | None, dossier: Dossier) -> Fact | None:
    """Whether the project's title stands in the paper or its translation; None where nothing can be said."""
    spec = dossier.schema.by_id.get(_TITLE)
    title = dossier.values.get(spec.name) if spec is not None else None
    readable = [each for each in (paper, translation) if each is not None and each.readable]
    if not isinstance(title, str) or not paper.readable:
        return None
    wanted = normalise_name(title)
    for each in readable:
        if wanted and wanted in each.plain_text:
            return Fact("pairing.mentions_project", True, _where(each, wanted))
    whole = all(each.whole for each in readable)
    return Fact("pairing.mentions_project", False, (), 1.0 if whole else 0.5)


def _where(paper: ReadPaper, wanted: str) -> tuple[Evidence, ...]:
    """The line on which the title begins, as far as it can be told."""
    for page in paper.paper.pages:
        for line, start in zip(page.lines, page.line_starts, strict=True):
            text = normalise_name(line.text)
            if text and (wanted in text or (len(text) >= 6 and text in wanted)):
                return (page.evidence(paper.file, start, start + len(line.text)),)
    return ()


def _completed(original: Mapping[str, Fact], translated: Mapping[str, Fact]) -> dict[str, Fact]:
    """What a translation adds to its original: Chinese names, the title, a doubtful date that it confirms."""
    facts: dict[str, Fact] = {}
    for name, fact in original.items():
        other = translated.get(name)
        if other is None or other.value is None:
            continue
        facts[name] = _JOINED.get(name, _confirmed)(fact, other)
    return facts


def _names_of_both(fact: Fact, other: Fact) -> Fact:
    names = (*_tuple(fact.value), *_tuple(other.value))
    confidence = max(fact.confidence if fact.value else 0.0, other.confidence)
    return Fact(fact.name, tuple(dict.fromkeys(names)), (*fact.evidence, *other.evidence), confidence)


def _either(fact: Fact, other: Fact) -> Fact:
    return other if other.value and not fact.value else fact


def _in_chinese(fact: Fact, other: Fact) -> Fact:
    return other


def _confirmed(fact: Fact, other: Fact) -> Fact:
    """The original's value; sure where the translation says the same, a candidate where only the translation has it."""
    if fact.value is None:
        return Fact(fact.name, other.value, other.evidence, min(other.confidence, _ONLY_TRANSLATED))
    common = [value for value in _meanings(fact) if value in _meanings(other)]
    if not common:
        return fact
    evidence = (*fact.evidence, *other.evidence)
    sure = max(fact.confidence, other.confidence)
    return Fact(fact.name, common[0], evidence, sure, tuple(common[1:]))  # type: ignore[arg-type]  # values of facts


_JOINED: Mapping[str, Callable[[Fact, Fact], Fact]] = {
    "parties": _names_of_both,
    "project_title": _in_chinese,
    "conditional": _either,
    "renews": _either,
    "has_ip_clause": _either,
    "has_division_clause": _either,
    "has_funding_clause": _either,
    "signed": _either,
}


def _tuple(value: FactValue | None) -> Iterator[str]:
    return iter(value if isinstance(value, tuple) else ())
