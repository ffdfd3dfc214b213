"""Handing in: everything is prepared and hashed outside, then stored in one short transaction.

The transaction takes the application's lock, makes sure that what was prepared is still what is there, decides, and
writes number, submission, event, stage, jobs and messages together or not at all. It waits for no reading and no PDF.
The same idempotency key gives the same submission, however often and at once it is sent. The time that counts is that
at which the transaction was about to begin, with the whole request at hand (``review.windows``).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from xingshen.dossier.dossier import Dossier
from xingshen.dossier.in_memory import HeldPaper, distinct_names, hold_dossier
from xingshen.dossier.version_code import version_code
from xingshen.reports.receipt import Package, PackedPaper, pack
from xingshen.review.filing import Command, Obstacle, Refusal, Submit, Why, decide
from xingshen.review.filing_events import Event, Replaced, Stage
from xingshen.review.filing_policy import Parties
from xingshen.review.policy import Actor
from xingshen.review.windows import Windows
from xingshen.store import (
    applications,
    examination_flow,
    files,
    filing_log,
    filing_notices,
    filings,
    jobs,
    papers,
)
from xingshen.store.audit import Origin
from xingshen.store.filing_notices import Concerned
from xingshen.store.models import Application, Call, Paper, Return
from xingshen.store.models import Submission as Submission

NO_ORIGIN = Origin()
WORK = ("check_submission", "submission_pdf")
"""The kinds of jobs that every submission leaves behind."""
_ATTEMPTS = 4
_CHANGED = "提交的同时内容又有保存。没有提交；请再看一遍后重新提交，已保存的内容都在。"
_MARKED = ("pk", "blob_id", "name", "kind", "title", "translation_of", "fiscal_year")
_PaperMark = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is about to be handed in, with everything that can be known before the lock is taken.

    ``filing`` does not know the last submission yet; ``people`` are those who will be told.
    """

    application: Application
    filing: Parties
    windows: Windows
    dossier: Dossier
    obstacles: tuple[Obstacle, ...]
    paper_rows: _PaperMark
    package: Package
    people: Concerned


def _nothing_more(_: Submission) -> None:
    """A submission by itself."""


@dataclass(frozen=True, slots=True)
class Way:
    """How it is handed in: the command that is decided, and what else belongs to the same transaction (or refuses)."""

    command: Callable[[Prepared], Command] = lambda ready: Submit(ready.obstacles)
    then: Callable[[Submission], Refusal | None] = _nothing_more


class _TurnedDown(Exception):  # noqa: N818  # undoes the transaction
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


# --- handing in ------------------------------------------------------------------------------------------------------


def submit(
    application_id: int,
    key: str,
    actor: Actor,
    *,
    seen_version: int | None = None,
    origin: Origin = NO_ORIGIN,
    now: datetime | None = None,
    way: Way = Way(),  # frozen
) -> Submission | Refusal:
    """Hand in what is saved. ``seen_version``: what the person looked at; another one is not handed in unseen.

    Raises Application.DoesNotExist, guides.GuideUnavailable.
    """
    for _ in range(_ATTEMPTS):
        known = _with_key(key, application_id)
        if known is not None:
            return known
        ready = prepare(application_id)
        if seen_version is not None and seen_version != ready.application.version:
            return Refusal(Why.STAGE, _CHANGED)
        began = now or timezone.now()
        try:
            with transaction.atomic():
                answer = _store_prepared(ready, key, actor, origin, began, way)
        except IntegrityError:
            continue
        except _TurnedDown as turned_down:
            return turned_down.refusal
        if answer is not None:
            return answer
    return Refusal(Why.STAGE, _CHANGED)


def prepare(application_id: int) -> Prepared:
    """Read what is saved, and make package, digests and version code of it. Raises Application.DoesNotExist."""
    application = filings.get(application_id)
    rows = list(papers.present(application_id))
    named = distinct_names(papers.held(rows))
    answers = applications.tree(application)
    dossier = hold_dossier(applications.schema_of(application), str(application.pk), answers, named)
    packed = [_packed(row, held.file) for row, held in zip(rows, named, strict=True)]
    call, unit = application.call, application.unit
    package = pack(
        salt=secrets.token_hex(16),
        call={"slug": call.slug, "title": call.title},
        guide={"id": call.guide_id, "version": call.guide_version, "digest": call.guide_digest},
        unit={"name": unit.name, "uscc": unit.uscc},
        version=application.version,
        version_code=version_code(dossier),
        answers=answers,
        papers=packed,
    )
    return Prepared(
        application=application,
        filing=filings.parties(application, sequence=0),
        windows=filings.windows_of(call, application.unit_id),
        dossier=dossier,
        obstacles=filings.obstacles(application, dossier),
        paper_rows=tuple(_marked(row) for row in rows),
        package=package,
        people=filing_notices.concerned(application),
    )


def _store_prepared(
    ready: Prepared, key: str, actor: Actor, origin: Origin, at: datetime, way: Way
) -> Submission | Refusal | None:
    """None where something was changed since it was prepared, so that it has to be prepared again."""
    application = ready.application
    locked = Application.objects.select_for_update().values("version", "stage", "number").get(pk=application.pk)
    before = Q(idempotency_key=key) | Q(application_id=application.pk)
    known = Submission.objects.filter(before).values_list("sequence", "idempotency_key")
    if any(each == key for _sequence, each in known):
        return _with_key(key, application.pk)
    last = max((sequence for sequence, _key in known), default=0)
    if locked["version"] != application.version or _mark(application.pk) != ready.paper_rows:
        return None
    filing = replace(ready.filing, stage=Stage(locked["stage"]), sequence=last)
    answer = decide(filing, way.command(ready), actor, ready.windows, at)
    if isinstance(answer, Refusal):
        return answer
    application.number = locked["number"] or _next_number(application.call)
    submission = _store(ready, filing, answer[0], key, actor, origin, at)
    refusal = way.then(submission)
    if refusal is not None:
        raise _TurnedDown(refusal)
    return submission


def _store(
    ready: Prepared, filing: Parties, event: Event, key: str, actor: Actor, origin: Origin, at: datetime
) -> Submission:
    application, package = ready.application, ready.package
    assert actor.user_id is not None  # decide refuses nobody's submission
    tree: Any = package.tree  # sealed on its way into the database
    told = {
        "version": application.version,
        "version_code": tree["version_code"],
        "sha256": package.digests.sha256,
        "sm3": package.digests.sm3,
        "manifest_sha256": package.manifest_sha256,
    }
    before = {"sequence": filing.sequence}
    record = filing_log.write(application, event, filing.stage, actor, origin, at, before=before, told=told)
    submission = Submission.objects.create(
        application=application,
        sequence=event.sequence,
        number=application.number,
        idempotency_key=key,
        version=application.version,
        submitted_at=at,
        submitted_by_id=actor.user_id,
        submitted_by_name=actor.name,
        manifest=package.manifest,
        package=tree,
        sha256=package.digests.sha256,
        sm3=package.digests.sm3,
        event_seq=record.seq,
        event_hash=record.hash,
    )
    if filing.stage is Stage.RETURNED:
        Return.objects.filter(application_id=application.pk, answered_at=None).update(answered_at=at)
    if isinstance(event, Replaced) and filing.stage is Stage.ACCEPTED:
        examination_flow.discontinue(application.pk, "申报人重新提交。", actor, origin, at)
    jobs.enqueue_each(
        WORK, f"submission {submission.pk}", input_digest=submission.sha256, payload={"submission": submission.pk}
    )
    filing_notices.tell(application, event, ready.people)
    return submission


def _next_number(call: Call) -> str:
    """The next number of the call, without gaps: a number is used up only where the transaction is committed."""
    table = Call._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET last_number = last_number + 1 WHERE id = %s RETURNING last_number", [call.pk]
        )
        (last,) = cursor.fetchone()
    return f"{call.number_prefix}-{last:04d}"


def _with_key(key: str, application_id: int) -> Submission | Refusal | None:
    found = Submission.objects.filter(idempotency_key=key).first()
    if found is None or found.application_id == application_id:
        return found
    return Refusal(Why.NOT_YOURS, "这个提交凭据属于另一份申报，请回到申报页重新提交。")


# --- papers ----------------------------------------------------------------------------------------------------------


def all_papers_of(application_id: int) -> QuerySet[Paper]:
    """The rows of all papers, removed ones too: what was handed in may have been taken away since."""
    return Paper.objects.filter(application_id=application_id)


def _mark(application_id: int) -> _PaperMark:
    rows = Paper.objects.filter(application_id=application_id, removed_at=None).order_by("position", "pk")
    return tuple(rows.values_list(*_MARKED))


def _marked(row: Paper) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in _MARKED)


def _packed(row: Paper, name: str) -> PackedPaper:
    blob = row.blob
    told = (row.kind, row.title, row.translation_of, row.fiscal_year)
    return PackedPaper(name, *told, sha256=blob.sha256, sm3=blob.sm3, size=blob.size)


# --- what was handed in ----------------------------------------------------------------------------------------------


def get(submission_id: int) -> Submission:
    """One submission with its application. Raises Submission.DoesNotExist."""
    return _all().get(pk=submission_id)


def of(application_id: int) -> QuerySet[Submission]:
    """All submissions of an application, the one that counts first."""
    return _all().filter(application_id=application_id)


def at(application_id: int, sequence: int | None = None) -> Submission | None:
    """The submission with this number within the application, else the one that counts; None: there is none."""
    rows = of(application_id)
    return (rows if sequence is None else rows.filter(sequence=sequence)).first()


def _all() -> QuerySet[Submission]:
    return Submission.objects.select_related("application", "application__unit", "application__call")


def title_of(submission: Submission) -> str:
    """The project's title as it was handed in."""
    tree: Mapping[str, Any] = submission.package or {}
    project = tree.get("answers", {}).get("project")
    title = project.get("title") if isinstance(project, Mapping) else None
    return title if isinstance(title, str) else ""


def dossier_of(submission: Submission) -> Dossier:
    """What was handed in, as the engine sees it."""
    tree: Mapping[str, Any] = submission.package or {}
    named = [_held_of(paper) for paper in tree.get("papers", ())]
    schema = applications.schema_of(submission.application)
    return hold_dossier(schema, submission.number, tree.get("answers", {}), named)


def _held_of(paper: Mapping[str, Any]) -> HeldPaper:
    return HeldPaper(
        file=paper["name"],
        path=files.path_of(paper["sha256"]),
        digest=f"sha256:{paper['sha256']}",
        size=paper["size"],
        kind=paper["kind"],
        title=paper["title"],
        translation_of=paper["translation_of"],
        fiscal_year=paper["fiscal_year"] or None,
    )
