"""What the pipeline makes of scanned papers: kinds, facts and decisions, against the truth.

A decision is wrong where it says 通过 or 不通过 and the truth is the other; 需人工 is never wrong but counted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from benchmarks.papers.corpus.labels import CLEAN, FactTruth, PaperTruth
from benchmarks.papers.measures.readings import DossierReading
from benchmarks.papers.measures.table import Figure, Share, share_of
from xingshen.kernel.names import normalise_name
from xingshen.kernel.outcome import Outcome
from xingshen.pipeline.papers import ReadPaper
from xingshen.pipeline.thresholds import least_confidence

SECTION = "由扫描件读出的事实与判定"
VALIDITY, AUDIT = "R-3.3.d", "R-5.7"
_FACTS = {
    "effective_from": "协议起始日",
    "effective_to": "协议截止日",
    "fiscal_year": "审计年度",
    "entity": "单位名称",
    "firm": "会计师事务所",
    "uscc": "统一社会信用代码",
    "founded_on": "成立日期",
    "valid_until": "有效期至",
    "number": "证书号",
    "owner": "权利人",
    "host": "依托单位",
    "name": "名称",
    "is_receipt": "是受理通知",
}
_RIGHT, _WRONG, _ASKED, _CONFIRM, _MISLED = "right", "wrong", "asked", "confirm", "misled"
_BRACKETS = re.compile(r"[（(][^）)]*[）)]$")


@dataclass(frozen=True, slots=True)
class Decision:
    """One rule's outcome on one dossier: right, wrong, or a person is asked: told the right
    would-be outcome (confirm), the opposite one (misled), or none (asked)."""

    dossier: int
    rule: str
    grade: str
    state: str
    contradicted: bool
    detail: str


def fact_figures(readings: Sequence[DossierReading]) -> list[Figure]:
    """Decisions, kinds and single facts."""
    return [
        *_validity(readings),
        *_audit(readings),
        *_kinds(readings),
        *_by_confidence(readings),
        *_single_facts(readings),
    ]


def decisions(readings: Sequence[DossierReading]) -> list[Decision]:
    """The decisions on agreement validity and audit years, of dossiers whose paper in question is scanned."""
    found = []
    for reading in readings:
        truth = reading.truth
        agreements = [paper for paper in truth.papers if paper.kind == "合作协议" and paper.scanned]
        if agreements:
            found.append(_decision(reading, VALIDITY, _grade(agreements), truth.covers, truth.form_lies))
        audits = [paper for paper in truth.papers if paper.kind == "审计报告" and paper.scanned]
        if audits and truth.audited is not None:
            found.append(_decision(reading, AUDIT, _grade(audits), truth.audited, False))
    return found


def mistakes(readings: Sequence[DossierReading]) -> list[str]:
    """What went wrong, one line each, for people who improve the reader (development half only)."""
    lines = [
        f"{each.state} {each.rule} {each.dossier:04d} {each.grade}: {each.detail}"
        for each in decisions(readings)
        if each.state in (_WRONG, _ASKED, _MISLED)
    ]
    for reading in readings:
        for truth, read in _scanned(reading):
            for name, expected, said in _told_facts(truth, read):
                if said is not None and not _same(expected, said):
                    lines.append(f"fact {reading.truth.seed:04d}/{truth.file} {name}: {said!r} instead of {expected!r}")
            if _by_reading(reading, read) not in (truth.kind, *_ALSO.get(truth.kind, ())):
                lines.append(
                    f"kind {reading.truth.seed:04d}/{truth.file}: {_by_reading(reading, read)}, {truth.pages[0].wear}"
                )
    return lines


def _grade(papers: Sequence[PaperTruth]) -> str:
    return CLEAN if all(paper.grade == CLEAN for paper in papers) else "noisy"


def _decision(reading: DossierReading, rule: str, grade: str, fulfilled: bool, contradicted: bool) -> Decision:
    finding = reading.finding(rule)
    outcome = finding.outcome if finding else None
    right = Outcome.PASS if fulfilled else Outcome.FAIL
    state = _ASKED
    if outcome is right:
        state = _RIGHT
    elif outcome in (Outcome.PASS, Outcome.FAIL):
        state = _WRONG
    elif finding is not None and finding.would_be is right:
        state = _CONFIRM
    elif finding is not None and finding.would_be in (Outcome.PASS, Outcome.FAIL):
        state = _MISLED
    return Decision(reading.truth.seed, rule, grade, state, contradicted, finding.message if finding else "")


def _validity(readings: Sequence[DossierReading]) -> Iterator[Figure]:
    made = [each for each in decisions(readings) if each.rule == VALIDITY]
    wrong = share_of([each.state == _WRONG for each in made])
    yield Figure(
        section=SECTION,
        name="协议有效期：错误判定",
        english="Agreement validity: wrong decisions",
        value=str(wrong),
        target="0",
        reached=wrong.hits == 0 if made else None,
    )
    for grade, name, english in (
        (CLEAN, "清晰扫描", "clean scans"),
        ("noisy", "劣质扫描与手机照片", "poor scans and phone pictures"),
    ):
        part = [each for each in made if each.grade == grade and not each.contradicted]
        asked = share_of([each.state in (_ASKED, _MISLED) for each in part])
        confirm = share_of([each.state == _CONFIRM for each in part])
        clean = grade == CLEAN
        yield Figure(
            section=SECTION,
            name=f"协议有效期：需人工（{name}）",
            english=f"Agreement validity: needs human, nothing suggested ({english})",
            value=str(asked),
            target="≤ 10%" if clean else "",
            reached=asked.at_most(0.1) if clean else None,
        )
        yield Figure(
            section=SECTION,
            name=f"协议有效期：需人工确认，拟判正确（{name}）",
            english=f"Agreement validity: would-be outcome right, to be confirmed ({english})",
            value=str(confirm),
        )


def _audit(readings: Sequence[DossierReading]) -> Iterator[Figure]:
    made = [each for each in decisions(readings) if each.rule == AUDIT]
    wrong = share_of([each.state == _WRONG for each in made])
    yield Figure(
        section=SECTION,
        name="审计年度：错误判定",
        english="Audit years: wrong decisions",
        value=str(wrong),
        target="0",
        reached=wrong.hits == 0 if made else None,
    )
    asked = share_of([each.state in (_ASKED, _MISLED) for each in made])
    yield Figure(
        section=SECTION,
        name="审计年度：需人工",
        english="Audit years: needs human, nothing suggested",
        value=str(asked),
    )
    misled = share_of([each.state == _MISLED for each in decisions(readings)])
    yield Figure(
        section=SECTION,
        name="协议有效期、审计年度：提示的拟判与事实相反",
        english="Both: a person is told the opposite would-be outcome",
        value=str(misled),
    )
    years = [
        (expected, said)
        for reading in readings
        for truth, read in _scanned(reading)
        for name, expected, said in _told_facts(truth, read)
        if name == "fiscal_year"
    ]
    right = share_of([said is not None and _same(expected, said) for expected, said in years])
    yield Figure(
        section=SECTION,
        name="审计年度：读对",
        english="Audit year read right",
        value=str(right),
        target="≥ 98%",
        reached=right.at_least(0.98),
    )


_ALSO: Mapping[str, tuple[str | None, ...]] = {"其他": (None,), "知识产权": ("批件",)}
"""Kinds that count as right too: nothing recognised where there is nothing; a receipt is among 批件 in the guide."""


def _kinds(readings: Sequence[DossierReading]) -> Iterator[Figure]:
    single = [(reading, truth, read) for reading in readings for truth, read in _scanned(reading)]
    by_reading = share_of(
        [_by_reading(reading, read) in (truth.kind, *_ALSO.get(truth.kind, ())) for reading, truth, read in single]
    )
    yield Figure(
        section=SECTION,
        name="材料种类：只凭识读",
        english="Kind of paper, by reading alone",
        value=str(by_reading),
        target="≥ 98%",
        reached=by_reading.at_least(0.98),
    )
    counted = share_of([read.kind in (truth.kind, *_ALSO.get(truth.kind, ())) for _, truth, read in single])
    yield Figure(
        section=SECTION, name="材料种类：最终认定", english="Kind of paper, as it counts in the end", value=str(counted)
    )
    merged = [
        _kind_on(reading, truth.file, number) == page.kind
        for reading in readings
        for truth in reading.truth.papers
        if truth.facts.get("merged")
        for number, page in enumerate(truth.pages, start=1)
    ]
    yield Figure(
        section=SECTION,
        name="合订扫描件：各页种类",
        english="Kind of each page of merged scans",
        value=str(share_of(merged)),
    )


def _kind_on(reading: DossierReading, file: str, number: int) -> str | None:
    for read in reading.evidenced.papers.papers:
        if read.file == file and any(page.number == number for page in read.paper.pages):
            return read.kind
    return None


def _by_reading(reading: DossierReading, read: ReadPaper) -> str | None:
    """The Chinese name of the kind that the text alone suggests."""
    kinds = reading.evidenced.dossier.schema.kinds
    return next((kind.name for kind in kinds if kind.id == read.guess.kind), None)


def _scanned(reading: DossierReading) -> Iterator[tuple[PaperTruth, ReadPaper]]:
    """Scanned papers that are one paper per file, with what was read of them (their first part)."""
    for truth in reading.truth.papers:
        if not truth.scanned or truth.facts.get("merged"):
            continue
        read = next((read for read in reading.evidenced.papers.papers if read.file == truth.file), None)
        if read is not None:
            yield truth, read


def _told_facts(truth: PaperTruth, read: ReadPaper) -> Iterator[tuple[str, FactTruth, object]]:
    """Name, truth and what was read, where the paper counts as its kind (else nothing was read)."""
    for name, expected in truth.facts.items():
        if name in _FACTS:
            fact = read.row.facts.get(name) if read.kind == truth.kind else None
            yield name, expected, fact.value if fact else None


def _by_confidence(readings: Sequence[DossierReading]) -> Iterator[Figure]:
    """How often readings above and below the threshold for pictures are right: what the threshold rests on."""
    least = least_confidence("picture")
    answers = [
        (read.row.facts[name].confidence >= least, _same(expected, said))
        for reading in readings
        for truth, read in _scanned(reading)
        for name, expected, said in _told_facts(truth, read)
        if said is not None
    ]
    for sure, name, english in (
        (True, f"读数把握不低于{least}：读对", f"Readings with confidence of {least} or more: right"),
        (False, f"读数把握低于{least}（只作候选）：读对", f"Readings below {least} (candidates only): right"),
    ):
        share = share_of([right for above, right in answers if above is sure])
        yield Figure(section=SECTION, name=name, english=english, value=str(share))


def _single_facts(readings: Sequence[DossierReading]) -> Iterator[Figure]:
    """Precision and recall per fact and kind, without regard to confidence."""
    cases: dict[tuple[str, str], list[bool | None]] = defaultdict(list)
    for reading in readings:
        for truth, read in _scanned(reading):
            for name, expected, said in _told_facts(truth, read):
                cases[truth.kind, name].append(None if said is None else _same(expected, said))
    for (kind, name), answers in sorted(cases.items()):
        given = [answer for answer in answers if answer is not None]
        value = f"{share_of(given)} / {Share(sum(given), len(answers))}"
        yield Figure(
            section="各项事实（查准 / 查全，不论把握大小）",
            name=f"{kind}·{_FACTS[name]}",
            english=f"{kind} {name}: precision / recall",
            value=value,
        )


def _same(expected: FactTruth, said: object) -> bool:
    """Whether they are the same; names but for a bracket at the end (普通合伙)."""
    if isinstance(expected, date) or isinstance(said, date):
        return expected == said
    if isinstance(expected, bool):
        return expected == bool(said)
    if isinstance(expected, int):
        return str(expected) == str(said)
    one, other = (normalise_name(_BRACKETS.sub("", str(text))) for text in (expected, said))
    return one == other
