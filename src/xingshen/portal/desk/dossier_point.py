"""The point that is being judged: what the machine says and why, what can be decided, what was decided and remarked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from xingshen.findings.finding import Finding
from xingshen.kernel.outcome import REASON_WORDS, Outcome
from xingshen.portal.desk.cards import DECIDED
from xingshen.portal.desk.dossier_sheet import Sheet
from xingshen.portal.telling import tell
from xingshen.review.examination_commands import Ask, Command, Comment, Confirm, Overrule, Undo
from xingshen.review.examination_state import Judgement, Stale
from xingshen.review.phrases import OCCASION_WORDS, PHRASES, Occasion
from xingshen.review.points import FAILING, POINT_WORDS, Point
from xingshen.store.examination import examinations

_TARGETS = {
    Outcome.PASS: Occasion.TO_PASS,
    Outcome.FAIL: Occasion.TO_FAIL,
    Outcome.NOT_APPLICABLE: Occasion.TO_NOT_APPLICABLE,
}
Phrase = tuple[str, str]
_ANY = "—"
"""Stands for a reason where only the right to give one is asked."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a point can be settled as against the machine, with phrases for the reason."""

    outcome: str
    word: str
    phrases: tuple[Phrase, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided; ``rests``: why it no longer stands."""

    how: str
    settled: str
    who: str
    at: datetime
    reason: str
    rests: str
    carried: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """The point as the page shows it. ``stopped``: why this person cannot decide it (then no step is offered)."""

    point: Point
    finding: Finding
    mark: str
    seen: str
    state: str
    why: str
    would_be: str
    decided: Decided | None
    question: str
    stopped: str
    confirms_as: str
    needs_reason: bool
    reasons_to_fail: tuple[Phrase, ...]
    targets: tuple[Target, ...]
    questions: tuple[Phrase, ...]
    may_undo: bool
    may_comment: bool
    asked_for: Any
    answered: str
    about_others: bool


def shown_point(sheet: Sheet, point: Point) -> Shown:
    """Everything about one point."""
    finding, mark, seen = sheet.finding(point), point.finding.fingerprint, point.basis.digest
    targets = tuple(_targets(sheet, point)) if not finding.derived else ()
    confirm = refused(sheet, Confirm(mark, seen, _ANY))
    items = {item.fingerprint: item for item in sheet.correction.items} if sheet.correction else {}
    replies = {each.fingerprint: each.text for each in (sheet.correction.replies or ())} if sheet.correction else {}
    return Shown(
        point=point,
        finding=finding,
        mark=mark,
        seen=seen,
        state=tell(POINT_WORDS[point.state]),
        why=tell(REASON_WORDS[finding.reason]) if finding.reason else "",
        would_be=finding.would_be.value if finding.would_be else "",
        decided=_decided(sheet, point.judgement) if point.judgement else None,
        question=point.question,
        stopped=confirm if not targets else "",
        confirms_as="" if confirm else point.proposal.value,
        needs_reason=point.proposal in FAILING and point.finding.outcome not in FAILING,
        reasons_to_fail=phrases(Occasion.TO_FAIL),
        targets=targets,
        questions=() if refused(sheet, Ask(mark, seen, _ANY)) else phrases(Occasion.ASK),
        may_undo=not refused(sheet, Undo(mark)),
        may_comment=not refused(sheet, Comment(mark, _ANY)),
        asked_for=items.get(mark),
        answered=replies.get(mark, ""),
        about_others=mark in sheet.about_others,
    )


def refused(sheet: Sheet, command: Command) -> str:
    """Why this person cannot do it now; "" where they can."""
    refusal = examinations.would_be_refused(sheet.case, command, sheet.actor)
    return tell(refusal.reason) if refusal else ""


def phrases(occasion: Occasion) -> tuple[Phrase, ...]:
    """The phrases of an occasion: as they go into the record, and as the page tells them."""
    return tuple((each, tell(each)) for each in PHRASES[occasion])


def last_own(sheet: Sheet) -> str:
    """The fingerprint of this person's last decision that can be taken back; "" where there is none."""
    made = [(each[-1].at, mark) for mark, each in sheet.case.examination.judgements.items() if each]
    for _at, mark in sorted(made, reverse=True):
        if not refused(sheet, Undo(mark)):
            return mark
    return ""


def _targets(sheet: Sheet, point: Point) -> Iterable[Target]:
    opposite = Outcome.PASS if point.proposal in FAILING else Outcome.FAIL
    mark, seen = point.finding.fingerprint, point.basis.digest
    allowed = [
        outcome
        for outcome in sorted(_TARGETS, key=lambda each: each is not opposite)
        if outcome is not point.proposal and not refused(sheet, Overrule(mark, seen, _ANY, outcome))
    ]
    for outcome in allowed:
        occasion = _TARGETS[outcome]
        yield Target(outcome.value, tell(OCCASION_WORDS[occasion]), phrases(occasion), outcome is allowed[0])


def _decided(sheet: Sheet, judgement: Judgement) -> Decided:
    rests = {
        Stale.FACT_CHANGED: _("所依据的事实后来有变化，这次认定不再算数，请重新判断。"),
        Stale.RECUSED: _("作出认定的人后来回避，请重新判断。"),
    }
    return Decided(
        how=str(DECIDED[judgement.word]),
        settled=judgement.settled.value if judgement.settled else "",
        who=_("、").join(sheet.names.get(each, "") for each in judgement.by),
        at=judgement.at,
        reason=judgement.reason,
        rests=rests[judgement.stale] if judgement.stale else "",
        carried=judgement.carried,
    )
