"""Long work on many dossiers: asked for, worked off step by step, called off, and its file.

A batch remembers how far it came, so that a worker that takes over goes on there; steps may therefore run twice and do
no harm then. Whoever asked is the one who acts, with the roles that they have when a step runs.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from xingshen.review.examination_table import Stage
from xingshen.review.policy import Actor
from xingshen.store.calls import call_editing
from xingshen.store.conclusions import letter_lists, public_lists
from xingshen.store.examination import examination_lists
from xingshen.store.models import Batch, Call, Examination, PublicList
from xingshen.store.record import audit, files
from xingshen.store.record.audit import Origin, Subject
from xingshen.store.record.files import Stored
from xingshen.store.running import jobs
from xingshen.store.running.jobs import Claim

NO_ORIGIN = Origin()
NOT_THERE = Batch.DoesNotExist
JOB = "batch"
LETTERS, BUNDLES, TABLES, PUBLISH, CLOSE = KINDS = ("letters", "bundles", "tables", "publish", "close")
GIVEN_UP = "多次失败，已停止；已办完的都有效。请联系系统管理员查看原因，再重新发起，会从没有办完的继续。"
_OPEN = (Batch.State.WAITING.value, Batch.State.RUNNING.value)
_MOST_PROBLEMS = 500


class NothingToDo(ValueError):  # noqa: N818  # something to tell a person
    """There is nothing for the batch to work on; the text says so in Chinese."""


# --- asking ----------------------------------------------------------------------------------------------------------


def ask(
    call: Call, kind: str, actor: Actor, origin: Origin = NO_ORIGIN, payload: dict[str, Any] | None = None
) -> Batch:
    """A new batch, or the one of this kind that is not finished yet. Raises NothingToDo, KeyError for no such kind."""
    told = payload or {}
    with transaction.atomic():
        Call.objects.select_for_update().get(pk=call.pk)
        running = Batch.objects.filter(call=call, kind=kind, state__in=_OPEN).first()
        if running is not None:
            return running
        ids = list(_SUBJECTS[kind](call, told))
        if not ids:
            raise NothingToDo(_NOTHING[kind])
        batch = Batch.objects.create(
            call=call, kind=kind, asked_by_id=actor.user_id, payload={**told, "ids": ids}, total=len(ids)
        )
        after = {"kind": kind, "count": len(ids), "batch": batch.pk}
        audit.append("batch.asked", _subject(batch), actor, after=after, origin=origin)
        jobs.enqueue(JOB, f"batch {batch.pk}", payload={"batch": batch.pk})
    return batch


def _with_letters(call: Call, _: dict[str, Any]) -> Iterable[int]:
    return letter_lists.due(call.pk).values_list("application_id", flat=True)


def _before_the_office(call: Call, _: dict[str, Any]) -> Iterable[int]:
    rows = examination_lists.all_rows().filter(call_id=call.pk)
    return rows.order_by("application__number", "pk").values_list("application_id", flat=True)


def _to_publish(_: Call, payload: dict[str, Any]) -> Iterable[int]:
    row = PublicList.objects.get(pk=payload["list"])
    rows = public_lists.candidates(row.call_id, refused=row.refused)
    return rows.values_list("application_id", flat=True)


def _to_close(call: Call, _: dict[str, Any]) -> Iterable[int]:
    return closable(call.pk).values_list("application_id", flat=True)


def closable(call_id: int) -> QuerySet[Examination]:
    """Conclusions that nobody can object to any more: published and over, and for refusals the time to ask too."""
    now = timezone.now()
    rows = Examination.objects.filter(call_id=call_id, published_until__lte=now)
    passed = rows.filter(stage=Stage.PASSED.value)
    return (passed | rows.filter(stage=Stage.REFUSED.value, answer_until__lte=now)).order_by("pk")


_SUBJECTS = {
    LETTERS: _with_letters, BUNDLES: _before_the_office, TABLES: _before_the_office, PUBLISH: _to_publish,
    CLOSE: _to_close,
}  # fmt: skip
_NOTHING = {
    LETTERS: "没有待发的通知书。",
    BUNDLES: "还没有受理的申报。",
    TABLES: "还没有受理的申报。",
    PUBLISH: "没有可以列入这份名单的结论。",
    CLOSE: "没有公示期和复审期限都已结束的结论。",
}


# --- working ---------------------------------------------------------------------------------------------------------


def get(batch_id: int) -> Batch:
    """One batch of these kinds with its call. Raises NOT_THERE."""
    return Batch.objects.select_related("call", "file", "asked_by").get(pk=batch_id, kind__in=KINDS)


def of_call(call_id: int) -> QuerySet[Batch]:
    """The batches of a call, newest first."""
    return Batch.objects.filter(call_id=call_id, kind__in=KINDS).select_related("asked_by", "file")


def begin(batch_id: int) -> Batch:
    """A worker takes it up, perhaps again."""
    Batch.objects.filter(pk=batch_id, state__in=_OPEN).update(state=Batch.State.RUNNING)
    return get(batch_id)


def is_stopped(batch_id: int) -> bool:
    """Whether somebody called it off."""
    return Batch.objects.filter(pk=batch_id).exclude(stopped_at=None).exists()


def advance(batch: Batch, held: Claim, problem: dict[str, str] | None = None) -> bool:
    """One step more is done; False where another worker has the batch now."""
    with transaction.atomic():
        if not jobs.still_held(held).exists():
            return False
        row = Batch.objects.select_for_update().get(pk=batch.pk)
        row.done = F("done") + 1
        if problem is not None and len(row.problems) < _MOST_PROBLEMS:
            row.problems = [*row.problems, problem]
        row.save(update_fields=["done", "problems"])
    return True


def start_over(batch: Batch) -> None:
    """Work that cannot go on in the middle begins anew."""
    Batch.objects.filter(pk=batch.pk).update(done=0, problems=[])
    batch.done, batch.problems = 0, []


def finish(batch: Batch, stored: Stored | None = None, name: str = "", media_type: str = "") -> None:
    """It is done, or called off; inside the transaction that finishes the job."""
    row = Batch.objects.select_for_update().get(pk=batch.pk)
    row.state = Batch.State.STOPPED if row.stopped_at else Batch.State.DONE
    row.finished_at = timezone.now()
    if stored is not None:
        row.file, row.file_name = files.blob_of(stored, media_type), name
    row.save()


def give_up(batch_id: int) -> None:
    """The job failed too often."""
    Batch.objects.filter(pk=batch_id, state__in=_OPEN).update(state=Batch.State.FAILED, finished_at=timezone.now())


def stop(batch: Batch, actor: Actor, origin: Origin = NO_ORIGIN) -> bool:
    """Call it off; what is done stays done. False where it is finished already."""
    with transaction.atomic():
        taken = Batch.objects.filter(pk=batch.pk, state__in=_OPEN, stopped_at=None).update(stopped_at=timezone.now())
        if taken:
            after = {"kind": batch.kind, "batch": batch.pk}
            audit.append("batch.stopped", _subject(batch), actor, after=after, origin=origin)
    return bool(taken)


def record_download(batch: Batch, actor: Actor, origin: Origin = NO_ORIGIN) -> None:
    """That somebody took the file."""
    after = {"kind": batch.kind, "batch": batch.pk, "sha256": batch.file_id or ""}
    with transaction.atomic():
        audit.append("batch.downloaded", _subject(batch), actor, after=after, origin=origin)


def folder(batch: Batch) -> Path:
    """Where a batch keeps what it made until it is put together."""
    return Path(settings.XS.data_dir) / "batches" / str(batch.pk)


def clear(batch: Batch) -> None:
    """Remove what it kept on the way."""
    shutil.rmtree(folder(batch), ignore_errors=True)


def _subject(batch: Batch) -> Subject:
    return Subject("batch", str(batch.pk), call_editing.subject(batch.call).label)
