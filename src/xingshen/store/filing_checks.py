"""Results of checks beside filings: numbers for lists, and the whole result of the submission that counts.

Makes no check itself; the job ``check_submission`` does, and the self-check of drafts is in ``self_check``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xingshen.findings.finding import CheckResult
from xingshen.reports.json_report import from_json, to_json
from xingshen.store.models import Check, Submission

NOT_COUNTED: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many findings of a check are open; ``known`` is False where it was not checked yet."""

    fail: int = 0
    human: int = 0
    known: bool = False


def numbers_of(application_ids: Iterable[int]) -> dict[int, Numbers]:
    """The numbers of the last check of a submission, by application. One query."""
    rows = Check.objects.filter(application_id__in=list(application_ids)).exclude(submission=None)
    ordered = rows.order_by("submission__sequence", "pk").values_list("application_id", "result__counts")
    return {application_id: _numbers(counts or NOT_COUNTED) for application_id, counts in ordered}


def result_of(submission: Submission) -> CheckResult | None:
    """The result of this submission's check; None: not checked yet."""
    row = Check.objects.filter(submission=submission).first()
    return from_json(row.result) if row else None


def keep(submission: Submission, result: CheckResult) -> None:
    """Keep the result of a submission's check, once per input and engine. Called inside a transaction."""
    saved = to_json(result)
    Check.objects.get_or_create(
        application_id=submission.application_id,
        submission=submission,
        input_digest=submission.sha256,
        engine=result.engine,
        guide_digest=result.guide.digest,
        defaults={"version": submission.version, "verdict": result.verdict.value, "result": saved},
    )


def _numbers(counts: Mapping[str, int]) -> Numbers:
    fails = int(counts.get("failed", 0)) + int(counts.get("correction", 0))
    return Numbers(fails, int(counts.get("human", 0)), True)
