"""A point of the examination as a card: what the machine found with clause and evidence, and what people decided.

For the pages where others than the reviewer look at single points: countersigning, panel. Changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingshen.findings.finding import Finding
from xingshen.kernel.place import Evidence
from xingshen.portal.telling import reads_english, tell
from xingshen.review.examination import Case
from xingshen.review.examination_state import Judgement, Word
from xingshen.store.filing import submissions
from xingshen.store.people import officers
from xingshen.store.results import filing_checks

_MOST_PLACES = 4
_FORM = "form"
"""What the form says stands among the values."""
DECIDED: Mapping[Word, str | Promise] = {
    Word.CONFIRMED: gettext_lazy("认可自动审查"),
    Word.OVERRULED: gettext_lazy("不认可自动审查"),
    Word.ASKED: gettext_lazy("询问"),
    Word.PANEL: gettext_lazy("综合研判"),
}


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided about a point: how, as what, who, when and why."""

    how: str
    settled: str
    who: str
    at: Any
    reason: str
    rests: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One point. ``finding`` as ``ui/_finding.html`` takes it; ``values``: what was compared, by name."""

    mark: str
    title: str
    finding: Mapping[str, Any]
    clauses: tuple[Any, ...]
    values: tuple[tuple[str, str], ...]
    decided: Decided | None = None


def told_findings(row: Any, case: Case) -> dict[str, Finding]:
    """The findings that count, by fingerprint, in the language of the page."""
    if case.machine is None:
        return {}
    findings = list(case.machine.findings.values())
    submission = submissions.at(row.application_id, row.sequence) if reads_english() else None
    if submission is not None:
        findings = filing_checks.in_english(findings, submission, submissions.dossier_of(submission))
    return {each.fingerprint: each for each in findings}


def cards_of(row: Any, case: Case, marks: Iterable[str]) -> list[Card]:
    """A card for each of these points, in this order; a point that the check does not have is left out."""
    wanted = list(dict.fromkeys(marks))
    findings = told_findings(row, case)
    judgements = {mark: case.examination.judgement(mark) for mark in wanted}
    names = officers.names(person for each in judgements.values() if each for person in each.by)
    digests = {each.file: each.digest for each in case.machine.check.papers} if case.machine else {}
    return [
        _card(findings[mark], decided_of(judgement, names) if judgement else None, row.application_id, digests)
        for mark, judgement in judgements.items()
        if mark in findings
    ]


def decided_of(judgement: Judgement, names: Mapping[int, str]) -> Decided:
    """A decision in words."""
    return Decided(
        how=str(DECIDED[judgement.word]),
        settled=judgement.settled.value if judgement.settled else "",
        who=_("、").join(names.get(person, "") for person in judgement.by),
        at=judgement.at,
        reason=judgement.reason,
        rests=judgement.stale is not None,
    )


def _card(finding: Finding, decided: Decided | None, application_id: int, digests: Mapping[str, str]) -> Card:
    first = finding.clauses[0] if finding.clauses else None
    papers = [each for each in finding.evidence if each.method != _FORM]
    places = dict.fromkeys(_place(each) for each in papers[:_MOST_PLACES])
    return Card(
        mark=finding.fingerprint,
        title=tell(finding.title),
        finding={
            "outcome": finding.outcome.value,
            "sentence": finding.message,
            "place": _("；").join(each for each in places if each),
            "clause": first.id if first else "",
            "quote": first.text if first else "",
            "rendering": first.rendering if first else "",
            "evidence_url": next(filter(None, (_crop(each, application_id, digests) for each in finding.evidence)), ""),
            "page_url": f"{reverse('desk:dossier', args=[application_id])}?point={finding.fingerprint}",
        },
        clauses=finding.clauses[1:],
        values=tuple((each.name, each.value) for each in finding.read),
        decided=decided,
    )


def _crop(evidence: Evidence, application_id: int, digests: Mapping[str, str]) -> str:
    """The address of the picture of the place; "" where it has none."""
    digest = digests.get(evidence.file, "").removeprefix("sha256:")
    if not digest or evidence.page is None or evidence.box is None:
        return ""
    box = ",".join(f"{each:.1f}" for each in evidence.box)
    return f"{reverse('desk:paper_crop', args=[application_id, digest, evidence.page])}?{urlencode({'box': box})}"


def _place(evidence: Evidence) -> str:
    page = _("%(file)s 第 %(page)d 页") % {"file": evidence.file, "page": evidence.page} if evidence.page else ""
    quote = _("“%s”") % evidence.quote[:80] if evidence.quote else ""
    return " ".join(each for each in (page or evidence.file, quote) if each)
