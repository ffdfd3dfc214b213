"""Examinations as the office works on them: the case that the review decides on, and the steps of people.

Each step is one transaction under the row's lock: read, decided by ``review``, events appended, row and messages
brought up to date. Steps without a person are in ``examination_flow``, lists in ``examination_lists``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from xingshen.review import examination as review
from xingshen.review.examination import Case, Command, Event, Examination, Refusal, Why
from xingshen.review.examination_policy import ReviewFacts
from xingshen.review.examination_table import CHECKABLE
from xingshen.review.policy import Actor
from xingshen.store.applying import applications
from xingshen.store.filing import filings, submissions
from xingshen.store.models import Examination as Row
from xingshen.store.people import officers
from xingshen.store.procedure import examination_flow, examination_log, examination_notices, filing_follow
from xingshen.store.procedure.examination_log import Entry
from xingshen.store.record.audit import Origin

NO_ORIGIN = Origin()
NOT_THERE = Row.DoesNotExist
_NOT_BEFORE_US = "这份申报还没有受理，或者已经撤回。"


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was taken: its events, and where the examination stands now."""

    events: tuple[Event, ...]
    state: Examination


def get(application_id: int) -> Row:
    """The row with application, unit, call, result and people. Raises NOT_THERE."""
    rows = Row.objects.select_related("application__unit__department", "call", "result", "reviewer", "reexaminer")
    return rows.get(application_id=application_id)


def case_of(row: Row, state: Examination | None = None) -> Case:
    """What the review decides on; ``state``: where it stands, if that is known already."""
    application = applications.get(row.application_id)
    submission = submissions.at(row.application_id, row.sequence)
    answers = (submission.package or {}).get("answers", {}) if submission else {}
    facts = ReviewFacts(
        examination=state or examination_log.state_of(row.application_id),
        parties=filings.parties(application),
        concerned=officers.concerned_of(answers),
        officers=officers.for_policy(),
    )
    return Case(facts, examination_log.machine_of(row.result), examination_log.procedure_of(row.call))


def history(application_id: int) -> list[Entry]:
    """Everything that happened to the examination, oldest first."""
    return examination_log.entries(application_id)


def act(
    application_id: int, command: Command | Sequence[Command], actor: Actor, *, origin: Origin = NO_ORIGIN,
    now: datetime | None = None,
) -> Done | Refusal:  # fmt: skip
    """Do what is asked (several commands: all or none), or say why not."""
    commands = [command] if not isinstance(command, Sequence) else list(command)
    with transaction.atomic():
        row = examination_flow.locked(application_id)
        if row is None:
            return Refusal(Why.STAGE, _NOT_BEFORE_US)
        return act_within(row, commands, actor, origin, now or timezone.now())


def act_within(row: Row, commands: Sequence[Command], actor: Actor, origin: Origin, now: datetime) -> Done | Refusal:
    """The same inside the caller's transaction, which holds the row's lock."""
    before = examination_log.state_of(row.application_id)
    answer = review.decide_all(case_of(row, before), commands, actor, now)
    if isinstance(answer, Refusal):
        return answer
    state = examination_log.write(row, before, answer, actor, origin)
    filing_follow.follow(row, answer)
    examination_notices.tell(row, answer)
    if state.stage in CHECKABLE and before.stage not in CHECKABLE:
        state = examination_flow.take_in_latest(row, state, now)
    return Done(answer, state)


def act_on_many(
    application_ids: Iterable[int], command: Callable[[int], Command | Sequence[Command]], actor: Actor, *,
    origin: Origin = NO_ORIGIN,
) -> tuple[list[int], dict[int, Refusal]]:  # fmt: skip
    """A step for each of several dossiers, each a transaction of its own: ids done, and refusals by id."""
    done: list[int] = []
    refused: dict[int, Refusal] = {}
    for application_id in dict.fromkeys(application_ids):
        answer = act(application_id, command(application_id), actor, origin=origin)
        if isinstance(answer, Refusal):
            refused[application_id] = answer
        else:
            done.append(application_id)
    return done, refused


def would_be_refused(case: Case, command: Command, actor: Actor, now: datetime | None = None) -> Refusal | None:
    """Why ``command`` cannot be given now; None where it can."""
    answer = review.decide(case, command, actor, now or timezone.now())
    return answer if isinstance(answer, Refusal) else None


def seen_by(case: Case, actor: Actor) -> Case:
    """The case as this person may see it: of an open panel only the opinions that are theirs to see."""
    state = case.examination
    if state.panel is None:
        return case
    panel = replace(state.panel, opinions=state.panel.seen_by(actor.user_id))
    return replace(case, facts=replace(case.facts, examination=replace(state, panel=panel)))
