"""From what the rules yield to findings: clauses quoted, evidence attached, values written, identity kept.

Takes results and pointers; decides nothing about outcomes except the verdict of the whole dossier.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping

from xingshen.findings.finding import ClauseQuote, Finding, MissingValue, PriorityFlag, ReadValue
from xingshen.guide.pack import Guide
from xingshen.kernel.knowledge import Listing
from xingshen.kernel.outcome import Outcome, Reason, Verdict
from xingshen.kernel.place import Evidence
from xingshen.language.types import Kind, Type
from xingshen.rules.result import PriorityResult, QuestionResult, RuleResult
from xingshen.rules.wording import explain_missing, write_value
from xingshen.rules.words import Words

MOST_EVIDENCE = 12
Sources = Mapping[str, tuple[Evidence, ...]]
Mask = Callable[[str, str], str]
"""(path, text as it would be shown) → text that may be shown: ids and phone numbers are masked."""

Naming = Callable[[str], str]
"""The path of a value → what a reader calls it."""


def fingerprint(guide_id: str, rule_id: str) -> str:
    """The identity of a finding over re-checks of one dossier: guide and rule, not the values."""
    return hashlib.sha256(f"{guide_id}\n{rule_id}".encode()).hexdigest()[:16]


def quote_clauses(guide: Guide, clause_ids: Iterable[str]) -> tuple[ClauseQuote, ...]:
    """The clauses with their verbatim text; where the guide speaks another language, with its rendering too."""
    clauses = [guide.clause(clause_id) for clause_id in clause_ids]
    return tuple(ClauseQuote(clause.id, clause.text, clause.part, clause.rendering) for clause in clauses)


def build_finding(
    guide: Guide, result: RuleResult, sources: Sources, words: Words, mask: Mask, name: Naming
) -> Finding:
    """The finding of one rule."""
    read = tuple(
        ReadValue(name(path), mask(path, write_value(value, _type(guide, path), words)), sources.get(path, ()))
        for path, value in result.read.items()
    )
    return Finding(
        rule=result.rule.id,
        title=result.rule.title,
        clauses=quote_clauses(guide, result.rule.clauses),
        outcome=result.outcome,
        reason=result.reason,
        standing=result.standing,
        derived=result.derived,
        message=result.message,
        cure=result.cure,
        evidence=_evidence(result, sources, words),
        read=read,
        missing=tuple(
            MissingValue(name(item.path), mask(item.path, explain_missing(item, result.read, words)))
            for item in result.missing
        ),
        fingerprint=fingerprint(guide.pack.id, result.rule.id),
        would_be=result.would_be,
        answered_by=result.answered_by,
    )


def build_question(guide: Guide, result: QuestionResult) -> Finding:
    """A question of the guide as a standing finding (ruling R2); answered ones carry the answer."""
    question = result.question
    return Finding(
        rule=question.id,
        title=question.question,
        clauses=quote_clauses(guide, question.clauses),
        outcome=result.outcome,
        reason=Reason.JUDGEMENT if result.outcome is Outcome.HUMAN else None,
        standing=result.outcome is Outcome.HUMAN,
        derived=False,
        message=question.why,
        cure="",
        evidence=(),
        read=(),
        missing=(),
        fingerprint=fingerprint(guide.pack.id, question.id),
        answered_by=result.answered_by,
    )


def build_priority(guide: Guide, result: PriorityResult, sources: Sources) -> PriorityFlag:
    """A preference as a flag (ruling R15)."""
    places = [place for path in result.read for place in sources.get(path, ())]
    return PriorityFlag(
        rule=result.priority.id,
        title=result.priority.title,
        clauses=quote_clauses(guide, result.priority.clauses),
        state=result.state,
        message=result.message,
        evidence=tuple(dict.fromkeys(places))[:MOST_EVIDENCE],
    )


def conclude(findings: Iterable[Finding]) -> Verdict:
    """The verdict of a dossier (clause 5.0, ruling R1)."""
    every = list(findings)
    outcomes = {finding.outcome for finding in every if not finding.standing}
    if Outcome.FAIL in outcomes:
        return Verdict.FAIL
    if outcomes & {Outcome.HUMAN, Outcome.CORRECTION}:
        return Verdict.HUMAN
    return Verdict.CLEAR if any(finding.standing for finding in every) else Verdict.PASS


def _evidence(result: RuleResult, sources: Sources, words: Words) -> tuple[Evidence, ...]:
    """The pointers behind the values read: what is missing or named in the message first, papers before the form.

    Of those, the papers that the message names come before the others. Papers that were passed over are not shown.
    """
    missing = {item.path for item in result.missing}
    paths = [path for path, value in result.read.items() if path not in missing and not _is_record_list(value)]
    ranked = [
        (
            not (path in missing or _is_named(result, path, words)),
            place.page is None,
            place.file not in result.message,
            place.method in ("form", "file"),
            place,
        )
        for path in [*sorted(missing), *paths]
        for place in sources.get(path, ())
        if path not in result.passed or place.method == "form"
    ]
    ordered = dict.fromkeys(place for *_, place in sorted(ranked, key=lambda item: item[:4]))
    seen = {place.file for place in ordered if place.page is not None}
    telling = [place for place in ordered if place.quote or place.file not in seen]
    return tuple(telling)[:MOST_EVIDENCE]


def _is_named(result: RuleResult, path: str, words: Words) -> bool:
    """Whether the value at ``path`` stands in the message."""
    text = write_value(result.read.get(path), Type(Kind.TEXT), words)
    return len(text) > 1 and text in result.message


def _is_record_list(value: object) -> bool:
    """A list of rows points nowhere by itself; the fields read in its rows do."""
    return isinstance(value, Listing) and any(isinstance(item, dict) for item in value.items)


def _type(guide: Guide, path: str) -> Type:
    """The static type of the value at ``path`` (``合作协议[1].截止日``)."""
    head, _, rest = path.partition("[")
    of = guide.scope.fields.get(head)
    name = rest.rpartition("].")[2] if rest else ""
    if of is None or not name:
        return of or Type(Kind.TEXT)
    item = of.item
    inner = item.field(name.rpartition(".")[2]) if item is not None and item.kind is Kind.RECORD else None
    return inner or Type(Kind.TEXT)
