"""One dossier on the desk, read once for a request: case, points, papers, earlier results, and who is who.

What is shown of it is made in ``dossier_list``, ``dossier_point``, ``dossier_evidence``, ``dossier_history``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from xingshen.findings.finding import CheckResult, Finding
from xingshen.portal.desk.opening import Opened, open_examination
from xingshen.portal.telling import reads_english
from xingshen.review.correction import FollowUp, follow_up
from xingshen.review.examination import Case, Examination
from xingshen.review.examination_events import Accepted, Checked, CorrectionHandedIn
from xingshen.review.examination_state import Correction
from xingshen.review.points import Point, list_points
from xingshen.review.policy import Actor
from xingshen.store.examination import desk, examinations
from xingshen.store.examination.desk import DeskPaper
from xingshen.store.filing import submissions
from xingshen.store.people import officers
from xingshen.store.procedure.examination_log import Entry
from xingshen.store.results import filing_checks, told_findings


@dataclass(frozen=True)
class Sheet:
    """The dossier as its reviewer works on it."""

    opened: Opened
    case: Case
    submission: Any
    papers: Sequence[DeskPaper]
    entries: Sequence[Entry]
    before: Sequence[CheckResult]
    points: Sequence[Point]
    told: Mapping[str, Finding]
    """By fingerprint, the findings in the language of the page."""

    @property
    def id(self) -> int:
        """The application's id."""
        return int(self.opened.row.application_id)

    @property
    def row(self) -> Any:
        """The row of the examination."""
        return self.opened.row

    @property
    def actor(self) -> Actor:
        """Who looks."""
        return self.opened.actor

    @cached_property
    def answers(self) -> Mapping[str, Any]:
        """What the form says, as handed in."""
        found = (self.submission.package or {}).get("answers", {}) if self.submission else {}
        return found if isinstance(found, Mapping) else {}

    @cached_property
    def names(self) -> dict[int, str]:
        """Names of everybody who judged, by id."""
        judges = {person for made in self.case.examination.judgements.values() for each in made for person in each.by}
        return officers.names(judges | {entry.event.by for entry in self.entries})

    @cached_property
    def correction(self) -> Correction | None:
        """The last correction that came back."""
        made = [each for each in self.case.examination.corrections if each.ended_at is not None]
        return made[-1] if made else None

    @cached_property
    def followed(self) -> tuple[FollowUp, ...]:
        """How each item of that correction stands now."""
        if self.correction is None or self.case.machine is None or not self.before:
            return ()
        return follow_up(self.correction, self.points, (*self.before, self.case.machine.check))

    @cached_property
    def about_others(self) -> frozenset[str]:
        """By fingerprint, the findings that speak of other dossiers, so that reasons easily do too."""
        check, submission = self.row.result, self.submission
        if check is None or submission is None or check.submission_id != submission.pk:
            return frozenset()
        findings = {each.finding.fingerprint: each.finding for each in self.points}
        return told_findings.about_others(check, submission.sha256, findings)

    def point(self, mark: str) -> Point | None:
        """The point with this fingerprint."""
        return next((each for each in self.points if each.finding.fingerprint == mark), None)

    def finding(self, point: Point) -> Finding:
        """Its finding in the language of the page."""
        return self.told.get(point.finding.fingerprint, point.finding)


def open_sheet(request: HttpRequest, application_id: int) -> Sheet:
    """The dossier, where this person may see it. Http404, PermissionDenied."""
    return sheet_of(open_examination(request, application_id))


def sheet_of(opened: Opened) -> Sheet:
    """Everything that the page shows of it."""
    row, case = opened.row, opened.case
    submission = submissions.at(row.application_id, row.sequence)
    entries = examinations.history(row.application_id)
    before = desk.earlier_results(row, _looked_at(entries), entries) if case.machine else []
    points: tuple[Point, ...] = ()
    if case.machine is not None:
        points = list_points(case.machine, case.examination, case.procedure.panel, before)
    return Sheet(
        opened=opened,
        case=case,
        submission=submission,
        papers=desk.papers_of(submission) if submission else (),
        entries=entries,
        before=before,
        points=points,
        told=_told(points, submission),
    )


def sheet_after(sheet: Sheet, state: Examination) -> Sheet:
    """The same after a step, as far as the points go; what happened is not read again."""
    case = replace(sheet.case, facts=replace(sheet.case.facts, examination=state))
    machine = case.machine
    if machine is None:
        return replace(sheet, case=case)
    return replace(sheet, case=case, points=list_points(machine, state, case.procedure.panel, sheet.before))


def _looked_at(entries: Sequence[Entry]) -> set[int]:
    """The submissions that were before the office."""
    return {each.event.sequence for each in entries if isinstance(each.event, Accepted | Checked | CorrectionHandedIn)}


def _told(points: Sequence[Point], submission: Any) -> dict[str, Finding]:
    findings = [point.finding for point in points]
    if not findings or submission is None or not reads_english():
        return {}
    return _english(submission.pk, submission.sha256, tuple(findings))


@lru_cache(maxsize=32)
def _english(submission_id: int, sha256: str, findings: tuple[Finding, ...]) -> dict[str, Finding]:
    """Judging anew takes a while and always gives the same for what was handed in (``sha256``)."""
    submission = submissions.get(submission_id)
    english = filing_checks.in_english(findings, submission, desk.dossier_of(submission))
    return {each.fingerprint: each for each in english}


def address_of(name: str, *args: Any) -> str:
    """The address of a page that this installation may lack; empty then."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def now() -> Any:
    """The server's time."""
    return timezone.now()
