"""The bundle of a dossier, put together from what is kept: submissions, results, events, letters. See docs/bundles.md.

The office's bundle holds everything, private values too; that somebody took it is an event (``bundle.downloaded``).
"""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Any

from django.db import transaction

from xingshen.reports.bundle import FORM, About, Content, Stored, as_file, bundle_name, write_bundle
from xingshen.reports.html.images import NoPageImages
from xingshen.reports.html.page import render_html
from xingshen.reports.letters.content import SHORT
from xingshen.reports.print.form import Which
from xingshen.reports.receipt import PACKAGE_FILE, PAPERS_FOLDER, Digests, Json, canonical
from xingshen.review.examination_values import LetterKind
from xingshen.review.policy import Actor
from xingshen.store.conclusions import letters
from xingshen.store.filing import prints, receipts, submissions
from xingshen.store.models import Application, Check, Event, Letter, Submission
from xingshen.store.procedure import examination_log
from xingshen.store.record import audit, files
from xingshen.store.record.audit import Origin, Subject
from xingshen.store.results import counting_checks

NO_ORIGIN = Origin()
_SUBJECTS = ("application", "examination")


def file_name(application: Application) -> str:
    """What it is called when somebody downloads it."""
    return bundle_name(application.number or str(application.pk))


def write(application: Application, target: IO[bytes]) -> Digests:
    """Write the bundle; the digests of its manifest. Raises FontsMissing, OSError, Submission.DoesNotExist."""
    handed_in = list(submissions.of(application.pk))
    if not handed_in:
        raise Submission.DoesNotExist
    events = _events(application.pk)
    every = [*_of_submissions(handed_in), *_of_findings(application.pk), *_of_letters(application.pk)]
    every.append(Content(FORM, prints.submitted_pdf(handed_in[0], Which.FORM)))
    return write_bundle(target, _about(handed_in[0]), every, events)


def download(application: Application, actor: Actor, origin: Origin = NO_ORIGIN) -> IO[bytes]:
    """The bundle for somebody, with the event that says so. Raises what :func:`write` raises."""
    target = TemporaryFile()  # noqa: SIM115  # handed to the response, which closes it
    try:
        record(application, write(application, target), actor, origin)
    except BaseException:
        target.close()
        raise
    target.seek(0)
    return target


def record(application: Application, manifest: Digests, actor: Actor, origin: Origin = NO_ORIGIN) -> None:
    """That this bundle was handed out; the event is no part of bundles, which would else never be the same twice."""
    label = f"{application.number} {application.title}".strip()
    told = {"manifest_sha256": manifest.sha256, "private": True}
    with transaction.atomic():
        audit.append(
            "bundle.downloaded", Subject("bundle", str(application.pk), label), actor, after=told, origin=origin
        )


NOT_THERE = Submission.DoesNotExist


def _about(last: Submission) -> About:
    tree: Any = last.package or {}
    return About(
        number=last.number,
        title=submissions.title_of(last),
        call=tree["call"],
        guide=tree["guide"],
        unit=tree["unit"],
        sequence=last.sequence,
    )


def _events(application_id: int) -> list[Json]:
    rows = Event.objects.filter(subject_type__in=_SUBJECTS, subject_id=str(application_id)).order_by("seq")
    return [receipts.event_json(row) for row in rows]


def _of_submissions(handed_in: list[Submission]) -> Iterator[Content | Stored]:
    for submission in handed_in:
        folder = f"submissions/{submission.sequence}"
        yield Content(f"{folder}/{PACKAGE_FILE}", canonical(submission.package))
        yield Content(f"{folder}/receipt.json", as_file(receipts.receipt_of(submission)))
        yield Content(f"{folder}/receipt.pdf", prints.receipt_pdf(submission))
        for paper in submission.manifest["papers"]:
            path = f"{folder}/{PAPERS_FOLDER}/{paper['name']}"
            yield Stored(path, files.path_of(paper["sha256"]), paper["sha256"], paper["sm3"], paper["size"])


def _of_findings(application_id: int) -> Iterator[Content]:
    for sequence, check in sorted(_counting(application_id).items()):
        folder = f"findings/{sequence}"
        yield Content(f"{folder}/check.json", as_file(check.result))
        yield Content(f"{folder}/facts.json", as_file(examination_log.facts_under(check)))
        page = render_html(examination_log.result_of(check), NoPageImages())
        yield Content(f"{folder}/report.html", page.encode())


def _counting(application_id: int) -> dict[int, Check]:
    """The check of each submission: that which the examination took in last, else the last."""
    rows = Check.objects.filter(application_id=application_id).exclude(submission=None).select_related("submission")
    return counting_checks.of(rows.order_by("pk"), examination_log.entries(application_id))


def _of_letters(application_id: int) -> Iterator[Content | Stored]:
    for at, letter in enumerate(letters.of(application_id).select_related("docx", "pdf"), 1):
        stem = f"letters/{at:02d}-{SHORT[LetterKind(letter.letter)]}"
        yield Content(f"{stem}.json", as_file(letter.record))
        yield from _files(letter, stem)


def _files(letter: Letter, stem: str) -> Iterator[Stored]:
    for suffix, blob in (("docx", letter.docx), ("pdf", letter.pdf)):
        if blob is not None:
            yield Stored(f"{stem}.{suffix}", files.path_of(blob.sha256), blob.sha256, blob.sm3, blob.size)
