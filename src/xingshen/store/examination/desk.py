"""What the desk shows beside a case: papers as they were handed in, results of earlier checks, neighbours in the queue.

Whoever asks may see the examination; that was decided before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from xingshen.dossier.dossier import Dossier
from xingshen.findings.finding import CheckResult
from xingshen.review.policy import Actor
from xingshen.store.examination import examination_lists
from xingshen.store.filing import submissions
from xingshen.store.models import Check, Examination, Paper, Submission
from xingshen.store.procedure import examination_log, examination_touches
from xingshen.store.procedure.examination_log import Entry
from xingshen.store.procedure.examination_touches import Touches
from xingshen.store.results import counting_checks

_UNREAD: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class DeskPaper:
    """A paper of a submission: name, kind, title and digest as handed in, and what reading it told."""

    name: str
    kind: str
    title: str
    blob_id: str
    size: int
    summary: Mapping[str, Any]

    @property
    def pages(self) -> int:
        """How many pages can be looked at."""
        return len(self.summary.get("pages", ()))


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The dossiers before and after this one in a list, and in how many it is this person's turn."""

    previous: int | None
    next: int | None
    count: int


def papers_of(submission: Submission) -> tuple[DeskPaper, ...]:
    """The papers of a submission in its order. One query."""
    told = submission.manifest.get("papers", ())
    digests = {paper["sha256"] for paper in told}
    rows = Paper.objects.filter(application_id=submission.application_id, blob_id__in=digests)
    summaries = {blob: summary for blob, summary in rows.order_by("pk").values_list("blob_id", "summary") if summary}
    return tuple(_paper(paper, summaries.get(paper["sha256"], _UNREAD)) for paper in told)


def paper_handed_in(application_id: int, digest: str) -> DeskPaper | None:
    """The paper with this digest, where any submission of the application has it. Two queries."""
    for submission in Submission.objects.filter(application_id=application_id).defer("package"):
        if any(paper["sha256"] == digest for paper in submission.manifest.get("papers", ())):
            return next(paper for paper in papers_of(submission) if paper.blob_id == digest)
    return None


def _paper(told: Mapping[str, Any], summary: Mapping[str, Any]) -> DeskPaper:
    return DeskPaper(told["name"], told["kind"], told["title"], told["sha256"], told["size"], summary)


def dossier_of(submission: Submission) -> Dossier:
    """What was handed in, as the engine sees it. Raises guides.GuideUnavailable."""
    return submissions.dossier_of(submission)


def earlier_results(row: Examination, sequences: Iterable[int], entries: Iterable[Entry]) -> list[CheckResult]:
    """The result that counted of each of these earlier submissions, oldest first. No query where there is none.

    ``entries``: of the examination.
    """
    wanted = sorted({each for each in sequences if each < row.sequence})
    if not wanted:
        return []
    rows = Check.objects.filter(application_id=row.application_id, submission__sequence__in=wanted)
    counted = counting_checks.of(rows.select_related("submission").order_by("pk"), entries)
    return [examination_log.result_of(counted[each]) for each in wanted if each in counted]


def touches_of(row: Examination) -> dict[str, Touches]:
    """What each finding of the result that counts touches."""
    return examination_touches.from_json(row.result.touches) if row.result else {}


def neighbours(row: Examination, actor: Actor, listed: Sequence[int] = ()) -> Neighbours:
    """Before and after in the list that was looked at (``listed``: applications), else oldest first; three queries."""
    tab = examination_lists.first_tab(actor)
    visible = examination_lists.visible_to(actor)
    rows = visible.filter(examination_lists.in_tab(tab, actor))
    if row.application_id in listed:
        seen = set(visible.filter(application_id__in=listed).values_list("application_id", flat=True))
        there = [each for each in listed if each in seen or each == row.application_id]
        place = there.index(row.application_id)
        return Neighbours(there[place - 1] if place else None, next(iter(there[place + 1 :]), None), rows.count())
    at, pk = row.accepted_at, row.pk
    earlier = Q(accepted_at__lt=at) | Q(accepted_at=at, pk__lt=pk)
    later = Q(accepted_at__gt=at) | Q(accepted_at=at, pk__gt=pk)
    before = rows.filter(earlier).order_by("-accepted_at", "-pk").values_list("application_id", flat=True)
    after = rows.filter(later).order_by("accepted_at", "pk").values_list("application_id", flat=True)
    return Neighbours(before.first(), after.first(), rows.count())
