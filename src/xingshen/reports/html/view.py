"""What the template shows, in the order in which it shows it: findings by part of the guide, with anchors and crops.

Turns a result into plain values; knows nothing of tags and colours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xingshen.findings.finding import CheckResult, ClauseQuote, Finding, PriorityFlag
from xingshen.kernel.outcome import OUTCOME_WORDS, VERDICT_WORDS, Outcome
from xingshen.kernel.place import Evidence
from xingshen.reports import wording
from xingshen.reports.html.images import PageImages
from xingshen.reports.html.likeness import Likeness, likeness_of
from xingshen.reports.html.proof import Crop, Proof, ProofPage, gather_proof
from xingshen.reports.presentable import presentable, shorten
from xingshen.reports.tally import Tally, count, is_standing_question, sort_into_piles

LONGEST_QUOTE = 240
MOST_EVIDENCE = 12
OTHER_PART = "其他"

_CHUNK = re.compile(r"\d+|\D+")
_UNSAFE = re.compile(r"[^0-9A-Za-z.-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """One piece of evidence: where, what is written there, how it was read, and its picture where there is one."""

    place: str
    quote: str
    method: str
    crop: Crop | None
    page_id: str | None
    likeness: Likeness | None = None


@dataclass(frozen=True, slots=True)
class ValueView:
    """One value that was read, and the places where."""

    name: str
    value: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """One finding with everything the page shows of it; ``clauses`` pairs each quote with its anchor."""

    anchor: str
    finding: Finding
    clauses: tuple[tuple[ClauseQuote, str], ...]
    word: str
    icon: str
    kind: str
    reason: str
    would_be: str
    answered: str
    evidence: tuple[EvidenceView, ...]
    more_evidence: int
    read: tuple[ValueView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """One part of the guide with its findings; ``summed`` are open ones that only sum up others (``derived``)."""

    anchor: str
    title: str
    open: tuple[FindingView, ...]
    summed: tuple[FindingView, ...]
    passed: tuple[FindingView, ...]
    not_applicable: tuple[FindingView, ...]
    standing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagView:
    """One preference of the guide."""

    flag: PriorityFlag
    state: str
    clauses: tuple[tuple[ClauseQuote, str], ...]
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """The whole page."""

    result: CheckResult
    verdict_word: str
    verdict_icon: str
    sentence: str
    tally: Tally
    to_mend: tuple[FindingView, ...]
    to_look_at: tuple[FindingView, ...]
    parts: tuple[PartView, ...]
    standing: tuple[FindingView, ...]
    priority: tuple[FlagView, ...]
    notes: tuple[tuple[str, str], ...]
    pages: tuple[ProofPage, ...]


def build_view(result: CheckResult, images: PageImages) -> ReportView:
    """The page of one result; texts are made presentable here, pictures are asked for under the true file names."""
    shown = presentable(result)
    anchors = [f"f-{number}" for number in range(1, len(shown.findings) + 1)]
    proof = gather_proof(result, images, anchors)
    views = _finding_views(shown, anchors, proof)
    piles, tally = sort_into_piles(shown), count(shown)
    return ReportView(
        result=shown,
        verdict_word=VERDICT_WORDS[shown.verdict],
        verdict_icon=wording.VERDICT_ICONS[shown.verdict],
        sentence=wording.verdict_sentence(shown.verdict, tally),
        tally=tally,
        to_mend=_views_of(piles.to_mend, views),
        to_look_at=_views_of(piles.to_look_at, views),
        parts=_parts(views),
        standing=_views_of(piles.standing, views),
        priority=tuple(_flag_view(flag, proof) for flag in shown.priority),
        notes=tuple((note.message, wording.note_places(note)) for note in shown.notes),
        pages=tuple(proof.pages.values()),
    )


def clause_anchor(clause: ClauseQuote) -> str:
    """The anchor of a clause's quotation in the page."""
    return "c-" + _UNSAFE.sub("_", clause.id)


def _finding_views(result: CheckResult, anchors: Sequence[str], proof: Proof) -> list[FindingView]:
    pairs = zip(result.findings, anchors, strict=True)
    return [_finding_view(finding, anchor, proof, result.applicant) for finding, anchor in pairs]


def _finding_view(finding: Finding, anchor: str, proof: Proof, applicant: str) -> FindingView:
    return FindingView(
        anchor=anchor,
        finding=finding,
        clauses=_anchored(finding.clauses),
        word=OUTCOME_WORDS[finding.outcome],
        icon=wording.OUTCOME_ICONS[finding.outcome],
        kind=finding.outcome.value,
        reason=wording.reason_words(finding),
        would_be=wording.would_be_sentence(finding),
        answered=wording.answer_words(finding),
        evidence=_evidence_views(finding.evidence[:MOST_EVIDENCE], proof, applicant),
        more_evidence=max(len(finding.evidence) - MOST_EVIDENCE, 0),
        read=tuple(
            ValueView(v.name, shorten(v.value, LONGEST_QUOTE), tuple(map(wording.place_words, v.evidence)))
            for v in finding.read
        ),
    )


def _anchored(clauses: Iterable[ClauseQuote]) -> tuple[tuple[ClauseQuote, str], ...]:
    return tuple((clause, clause_anchor(clause)) for clause in clauses)


def _evidence_views(evidences: Iterable[Evidence], proof: Proof, applicant: str = "") -> tuple[EvidenceView, ...]:
    """Each piece of evidence; seals beside the name of the ``applicant``, where it is given."""
    return tuple(_evidence_view(evidence, proof, applicant) for evidence in evidences)


def _evidence_view(evidence: Evidence, proof: Proof, applicant: str) -> EvidenceView:
    page = proof.page_of(evidence)
    return EvidenceView(
        place=wording.place_words(evidence),
        quote=shorten(evidence.quote, LONGEST_QUOTE),
        method=wording.method_words(evidence),
        crop=proof.crop(evidence),
        page_id=page.id if page else None,
        likeness=likeness_of(evidence, applicant),
    )


def _flag_view(flag: PriorityFlag, proof: Proof) -> FlagView:
    return FlagView(
        flag=flag,
        state=wording.priority_words(flag.state),
        clauses=_anchored(flag.clauses),
        evidence=_evidence_views(flag.evidence, proof),
    )


def _views_of(findings: Iterable[Finding], views: Iterable[FindingView]) -> tuple[FindingView, ...]:
    wanted = {id(finding) for finding in findings}
    return tuple(view for view in views if id(view.finding) in wanted)


def _parts(views: Sequence[FindingView]) -> tuple[PartView, ...]:
    grouped: dict[str, list[FindingView]] = {}
    for view in views:
        grouped.setdefault(_part_of(view.finding), []).append(view)
    ordered = sorted(grouped.items(), key=lambda part: min(_guide_order(view.finding) for view in part[1]))
    return tuple(_part_view(number, title, members) for number, (title, members) in enumerate(ordered, 1))


def _part_view(number: int, title: str, members: Sequence[FindingView]) -> PartView:
    unsettled = [v for v in members if v.finding.outcome not in (Outcome.PASS, Outcome.NOT_APPLICABLE)]
    return PartView(
        anchor=f"part-{number}",
        title=title,
        open=tuple(v for v in unsettled if not v.finding.derived and not is_standing_question(v.finding)),
        summed=tuple(v for v in unsettled if v.finding.derived),
        passed=tuple(v for v in members if v.finding.outcome is Outcome.PASS),
        not_applicable=tuple(v for v in members if v.finding.outcome is Outcome.NOT_APPLICABLE),
        standing=sum(not v.finding.derived and is_standing_question(v.finding) for v in unsettled),
    )


def _part_of(finding: Finding) -> str:
    return finding.clauses[0].part if finding.clauses else OTHER_PART


def _guide_order(finding: Finding) -> tuple[tuple[bool, int, str], ...]:
    """Clause ids by their numbers (2.10 after 2.9), ids that begin with a letter after those, no clause last."""
    text = finding.clauses[0].id if finding.clauses else "\U0010ffff"
    return tuple(
        (not chunk.isdecimal(), int(chunk) if chunk.isdecimal() else 0, chunk) for chunk in _CHUNK.findall(text)
    )
