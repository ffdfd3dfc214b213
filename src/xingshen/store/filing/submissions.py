"""Handing in: everything is prepared and hashed here, then stored in one short transaction (``submission_storing``).

The same idempotency key gives the same submission, however often and at once it is sent. The time that counts is that
at which the transaction was about to begin, with the whole request at hand (``review.windows``).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.db.models import QuerySet
from django.utils import timezone

from xingshen.dossier.dossier import Dossier
from xingshen.dossier.in_memory import HeldPaper, distinct_names, hold_dossier
from xingshen.dossier.version_code import version_code
from xingshen.reports.receipt import PackedPaper, pack
from xingshen.review.filing import Refusal, Why
from xingshen.review.policy import Actor
from xingshen.store.applying import applications, papers
from xingshen.store.calls import guides
from xingshen.store.filing import filings
from xingshen.store.filing.submission_storing import WORK as WORK
from xingshen.store.filing.submission_storing import HandIn, TurnedDown, marked, store_all
from xingshen.store.filing.submission_storing import Prepared as Prepared
from xingshen.store.filing.submission_storing import Way as Way
from xingshen.store.models import Application, Paper
from xingshen.store.models import Submission as Submission
from xingshen.store.record import files
from xingshen.store.record.audit import Origin
from xingshen.store.running.together import Together

NO_ORIGIN, BY_ITSELF = Origin(), Way()
_ATTEMPTS = 4
_CHANGED = "提交的同时内容又有保存。没有提交；请再看一遍后重新提交，已保存的内容都在。"
_together: Together[HandIn, Submission | Refusal | None] = Together(store_all, lambda each: each.application_id)


# --- handing in ------------------------------------------------------------------------------------------------------


def submit(
    application_id: int,
    key: str,
    actor: Actor,
    *,
    seen_version: int | None = None,
    origin: Origin = NO_ORIGIN,
    now: datetime | None = None,
    way: Way = BY_ITSELF,
) -> Submission | Refusal:
    """Hand in what is saved. ``seen_version``: what the person looked at; another one is not handed in unseen.

    Raises Application.DoesNotExist, guides.GuideUnavailable.
    """

    def hand_in() -> Submission | Refusal | None:
        ready = prepare(application_id)
        if seen_version is not None and seen_version != ready.application.version:
            return Refusal(Why.STAGE, _CHANGED)
        try:
            return _together.do(HandIn(ready, key, actor, origin, now or timezone.now(), way))
        except IntegrityError:
            return None
        except TurnedDown as turned_down:
            return turned_down.refusal

    for _ in range(_ATTEMPTS):
        try:
            with _together.coming():
                answer = hand_in()
        except guides.GuideUnavailable:
            known = _with_key(key, application_id)
            if known is None:
                raise
            return known
        if isinstance(answer, Submission):
            return answer
        known = _with_key(key, application_id)
        if known is not None:
            return known
        if answer is not None:
            return answer
    return Refusal(Why.STAGE, _CHANGED)


def prepare(application_id: int) -> Prepared:
    """Read what is saved, and make package, digests and version code of it. Raises Application.DoesNotExist."""
    application = _to_hand_in(application_id)
    rows = list(papers.with_bytes(application_id))
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
        dossier=dossier,
        obstacles=filings.obstacles(application, dossier),
        paper_rows=tuple(marked(row) for row in rows),
        package=package,
    )


def _to_hand_in(application_id: int) -> Application:
    """With call and unit only: whoever is concerned is looked up for several at once when they are stored."""
    return Application.objects.filter(deleted_at=None).select_related("call", "unit").get(pk=application_id)


def _with_key(key: str, application_id: int) -> Submission | Refusal | None:
    """What was handed in under this key before; mostly nothing, so that the first look asks for no package."""
    for pk, whose in Submission.objects.filter(idempotency_key=key).order_by().values_list("pk", "application_id"):
        if whose != application_id:
            return Refusal(Why.NOT_YOURS, "这个提交凭据属于另一份申报，请回到申报页重新提交。")
        return Submission.objects.get(pk=pk)
    return None


# --- papers ----------------------------------------------------------------------------------------------------------


def all_papers_of(application_id: int) -> QuerySet[Paper]:
    """The rows of all papers, removed ones too: what was handed in may have been taken away since."""
    return Paper.objects.filter(application_id=application_id)


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
