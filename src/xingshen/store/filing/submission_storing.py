"""Storing what is handed in: number, event, submission, stage, jobs and messages in one short transaction.

The transaction takes the applications' locks, makes sure that what was prepared is still what is there, decides, and
writes; it waits for no reading and no PDF. Applications that are handed in at the same moment share it, so that locks,
chain and disk are waited for once; each is decided by itself. Knows no request and prepares nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from xingshen.dossier.dossier import Dossier
from xingshen.reports.receipt import Package
from xingshen.review.filing import Command, Obstacle, Refusal, Submit, decide
from xingshen.review.filing_events import Event, Replaced, Stage
from xingshen.review.filing_policy import Parties
from xingshen.review.policy import Actor
from xingshen.store.applying import applications
from xingshen.store.filing import filings
from xingshen.store.models import Application, Call, Paper, Return, Submission
from xingshen.store.models import Event as Record
from xingshen.store.procedure import examination_flow, filing_log, filing_notices
from xingshen.store.procedure.filing_log import Step
from xingshen.store.procedure.filing_notices import Concerned
from xingshen.store.record.audit import Origin
from xingshen.store.running import jobs
from xingshen.store.running.jobs import Work

WORK = ("check_submission", "submission_pdf")
"""The kinds of jobs that every submission leaves behind."""
_MARKED = ("pk", "blob_id", "name", "kind", "title", "translation_of", "fiscal_year")
_Marks = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is about to be handed in: the application with its call and unit, as it was when the package was made."""

    application: Application
    dossier: Dossier
    obstacles: tuple[Obstacle, ...]
    paper_rows: _Marks
    package: Package


def _nothing_more(_: Submission) -> None:
    """A submission by itself."""


@dataclass(frozen=True, slots=True)
class Way:
    """How it is handed in: the command that is decided, and what else belongs to the same transaction (or refuses)."""

    command: Callable[[Prepared], Command] = lambda ready: Submit(ready.obstacles)
    then: Callable[[Submission], Refusal | None] = _nothing_more


class TurnedDown(Exception):  # noqa: N818  # undoes the transaction
    """What else belongs to the transaction was refused."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class HandIn:
    """One application as somebody hands it in: under which key, and when the server had it all."""

    ready: Prepared
    key: str
    actor: Actor
    origin: Origin
    at: datetime
    way: Way = Way()  # frozen

    @property
    def application_id(self) -> int:
        """Whose submissions come one after the other."""
        return self.ready.application.pk


@dataclass(frozen=True, slots=True)
class _Accepted:
    """A decision to store, with the filing as it was under the lock, and those who will be told."""

    wanted: HandIn
    filing: Parties
    event: Event
    people: Concerned


@dataclass(frozen=True, slots=True)
class _There:
    """By application, who is concerned; under the lock: version, stage and number; submissions with keys; papers."""

    people: dict[int, Concerned]
    rows: dict[int, tuple[int, str, str]]
    submissions: dict[int, dict[str, int]]
    papers: dict[int, _Marks]


def marked(row: Paper) -> tuple[Any, ...]:
    """What must not have changed of a paper until it is stored."""
    return tuple(getattr(row, name) for name in _MARKED)


def store_all(wanted: Sequence[HandIn]) -> list[Submission | Refusal | None]:
    """Store applications, no two the same. None where something was changed since it was prepared, or the key is known.

    Raises IntegrityError where another took a key or a number meanwhile, and TurnedDown; then nothing is stored.
    """
    people = _look_for_people([each.ready.application for each in wanted])
    with transaction.atomic():
        there = _look([each.application_id for each in wanted], people)
        decided = [_decide(each, there) for each in wanted]
        stored = iter(_store([each for each in decided if isinstance(each, _Accepted)]))
        return [next(stored) if isinstance(each, _Accepted) else each for each in decided]


def _look_for_people(handed_in: Sequence[Application]) -> dict[int, Concerned]:
    """Complete the applications by windows and people, and find those who may have to be told, by application."""
    applications.complete(handed_in)
    return filing_notices.concerned_by_all(handed_in)


def _look(ids: Sequence[int], people: dict[int, Concerned]) -> _There:
    locked = Application.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    rows = {row[0]: row[1:] for row in locked.values_list("pk", "version", "stage", "number")}
    submissions: dict[int, dict[str, int]] = defaultdict(dict)
    earlier = Submission.objects.filter(application_id__in=ids).order_by("application_id", "sequence")
    for pk, key, sequence in earlier.values_list("application_id", "idempotency_key", "sequence"):
        submissions[pk][key] = sequence
    papers: dict[int, _Marks] = defaultdict(tuple)
    present = Paper.objects.filter(application_id__in=ids, removed_at=None).order_by("position", "pk")
    for pk, *mark in present.values_list("application_id", *_MARKED):
        papers[pk] = (*papers[pk], tuple(mark))
    return _There(people, rows, submissions, papers)


def _decide(wanted: HandIn, there: _There) -> _Accepted | Refusal | None:
    ready, pk = wanted.ready, wanted.application_id
    version, stage, number = there.rows[pk]
    earlier, same = there.submissions[pk], (ready.application.version, ready.paper_rows)
    if wanted.key in earlier or (version, there.papers[pk]) != same:
        return None
    application = ready.application
    parties = filings.parties(application, sequence=max(earlier.values(), default=0))
    filing, windows = replace(parties, stage=Stage(stage)), filings.windows_of(application.call, application.unit_id)
    answer = decide(filing, wanted.way.command(ready), wanted.actor, windows, wanted.at)
    if isinstance(answer, Refusal):
        return answer
    application.number = number
    return _Accepted(wanted, filing, answer[0], there.people[pk])


def _store(accepted: Sequence[_Accepted]) -> list[Submission]:
    _give_numbers([each.wanted.ready.application for each in accepted])
    records = filing_log.write_all([_step(each) for each in accepted])
    rows = [_submission(each, record) for each, record in zip(accepted, records, strict=True)]
    submissions = Submission.objects.bulk_create(rows, batch_size=1)  # long texts are slow as elements of arrays
    for each in accepted:
        _end_what_was_before(each)
    jobs.enqueue_all(
        Work(kind, f"submission {each.pk}", each.sha256, {"submission": each.pk})
        for each in submissions
        for kind in WORK
    )
    filing_notices.tell_all((each.wanted.ready.application, each.event, each.people) for each in accepted)
    for each, submission in zip(accepted, submissions, strict=True):
        refusal = each.wanted.way.then(submission)
        if refusal is not None:
            raise TurnedDown(refusal)
    return submissions


def _give_numbers(handed_in: Iterable[Application]) -> None:
    """The next numbers of each call, in order, to those that have none; calls in order too, so that no two wait."""
    without: dict[int, list[Application]] = defaultdict(list)
    for application in handed_in:
        if not application.number:
            without[application.call_id].append(application)
    for _, group in sorted(without.items()):
        call = group[0].call
        first = _count_up(call, len(group)) - len(group) + 1
        for at, application in enumerate(group, first):
            application.number = f"{call.number_prefix}-{at:04d}"


def _count_up(call: Call, by: int) -> int:
    """The last number of the call, without gaps: a number is used up only where the transaction is committed."""
    table = Call._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET last_number = last_number + %s WHERE id = %s RETURNING last_number", [by, call.pk]
        )
        (last,) = cursor.fetchone()
    return int(last)


def _step(accepted: _Accepted) -> Step:
    wanted, filing = accepted.wanted, accepted.filing
    application, package = wanted.ready.application, wanted.ready.package
    told = {
        "version": application.version,
        "version_code": package.tree["version_code"],
        "sha256": package.digests.sha256,
        "sm3": package.digests.sm3,
        "manifest_sha256": package.manifest_sha256,
    }
    return Step(
        application, accepted.event, filing.stage, wanted.actor, wanted.origin, wanted.at,
        before={"sequence": filing.sequence}, told=told,
    )  # fmt: skip


def _submission(accepted: _Accepted, record: Record) -> Submission:
    wanted = accepted.wanted
    application, package, actor = wanted.ready.application, wanted.ready.package, wanted.actor
    assert actor.user_id is not None  # decide refuses nobody's submission
    tree: Any = package.tree  # sealed on its way into the database
    return Submission(
        application=application,
        sequence=accepted.event.sequence,
        number=application.number,
        idempotency_key=wanted.key,
        version=application.version,
        submitted_at=wanted.at,
        submitted_by_id=actor.user_id,
        submitted_by_name=actor.name,
        manifest=package.manifest,
        package=tree,
        sha256=package.digests.sha256,
        sm3=package.digests.sm3,
        event_seq=record.seq,
        event_hash=record.hash,
    )


def _end_what_was_before(accepted: _Accepted) -> None:
    """A return is answered, and an examination of what is replaced ends."""
    wanted, before = accepted.wanted, accepted.filing.stage
    pk, at = wanted.application_id, wanted.at
    if before is Stage.RETURNED:
        Return.objects.filter(application_id=pk, answered_at=None).update(answered_at=at)
    if isinstance(accepted.event, Replaced) and before is Stage.ACCEPTED:
        examination_flow.discontinue(pk, "申报人重新提交。", wanted.actor, wanted.origin, at)
