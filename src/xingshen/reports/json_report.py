"""The JSON form of a check, for exchange and for comparing two runs: written from a result and read back into one.

Knows nothing of files and of other layouts; its shape is published by ``schema``.
"""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator

from xingshen.findings.finding import (
    CheckResult,
    ClauseQuote,
    Finding,
    GuideStamp,
    MissingValue,
    Note,
    PaperUsed,
    PriorityFlag,
    ReadValue,
)
from xingshen.kernel.outcome import Outcome, Reason, Verdict
from xingshen.kernel.place import Box, Evidence
from xingshen.reports.presentable import presentable
from xingshen.reports.schema import report_schema
from xingshen.reports.tally import count, counts_as_dict

Json = dict[str, Any]


class NotAReportError(ValueError):
    """What was handed in is not a saved report; the message says in Chinese where it departs from one."""


def to_json(result: CheckResult) -> Json:
    """The result as plain JSON values, texts made presentable; ``from_json`` reads it back."""
    shown = presentable(result)
    name, _, version = shown.engine.rpartition(" ")
    return {
        "guide": _guide_json(shown.guide),
        "dossier": _dossier_json(shown),
        "as_of": shown.as_of,
        "verdict": shown.verdict.value,
        "counts": counts_as_dict(count(shown)),
        "findings": [finding_json(finding) for finding in shown.findings],
        "priority": [_priority_json(flag) for flag in shown.priority],
        "notes": [_note_json(note) for note in shown.notes],
        "papers": [_paper_json(paper) for paper in shown.papers],
        "engine": {"name": name, "version": version} if name else {"name": version, "version": ""},
    }


def from_json(report: Json) -> CheckResult:
    """The result that a saved report was written from.

    Raises ``NotAReportError`` where the report does not follow the schema.
    """
    _require_report(report)
    return from_kept(report)


def from_kept(report: Json) -> CheckResult:
    """The same of a report that ``to_json`` made and that was kept unchanged: the schema is not asked again."""
    engine = report["engine"]
    return CheckResult(
        guide=_guide(report["guide"]),
        dossier_id=report["dossier"]["id"],
        dossier_digest=report["dossier"]["digest"],
        title=report["dossier"]["title"],
        applicant=report["dossier"]["applicant"],
        category=report["dossier"]["category"],
        as_of=report["as_of"],
        verdict=Verdict(report["verdict"]),
        findings=tuple(_finding(item) for item in report["findings"]),
        priority=tuple(_priority(item) for item in report["priority"]),
        notes=tuple(Note(item["message"], _evidences(item["evidence"])) for item in report["notes"]),
        papers=tuple(PaperUsed(**item) for item in report["papers"]),
        engine=f"{engine['name']} {engine['version']}".rstrip(),
    )


def finding_json(finding: Finding) -> Json:
    """One finding as it stands in a report; the texts are taken as they are."""
    return {
        "rule": finding.rule,
        "title": finding.title,
        "clauses": [clause.id for clause in finding.clauses],
        "quotes": _quotes_json(finding.clauses),
        "outcome": finding.outcome.value,
        "reason": finding.reason.value if finding.reason else None,
        "standing": finding.standing,
        "derived": finding.derived,
        "message": finding.message,
        "cure": finding.cure,
        "evidence": _evidences_json(finding.evidence),
        "read": [_read_json(value) for value in finding.read],
        "missing": [{"name": value.name, "why": value.why} for value in finding.missing],
        "fingerprint": finding.fingerprint,
        "would_be": finding.would_be.value if finding.would_be else None,
        "answered_by": finding.answered_by,
    }


def _guide_json(guide: GuideStamp) -> Json:
    lists = [{"file": file, "as_of": as_of, "digest": digest} for file, as_of, digest in guide.lists]
    return {
        "id": guide.id,
        "title": guide.title,
        "version": guide.version,
        "digest": guide.digest,
        "lists": lists,
    }


def _dossier_json(result: CheckResult) -> Json:
    return {
        "id": result.dossier_id,
        "digest": result.dossier_digest,
        "title": result.title,
        "applicant": result.applicant,
        "category": result.category,
    }


def _quotes_json(clauses: tuple[ClauseQuote, ...]) -> list[Json]:
    return [
        {"clause": clause.id, "text": clause.text, "part": clause.part}
        | ({"rendering": clause.rendering} if clause.rendering else {})
        for clause in clauses
    ]


def _read_json(value: ReadValue) -> Json:
    return {"name": value.name, "value": value.value, "evidence": _evidences_json(value.evidence)}


def _evidences_json(evidences: tuple[Evidence, ...]) -> list[Json]:
    return [
        {
            "file": evidence.file,
            "page": evidence.page,
            "box": list(evidence.box) if evidence.box else None,
            "quote": evidence.quote,
            "method": evidence.method,
            "confidence": evidence.confidence,
        }
        for evidence in evidences
    ]


def _priority_json(flag: PriorityFlag) -> Json:
    return {
        "rule": flag.rule,
        "title": flag.title,
        "clauses": [clause.id for clause in flag.clauses],
        "quotes": _quotes_json(flag.clauses),
        "state": flag.state,
        "message": flag.message,
        "evidence": _evidences_json(flag.evidence),
    }


def _note_json(note: Note) -> Json:
    return {"message": note.message, "evidence": _evidences_json(note.evidence)}


def _paper_json(paper: PaperUsed) -> Json:
    return {
        "file": paper.file,
        "title": paper.title,
        "declared_kind": paper.declared_kind,
        "read_as": paper.read_as,
        "media_type": paper.media_type,
        "pages": paper.pages,
        "digest": paper.digest,
        "state": paper.state,
    }


def _require_report(report: Json) -> None:
    fault = next(iter(Draft202012Validator(report_schema()).iter_errors(report)), None)
    if fault is not None:
        place = fault.json_path.removeprefix("$").lstrip(".") or "最外层"
        raise NotAReportError(
            f"这不是形审结果文件：{place} 处的内容与约定的格式不符。请选择 --format json 输出的文件。"
        )


def _guide(guide: Json) -> GuideStamp:
    lists = tuple((item["file"], item["as_of"], item["digest"]) for item in guide["lists"])
    return GuideStamp(guide["id"], guide["title"], guide["version"], guide["digest"], lists)


def _finding(item: Json) -> Finding:
    return Finding(
        rule=item["rule"],
        title=item["title"],
        clauses=_quotes(item["quotes"]),
        outcome=Outcome(item["outcome"]),
        reason=Reason(item["reason"]) if item["reason"] else None,
        standing=item["standing"],
        derived=item["derived"],
        message=item["message"],
        cure=item["cure"],
        evidence=_evidences(item["evidence"]),
        read=tuple(ReadValue(value["name"], value["value"], _evidences(value["evidence"])) for value in item["read"]),
        missing=tuple(MissingValue(value["name"], value["why"]) for value in item["missing"]),
        fingerprint=item["fingerprint"],
        would_be=Outcome(item["would_be"]) if item["would_be"] else None,
        answered_by=item["answered_by"],
    )


def _priority(item: Json) -> PriorityFlag:
    return PriorityFlag(
        rule=item["rule"],
        title=item["title"],
        clauses=_quotes(item["quotes"]),
        state=item["state"],
        message=item["message"],
        evidence=_evidences(item["evidence"]),
    )


def _quotes(items: list[Json]) -> tuple[ClauseQuote, ...]:
    return tuple(ClauseQuote(item["clause"], item["text"], item["part"], item.get("rendering", "")) for item in items)


def _evidences(items: list[Json]) -> tuple[Evidence, ...]:
    return tuple(Evidence(**{**item, "box": _box(item["box"])}) for item in items)


def _box(numbers: list[float] | None) -> Box | None:
    if numbers is None:
        return None
    left, top, right, bottom = numbers
    return (left, top, right, bottom)
