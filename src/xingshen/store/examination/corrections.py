"""Corrections: what can be asked, what is awaited, handing in.

Handing in is one transaction: the submission with its receipt, the examination that goes on, messages. Nobody of unit
or department judges it again. It cannot be taken back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from xingshen.findings.finding import Finding
from xingshen.review import correction as review
from xingshen.review import examination
from xingshen.review.examination import Case
from xingshen.review.examination_commands import HandInCorrection
from xingshen.review.examination_events import CorrectionHandedIn
from xingshen.review.examination_state import Correction
from xingshen.review.examination_values import CorrectionItem, Opened, Reply
from xingshen.review.filing import Correct, Refusal, Why
from xingshen.review.points import Point
from xingshen.review.policy import Actor
from xingshen.store.applying import awaited
from xingshen.store.examination import correction_opening, correction_progress, examinations
from xingshen.store.examination.correction_opening import Opening
from xingshen.store.filing import submissions
from xingshen.store.filing.submissions import Prepared, Way
from xingshen.store.models import Application, Submission
from xingshen.store.models import Examination as Row
from xingshen.store.procedure import correction_notices, examination_flow, examination_log
from xingshen.store.record.audit import Origin
from xingshen.store.results import told_findings

NO_ORIGIN = Origin()
_NOT_AWAITED = "这份申报现在没有需要提交的补正。"
_NOTHING_DONE = "还没有任何改动或答复，没有提交。请按所列事项修改，或写下答复。"


# --- asking ----------------------------------------------------------------------------------------------------------


def items_for(row: Row, points: Sequence[Point]) -> dict[str, CorrectionItem]:
    """By fingerprint, the item for each of these points with what is usually opened for it."""
    return _items(row, points, {mark: each.usual for mark, each in _openings(row).items()})


def widest_items_for(row: Row, points: Sequence[Point]) -> dict[str, CorrectionItem]:
    """The same with the most that each may open."""
    return _items(row, points, {mark: each.most for mark, each in _openings(row).items()})


def _items(row: Row, points: Sequence[Point], opens: Mapping[str, Opened]) -> dict[str, CorrectionItem]:
    told = told_findings.in_points(row, points)
    return {point.finding.fingerprint: review.item_of(point, opens) for point in told}


def _openings(row: Row) -> dict[str, Opening]:
    return correction_opening.openings(row.result) if row.result else {}


def due_if_asked(case: Case, now: datetime) -> datetime:
    """When a correction that is asked for now would be due."""
    return case.procedure.calendar.days_after(now, case.procedure.correction_days)


# --- waiting ---------------------------------------------------------------------------------------------------------


def awaited_of(application_id: int) -> Correction | None:
    """The correction that is awaited of this application."""
    return examination_log.state_of(application_id).waiting_for


def all_of(application_id: int) -> tuple[Correction, ...]:
    """Every correction that was asked for, in order."""
    return examination_log.state_of(application_id).corrections


def most_rounds(application: Application) -> int:
    """How many corrections the call allows."""
    return examination_log.procedure_of(application.call).correction_rounds


def findings_of(application_id: int) -> dict[str, Finding]:
    """What the machine said of the submission that the correction is about, as the applicant is told it."""
    rows = Row.objects.select_related("call", "result__submission").filter(application_id=application_id)
    row = rows.first()
    return told_findings.of(row) if row else {}


def remind_due(now: datetime | None = None) -> int:
    """Remind, once, of the corrections whose last working day comes; how many."""
    now = now or timezone.now()
    reminded = 0
    for row in awaited.not_reminded(now):
        calendar = examination_log.procedure_of(row.application.call).calendar
        if review.reminder_is_due(calendar, row.requested_at, row.due_at, now) and awaited.mark_reminded(row, now):
            correction_notices.soon(row.application, row.due_at)
            reminded += 1
    return reminded


# --- handing in ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Given:
    """What the applicant hands in with the correction: replies by fingerprint, the version that was looked at."""

    replies: Mapping[str, str]
    seen_version: int | None = None


def hand_in(
    application_id: int, key: str, given: Given, actor: Actor, *, origin: Origin = NO_ORIGIN,
    now: datetime | None = None,
) -> Submission | Refusal:  # fmt: skip
    """Hand in what is saved as the awaited correction. Raises Application.DoesNotExist, guides.GuideUnavailable."""
    at = now or timezone.now()

    def command(ready: Prepared) -> Correct:
        row = awaited.of(ready.application)
        return Correct(row.due_at if row is not None else at, ready.obstacles)

    def then(submission: Submission) -> Refusal | None:
        return _go_on(submission, given.replies, actor, origin, at)

    return submissions.submit(
        application_id, key, actor, seen_version=given.seen_version, origin=origin, now=at, way=Way(command, then)
    )


def _go_on(
    submission: Submission, replies: Mapping[str, str], actor: Actor, origin: Origin, at: datetime
) -> Refusal | None:
    """The examination takes the submission as the correction."""
    row = examination_flow.locked(submission.application_id)
    if row is None:
        return Refusal(Why.STAGE, _NOT_AWAITED)
    told = tuple(Reply(mark, text.strip()[: awaited.LONGEST_REPLY]) for mark, text in replies.items() if text.strip())
    before = submissions.at(submission.application_id, row.sequence)
    if not told and before is not None and correction_progress.same(before, submission):
        return Refusal(Why.INCOMPLETE, _NOTHING_DONE)
    answer = examinations.act_within(row, [HandInCorrection(submission.sequence, told)], actor, origin, at)
    return Refusal(Why.STAGE, answer.reason) if isinstance(answer, examination.Refusal) else None


def round_of(submission: Submission) -> int:
    """As which correction this was handed in; 0: as none."""
    rounds = [
        entry.event.sequence
        for entry in examination_log.entries(submission.application_id)
        if isinstance(entry.event, CorrectionHandedIn)
    ]
    return rounds.index(submission.sequence) + 1 if submission.sequence in rounds else 0
