"""The job ``batch``: long work on many dossiers, one step a dossier, with progress that people see.

A step that cannot be taken is told with its reason and the next one goes on. After a crash the work goes on where it
stood; the last step may run again, and does no harm then (a letter goes out once, a dossier is published once).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.utils import timezone

from xingshen.jobs.work import Transient, Work
from xingshen.reports.letters.templating import TemplateDesk
from xingshen.reports.print.fonts import FontsMissing
from xingshen.reports.tables import XLSX_TYPE, Sheet, write_csv, write_xlsx
from xingshen.review.examination import Refusal, Stage
from xingshen.review.examination_commands import Close
from xingshen.review.policy import Actor
from xingshen.store.conclusions import batches, bundles, letters, public_lists, result_tables
from xingshen.store.examination import examinations
from xingshen.store.people import people
from xingshen.store.record import files
from xingshen.store.record.files import Stored
from xingshen.store.running.jobs import LeaseLost

BATCH = batches.JOB
ZIP_TYPE = "application/zip"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_FORGOTTEN = "这份申报的文件不在服务器上，没有打包。"


Step = Callable[[int], str]
"""Takes one step; why it could not be taken, "" where it was."""
End = Callable[[Any], None]
"""What is written when all steps are taken, inside the transaction that finishes the job."""


class _CalledOff(Exception):  # noqa: N818  # no error: somebody stopped the batch
    """The batch is not to go on."""


def run_batch(work: Work) -> None:
    """Handler of ``batch``; payload: ``batch`` (id)."""
    batch = batches.begin(work.claim.payload["batch"])
    assert batch.asked_by_id is not None  # people are never deleted
    actor = people.actor(batch.asked_by_id)
    try:
        _take_steps(batch, actor, work)
        end = _ENDS.get(batch.kind, _nothing)(batches.get(batch.pk), work, actor)
    except _CalledOff:
        end = batches.finish
    with work.finishing():
        end(batch)
    batches.clear(batch)


def _take_steps(batch: Any, actor: Actor, work: Work) -> None:
    with _KINDS[batch.kind](batch, actor) as step:
        if step is None:
            return
        for application_id in batch.payload["ids"][batch.done :]:
            _go_on(batch, work)
            problem = step(application_id)
            _advance(batch, work, _told(application_id, problem) if problem else None)


def _go_on(batch: Any, work: Work) -> None:
    work.go_on()
    if batches.is_stopped(batch.pk):
        raise _CalledOff


def _advance(batch: Any, work: Work, problem: dict[str, str] | None = None) -> None:
    if not batches.advance(batch, work.claim, problem):
        raise LeaseLost


def _told(application_id: int, reason: str) -> dict[str, str]:
    try:
        application = examinations.get(application_id).application
    except examinations.NOT_THERE:
        return {"number": "", "title": "", "application": str(application_id), "reason": reason}
    told = {"number": application.number, "title": application.title}
    return {**told, "application": str(application_id), "reason": reason}


# --- steps -----------------------------------------------------------------------------------------------------------


@contextmanager
def _letters(_batch: Any, actor: Actor) -> Iterator[Step]:
    with TemplateDesk() as desk:

        def send(application_id: int) -> str:
            row = examinations.get(application_id)
            if letters.due(row, examinations.case_of(row).examination) is None:
                return ""
            return _reason(letters.issue(application_id, actor, desk=desk))

        yield send


@contextmanager
def _bundles(batch: Any, actor: Actor) -> Iterator[Step]:
    folder = _folder(batch)

    def write(application_id: int) -> str:
        application = examinations.get(application_id).application
        path = folder / bundles.file_name(application)
        try:
            with path.open("wb") as target:
                manifest = bundles.write(application, target)
        except FontsMissing as error:
            raise Transient(str(error)) from error
        except OSError:
            path.unlink(missing_ok=True)
            return _FORGOTTEN
        bundles.record(application, manifest, actor)
        return ""

    yield write


@contextmanager
def _publish(batch: Any, actor: Actor) -> Iterator[Step]:
    row = public_lists.get(batch.payload["list"])
    yield lambda application_id: _reason(public_lists.publish_one(row, application_id, actor))


@contextmanager
def _close(_batch: Any, actor: Actor) -> Iterator[Step]:
    def close(application_id: int) -> str:
        if examinations.get(application_id).stage == Stage.FINAL.value:
            return ""
        return _reason(examinations.act(application_id, Close(), actor))

    yield close


@contextmanager
def _at_the_end(_batch: Any, _actor: Actor) -> Iterator[None]:
    yield None


def _reason(answer: object) -> str:
    return answer.reason if isinstance(answer, Refusal) else ""


_KINDS: Mapping[str, Callable[[Any, Actor], AbstractContextManager[Step | None]]] = {
    batches.LETTERS: _letters,
    batches.BUNDLES: _bundles,
    batches.TABLES: _at_the_end,
    batches.PUBLISH: _publish,
    batches.CLOSE: _close,
}


# --- ends ------------------------------------------------------------------------------------------------------------


def _nothing(_batch: Any, _work: Work, _actor: Actor) -> End:
    return batches.finish


def _zip_of_bundles(batch: Any, work: Work, _actor: Actor) -> End:
    folder = _folder(batch)
    paths = sorted(folder.glob("*.zip"))
    if not paths:
        return batches.finish
    whole = folder / "whole"
    with ZipFile(whole, "w", ZIP_STORED) as archive:
        for path in paths:
            _go_on(batch, work)
            member = ZipInfo(path.name, _EPOCH)
            member.external_attr, member.file_size = 0o600 << 16, path.stat().st_size
            with archive.open(member, "w") as target, path.open("rb") as source:
                shutil.copyfileobj(source, target, files.CHUNK)
    return _with_file(files.put_path(whole), f"{batch.call.slug}-全卷.zip", ZIP_TYPE)


def _workbook(batch: Any, work: Work, _actor: Actor) -> End:
    """The table, made anew from its first row whenever a worker takes it up."""
    batches.start_over(batch)
    ids, path = batch.payload["ids"], _folder(batch) / "table"

    def each(_: int) -> None:
        _go_on(batch, work)
        _advance(batch, work)

    if batch.payload.get("format") == "csv":
        with path.open("w", encoding="utf-8", newline="") as target:
            write_csv(target, Sheet("全部", result_tables.RESULTS, result_tables.results(ids, each)))
        return _with_file(files.put_path(path), f"{batch.call.slug}-结果.csv", "text/csv")
    sheets = result_tables.sheets(ids, each, lambda _: _go_on(batch, work))
    write_xlsx(path, sheets, title=batch.call.title, made_at=timezone.localtime(batch.asked_at))
    return _with_file(files.put_path(path), f"{batch.call.slug}-结果.xlsx", XLSX_TYPE)


def _shown_list(batch: Any, work: Work, actor: Actor) -> End:
    """The list becomes public with everything that was published under it."""
    row = public_lists.get(batch.payload["list"])
    entries = []
    for application_id in batch.payload["ids"]:
        _go_on(batch, work)
        entry = public_lists.published_entry(row, application_id)
        entries += [entry] if entry else []

    def end(done: Any) -> None:
        public_lists.show(row, entries, actor)
        batches.finish(done)

    return end


def _with_file(stored: Stored, name: str, media_type: str) -> End:
    return lambda batch: batches.finish(batch, stored, name, media_type)


_ENDS: Mapping[str, Callable[[Any, Work, Actor], End]] = {
    batches.BUNDLES: _zip_of_bundles,
    batches.TABLES: _workbook,
    batches.PUBLISH: _shown_list,
}


def _folder(batch: Any) -> Path:
    folder = batches.folder(batch)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
