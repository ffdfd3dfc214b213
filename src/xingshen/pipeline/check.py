"""Checking dossiers: the one place that knows the order dossier → papers → facts → rules → findings.

The command line, later the applicant's self-check and the officer's desk call these functions, so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from importlib.metadata import version
from pathlib import PurePosixPath

from xingshen.dossier.dossier import Dossier
from xingshen.dossier.form_spec import FieldSpec
from xingshen.dossier.showing import mask as mask_text
from xingshen.evidence.intake import PaperReader, ReadingProgress
from xingshen.evidence.sight import BLIND, describe_sight
from xingshen.findings.building import build_finding, build_priority, build_question, conclude
from xingshen.findings.finding import CheckResult, Finding, GuideStamp, Note, PaperUsed
from xingshen.kernel.knowledge import Listing, Unknown
from xingshen.kernel.place import Evidence
from xingshen.language.frame import Record
from xingshen.language.scope import Scope
from xingshen.pipeline.across import AcrossFacts, PaperDigest, Summary, look_across
from xingshen.pipeline.fact_lists import build_fact_lists
from xingshen.pipeline.papers import PaperSet, gather
from xingshen.pipeline.read_paper import ReadPaper
from xingshen.pipeline.system_values import PROBLEM_WORDS, system_values
from xingshen.pipeline.telling import rule_words, tell_result, tell_sources, tell_values
from xingshen.rules.compiled import CompiledGuide
from xingshen.rules.judge import NO_ANSWERS, ask, explain, prefer, slot_values
from xingshen.rules.result import Answer, RuleResult
from xingshen.rules.wording import row_titles
from xingshen.rules.words import Words

ENGINE = f"xingshen {version('xingshen')}"
SENSITIVE_WORDS = "敏感词清单"
"""The parameter of a guide that lists the words a person should look at (clause 3.4.a)."""
EXPECTED_EXTRAS = frozenset({"expected.json", "answers.json", "answers.yaml"})
_FILES_NAMED = 6
CONTENTS = ("project.abstract", "form.content", "form.technical_route", "form.plan")
PaperProgress = Callable[[ReadingProgress], None]


@dataclass(frozen=True)
class Evidenced:
    """A dossier with everything that was read of it: what the rules will see, before any rule has run."""

    dossier: Dossier
    papers: PaperSet
    summary: Summary


@dataclass(frozen=True, slots=True)
class RuleInput:
    """What rules may read of one dossier: values by name, pointers by path.

    ``paths``: the form values that the engine's own names speak of (未填必填项 → the fields that are empty).
    """

    values: dict[str, object]
    sources: dict[str, tuple[Evidence, ...]]
    paths: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A check with what it rests on; ``results`` in the order of the guide's compiled rules."""

    result: CheckResult
    results: tuple[RuleResult, ...]
    seen: RuleInput
    slots: list[object]


def read_evidence(dossier: Dossier, reader: PaperReader, progress: PaperProgress | None = None) -> Evidenced:
    """Read every attachment of an open dossier. Never raises for a bad paper: that becomes part of the result."""
    wanted = [item for item in dossier.attachments if item.path is not None]
    read = reader.read_many([(item.path, item.file) for item in wanted if item.path is not None], progress)
    papers = gather(dossier, {item.row: paper for item, paper in zip(wanted, read, strict=True)})
    return evidenced_by(dossier, papers)


def evidenced_by(dossier: Dossier, papers: PaperSet) -> Evidenced:
    """A dossier with papers that somebody has read already."""
    return Evidenced(dossier, papers, _summary(dossier, papers))


def check_dossiers(
    guide: CompiledGuide,
    batch: Sequence[Evidenced],
    *,
    as_of: date | None = None,
    answers: Mapping[str, Answer] = NO_ANSWERS,
) -> list[CheckResult]:
    """Check dossiers that were read, each also in the light of the others (3.5, R16)."""
    across = look_across(evidenced.summary for evidenced in batch)
    return [
        check_dossier(guide, evidenced, across[evidenced.summary.dossier_id], as_of=as_of, answers=answers)
        for evidenced in batch
    ]


def check_dossier(
    guide: CompiledGuide,
    evidenced: Evidenced,
    across: AcrossFacts,
    *,
    as_of: date | None = None,
    answers: Mapping[str, Answer] = NO_ANSWERS,
) -> CheckResult:
    """Check one dossier. ``as_of`` is the day for which it is judged; without it, the day it was filled in."""
    return judge_dossier(guide, evidenced, across, as_of=as_of, answers=answers).result


def judge_dossier(
    guide: CompiledGuide,
    evidenced: Evidenced,
    across: AcrossFacts,
    *,
    as_of: date | None = None,
    answers: Mapping[str, Answer] = NO_ANSWERS,
) -> Judged:
    """The check of one dossier with the values it rests on, for those who look further than the findings."""
    day = as_of or filing_day(evidenced.dossier)
    seen = rule_input(guide, evidenced, across, day)
    slots = slot_values(guide.guide.scope, seen.values)
    results = explain(guide, slots, rule_words(guide), answers)
    result = _result(guide, evidenced, day, seen, slots, results, answers)
    return Judged(result, tuple(results), seen, slots)


def _result(
    guide: CompiledGuide,
    evidenced: Evidenced,
    day: date,
    seen: RuleInput,
    slots: Sequence[object],
    results: Sequence[RuleResult],
    answers: Mapping[str, Answer],
) -> CheckResult:
    dossier, sources, words = evidenced.dossier, seen.sources, rule_words(guide)
    mask, name = _mask(dossier), _naming(slots, words)
    findings = [build_finding(guide.guide, item, sources, words, mask, name) for item in results]
    findings += [build_question(guide.guide, item) for item in ask(guide, slots, answers)]
    ordered = tuple(sorted(findings, key=_guide_order(guide)))
    result = CheckResult(
        guide=_stamp(guide),
        dossier_id=dossier.id,
        dossier_digest=dossier.digest,
        title=_shown(dossier, "project.title"),
        applicant=_shown(dossier, "applicant.name"),
        category=_shown(dossier, "form.category"),
        as_of=day.isoformat(),
        verdict=conclude(ordered),
        findings=ordered,
        priority=tuple(build_priority(guide.guide, item, sources) for item in prefer(guide, slots, words)),
        notes=_notes(evidenced),
        papers=tuple(_paper_used(paper) for paper in evidenced.papers.papers),
        engine=ENGINE,
    )
    return tell_result(result, words)


def rule_values(
    guide: CompiledGuide, evidenced: Evidenced, across: AcrossFacts, day: date
) -> tuple[dict[str, object], dict[str, tuple[Evidence, ...]]]:
    """Everything that rules may read, by name, and the pointers by path."""
    seen = rule_input(guide, evidenced, across, day)
    return seen.values, seen.sources


def rule_input(guide: CompiledGuide, evidenced: Evidenced, across: AcrossFacts, day: date) -> RuleInput:
    """Everything that rules may read, with where it comes from."""
    dossier, scope = evidenced.dossier, guide.guide.scope
    facts = build_fact_lists(dossier, evidenced.papers, _sensitive_words(scope))
    system = system_values(dossier, guide, evidenced.papers, facts, across, day)
    values: dict[str, object] = {name: with_paths(value, name) for name, value in dossier.values.items()}
    values |= facts.values
    values |= system.values
    sources = {path: (dossier.place(path),) for path in _form_paths(dossier)}
    places = {**sources, **facts.sources, **system.sources}
    return RuleInput(tell_values(values, guide.words), tell_sources(places, guide.words), system.paths)


def filing_day(dossier: Dossier) -> date:
    """The day on which the form says it was filled in; without one, today."""
    filed = _value(dossier, "form.date")
    return filed if isinstance(filed, date) else date.today()


def _sensitive_words(scope: Scope) -> tuple[str, ...]:
    constant = scope.constants.get(SENSITIVE_WORDS)
    words = constant.value if constant is not None else ()
    return tuple(sorted(str(word) for word in words)) if isinstance(words, frozenset) else ()


def with_paths(value: object, name: str) -> object:
    """Rows of a list as records that know their path."""
    if not isinstance(value, Listing):
        return value
    rows = [
        Record({key: with_paths(part, f"{name}[{at}].{key}") for key, part in row.items()}, f"{name}[{at}]")
        if isinstance(row, Mapping)
        else row
        for at, row in enumerate(value.items, 1)
    ]
    return Listing(tuple(rows), value.complete)


def _form_paths(dossier: Dossier) -> list[str]:
    return [*dossier.values, *dossier.spots]


def _summary(dossier: Dossier, papers: PaperSet) -> Summary:
    digests = [
        PaperDigest(paper.file, paper.attachment.digest if paper.attachment.size else "", paper.kind or "其他")
        for paper in papers.papers
    ]
    return Summary(
        dossier_id=dossier.id,
        title=_text(dossier, "project.title") or "",
        applicant_uscc=_text(dossier, "applicant.uscc"),
        applicant_name=_text(dossier, "applicant.name") or "",
        category=_text(dossier, "form.category"),
        leader_name=_text(dossier, "leader.name") or "",
        leader_id=_text(dossier, "leader.id"),
        papers=tuple(digests),
        texts="\n".join(contents_of(dossier).values()),
    )


def contents_of(dossier: Dossier) -> dict[str, str]:
    """The contents that are compared with those of others, by field; what is empty is left out."""
    texts = {field_id: _text(dossier, field_id) for field_id in CONTENTS}
    return {field_id: text for field_id, text in texts.items() if text}


def _value(dossier: Dossier, field_id: str) -> object:
    """What the form holds under a field id; None where this guide's form has no such field."""
    spec = dossier.schema.by_id.get(field_id)
    return dossier.values.get(spec.name) if spec is not None else None


def _text(dossier: Dossier, field_id: str) -> str | None:
    value = _value(dossier, field_id)
    return value if isinstance(value, str) else None


def _shown(dossier: Dossier, field_id: str) -> str:
    return _text(dossier, field_id) or "未填写"


def _mask(dossier: Dossier) -> Callable[[str, str], str]:
    """Hide what is private (ids, phone numbers) wherever a value is shown."""
    private = {spec.name for spec in dossier.schema.by_id.values() if _is_private(spec)}

    def mask(path: str, text: str) -> str:
        return mask_text(text) if path.rpartition(".")[2].partition("[")[0] in private else text

    return mask


def _naming(slots: Sequence[object], words: Words) -> Callable[[str], str]:
    """What people call the value at a path; each path is worded once."""
    return cache(partial(words.path, titles=row_titles(slots)))


def _is_private(spec: FieldSpec) -> bool:
    return spec.private


def _guide_order(guide: CompiledGuide) -> Callable[[Finding], tuple[int, str]]:
    """Findings in the order of the clauses they cite first; those of included packs after the guide's own."""
    clauses = [clause_id for pack in guide.guide.packs for clause_id in pack.clauses]
    order = {clause_id: at for at, clause_id in enumerate(clauses)}
    return lambda finding: (order.get(finding.clauses[0].id, len(order)), finding.rule)


def _stamp(guide: CompiledGuide) -> GuideStamp:
    pack = guide.guide.pack
    lists = [(stamp.file, stamp.as_of, stamp.digest) for other in guide.guide.packs for stamp in other.lists]
    lists += [
        (f"包含 {other.id} {other.version}（{other.status}）", other.edition, other.digest)
        for other in guide.guide.included
    ]
    return GuideStamp(pack.id, pack.title, pack.version, pack.digest, tuple(lists))


def _notes(evidenced: Evidenced) -> tuple[Note, ...]:
    dossier = evidenced.dossier
    notes = [Note(notice.message) for notice in dossier.notices]
    notes += [
        Note(f"文件 {file} 未列入附件清单，未作为材料读取。")
        for file in dossier.unlisted_files
        if PurePosixPath(file).name not in EXPECTED_EXTRAS
    ]
    notes += [note for paper in evidenced.papers.papers for note in _paper_notes(paper)]
    return (*_sight_notes(evidenced.papers.papers), *notes, *_bound_notes(evidenced.papers.papers))


def _sight_notes(papers: Sequence[ReadPaper]) -> Iterator[Note]:
    """That scans were not looked at, where this installation cannot."""
    unseen = [paper.file for paper in papers if not all(page.looked for page in paper.paper.pages)]
    if unseen and describe_sight() == BLIND:
        files = f"{'、'.join(dict.fromkeys(unseen[:_FILES_NAMED]))}{'等' if len(unseen) > _FILES_NAMED else ''}"
        yield Note(f"检查时没有安装识别扫描件的部件，{files}的扫描页、印章和签字没有查看，请人工核对或安装后重新检查。")


def _bound_notes(papers: Sequence[ReadPaper]) -> Iterator[Note]:
    """One note per file in which several papers are bound together: what was found on which pages."""
    files: dict[str, list[ReadPaper]] = {}
    for paper in papers:
        if paper.part is not None:
            files.setdefault(paper.file, []).append(paper)
    for file, parts in files.items():
        told = "；".join(f"{part.pages_told}为{part.kind or '未能确定的材料'}" for part in parts)
        evidence = tuple(place for part in parts for place in part.guess.evidence[:1])
        yield Note(f"{file} 合订了几种材料，已按内容分开检查：{told}。如有不符，请分成几个文件上传。", evidence)


def _paper_notes(paper: ReadPaper) -> list[Note]:
    declared = paper.attachment.kind
    if paper.part or paper.kind is None or declared == paper.kind or isinstance(declared, Unknown):
        return []
    told = f"申报为“{declared}”，从内容看是“{paper.kind}”，已按“{paper.kind}”检查。"
    return [Note(f"{paper.file} {told}", paper.guess.evidence)]


def _paper_used(paper: ReadPaper) -> PaperUsed:
    declared = paper.attachment.kind
    title = paper.attachment.title
    return PaperUsed(
        file=paper.file,
        title=title if isinstance(title, str) else "",
        declared_kind=declared if isinstance(declared, str) else "未填",
        read_as=(paper.kind or "未能确定") + (f"（{paper.pages_told}）" if paper.part else ""),
        media_type=paper.paper.media_type,
        pages=len(paper.paper.pages),
        digest=paper.attachment.digest,
        state=_state(paper),
    )


def _state(paper: ReadPaper) -> str:
    words = [PROBLEM_WORDS[problem.code] for problem in paper.paper.problems]
    if not words:
        return "已读取"
    return "、".join(dict.fromkeys(words))
