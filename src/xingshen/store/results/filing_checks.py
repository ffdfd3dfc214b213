"""Results of checks beside filings: numbers for lists, and the whole result of the submission that counts.

Makes no check itself; the job ``check_submission`` does, and the self-check of drafts is in ``self_check``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from xingshen.dossier.dossier import Dossier
from xingshen.findings.finding import CheckResult, Finding
from xingshen.reports.json_report import from_json, to_json
from xingshen.store.applying import self_check
from xingshen.store.models import Check, Examination, Submission
from xingshen.store.procedure import examination_flow, examination_touches
from xingshen.store.procedure.examination_touches import Touches
from xingshen.store.results.check_outcomes import letters_of

NOT_COUNTED: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many findings of a check are open; ``known`` is False where it was not checked yet."""

    fail: int = 0
    human: int = 0
    known: bool = False


def numbers_of(application_ids: Iterable[int]) -> dict[int, Numbers]:
    """The numbers of the last check of a submission by itself, by application. One query."""
    rows = Check.objects.filter(application_id__in=list(application_ids), input_digest=F("submission__sha256"))
    ordered = rows.order_by("submission__sequence", "pk").values_list("application_id", "result__counts")
    return {application_id: _numbers(counts or NOT_COUNTED) for application_id, counts in ordered}


def result_of(submission: Submission) -> CheckResult | None:
    """The result of this submission's check by itself, which says nothing of others; None: not checked yet."""
    row = Check.objects.filter(submission=submission, input_digest=submission.sha256).first()
    return from_json(row.result) if row else None


def result_that_counts(submission: Submission) -> CheckResult | None:
    """The result that the office works on, which knows the other dossiers there; None: another submission counts."""
    wanted = {"application_id": submission.application_id, "sequence": submission.sequence}
    row = Examination.objects.filter(result__submission=submission, **wanted).select_related("result").first()
    return from_json(row.result.result) if row and row.result else None


def in_english(findings: Iterable[Finding], submission: Submission, dossier: Dossier) -> list[Finding]:
    """The same findings with their sentences in English, where judging anew on the day of the submission gives them.

    What was kept stays what counts; only how it is told changes.
    """
    call, day = submission.application.call, timezone.localdate(submission.submitted_at)
    names = {f"sha256:{paper['sha256']}": paper["name"] for paper in submission.manifest["papers"]}
    desk = self_check.desk_for(call.guide_id, call.guide_version, call.guide_digest, "en")
    look = desk.look(dossier, lambda digest: self_check.read_before(digest, names.get(digest, "")), as_of=day)
    told = {each.fingerprint: each for each in look.result.findings}
    return [told[each.fingerprint] if _agrees(each, told) else each for each in findings]


def _agrees(finding: Finding, told: Mapping[str, Finding]) -> bool:
    other = told.get(finding.fingerprint)
    return other is not None and other.outcome is finding.outcome


def keep(submission: Submission, result: CheckResult, touched: Mapping[str, Touches], input_digest: str = "") -> None:
    """Keep the result that counts, once per input and engine, and hand it to the examination.

    ``input_digest``: where the check also knew of other dossiers (``across_facts``). Called inside a transaction.
    """
    examination_flow.take_in(_kept(submission, result, touched, input_digest or submission.sha256))


def keep_by_itself(submission: Submission, result: CheckResult, touched: Mapping[str, Touches]) -> None:
    """Keep what the check says without knowing of others, for those who are told that one only."""
    _kept(submission, result, touched, submission.sha256)


def _kept(submission: Submission, result: CheckResult, touched: Mapping[str, Touches], input_digest: str) -> Check:
    touches = examination_touches.to_json(touched)
    saved = {"result": to_json(result), "touches": touches, "outcomes": letters_of(result)}
    check, _ = Check.objects.get_or_create(
        application_id=submission.application_id,
        submission=submission,
        input_digest=input_digest,
        engine=result.engine,
        guide_digest=result.guide.digest,
        defaults={"version": submission.version, "verdict": result.verdict.value, **saved},
    )
    return check


def _numbers(counts: Mapping[str, int]) -> Numbers:
    fails = int(counts.get("failed", 0)) + int(counts.get("correction", 0))
    return Numbers(fails, int(counts.get("human", 0)), True)
