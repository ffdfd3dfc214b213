"""The machine's findings as applicants, units and the public may be told them: nothing that names another dossier.

The result that counts at the office may know the other dossiers of the call (``across_facts``). Whatever leaves the
office (letters, items of corrections, their page) takes findings from here and not from that result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from xingshen.findings.finding import Finding
from xingshen.review.alone import speaks_of_others, without_others
from xingshen.review.examination import Case
from xingshen.review.points import Point
from xingshen.store.calls import guides
from xingshen.store.models import Check
from xingshen.store.models import Examination as Row
from xingshen.store.procedure import examination_log


def of(row: Row) -> dict[str, Finding]:
    """By fingerprint, those of the result that counts. No query where that one knows nothing of others."""
    if row.result is None:
        return {}
    kept = {each.fingerprint: each for each in reversed(examination_log.result_of(row.result).findings)}
    return _told(row, row.result, kept)


def in_points(row: Row, points: Sequence[Point]) -> list[Point]:
    """The same points with their findings as they may be told."""
    told = of(row)
    return [
        replace(each, finding=told.get(each.finding.fingerprint) or without_others(each.finding, "")) for each in points
    ]


def in_case(row: Row, case: Case) -> Case:
    """The case with the machine's findings as they may be told."""
    if row.result is None or case.machine is None:
        return case
    return replace(case, machine=replace(case.machine, findings=_told(row, row.result, case.machine.findings)))


def about_others(check: Check, sha256: str, findings: Mapping[str, Finding]) -> frozenset[str]:
    """Which of the findings of the submission with this digest, by fingerprint, may not be told as they are."""
    if check.input_digest == sha256:
        return frozenset()
    alone = _by_itself(check, sha256)
    return frozenset(mark for mark, each in findings.items() if speaks_of_others(each, alone))


def _told(row: Row, check: Check, findings: Mapping[str, Finding]) -> dict[str, Finding]:
    others = about_others(check, check.submission.sha256, findings) if check.submission else frozenset()
    cures = {rule.id: rule.cure for rule in guides.of_call(row.call).guide.rules()} if others else {}
    return {
        mark: without_others(each, cures.get(each.rule, "")) if mark in others else each
        for mark, each in findings.items()
    }


def _by_itself(check: Check, sha256: str) -> dict[str, Finding]:
    """The findings of the same submission checked by itself, by the same engine; without it none may be told."""
    same = {"submission_id": check.submission_id, "engine": check.engine, "guide_digest": check.guide_digest}
    found = Check.objects.filter(input_digest=sha256, **same).first()
    return {each.fingerprint: each for each in examination_log.result_of(found).findings} if found else {}
