"""Receipts: made from the row of a submission and its event, and verified against the chain of events.

The public check wants number and digest together and tells nothing of what was handed in. Numbers alone tell nothing,
for they can be counted through.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_STORED, ZipFile

from django.conf import settings

from xingshen.reports.receipt import (
    PACKAGE_FILE,
    PAPERS_FOLDER,
    Digests,
    Json,
    canonical,
    event_digest,
    receipt_json,
)
from xingshen.reports.receipt_checking import Point, check_receipt, shown_instant
from xingshen.store.models import Event, Submission
from xingshen.store.record import audit, files

VERIFY_PATH = "/filing/verify/"
"""Where the public page is; receipts carry the whole address."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What the public check tells. ``found``: there is such a submission; ``points``: what was looked at.

    ``superseded_by``: a later submission counts instead of this one.
    """

    found: bool
    points: tuple[Point, ...] = ()
    number: str = ""
    sequence: int = 0
    submitted_at: datetime | None = None
    event_seq: int = 0
    superseded_by: int | None = None

    @property
    def holds(self) -> bool:
        """Found, and everything is as it should be."""
        return self.found and all(point.holds for point in self.points)


def receipt_of(submission: Submission) -> Json:
    """The receipt as JSON. Raises Event.DoesNotExist where the chain lost the event."""
    return receipt_json(
        number=submission.number,
        sequence=submission.sequence,
        submitted_at=shown_instant(submission.submitted_at.isoformat()),
        digests=Digests(submission.sha256, submission.sm3),
        manifest=submission.manifest,
        event=event_json(Event.objects.get(seq=submission.event_seq)),
        verify_url=verify_url(),
    )


def verify_url() -> str:
    """The address of the public page."""
    return f"{settings.XS.base_url}{VERIFY_PATH}"


def event_json(event: Event) -> Json:
    """An event as its digest covers it, with the digest."""
    return {**audit.as_json(event), "hash": event.hash}


def verify(number: str, sha256: str) -> Verified:
    """Whether this was handed in under this number, and whether the chain still says so."""
    rows = Submission.objects.filter(number=number.strip(), sha256=sha256.strip().lower())
    submission = rows.first()
    if submission is None:
        return Verified(False)
    event = Event.objects.filter(seq=submission.event_seq).first()
    later = Submission.objects.filter(application_id=submission.application_id, sequence__gt=submission.sequence)
    return Verified(
        True,
        tuple(_points(submission, event)),
        submission.number,
        submission.sequence,
        submission.submitted_at,
        submission.event_seq,
        later.values_list("sequence", flat=True).first(),
    )


def verify_receipt(receipt: Json) -> Verified:
    """The same for a whole receipt, whose own contents are checked first. It has to be well-formed."""
    own = tuple(check_receipt(receipt))
    there = verify(receipt["number"], receipt["package"]["sha256"])
    if not there.found:
        return Verified(False, own)
    same = Event.objects.filter(seq=receipt["event"]["seq"], hash=receipt["event"]["hash"]).exists()
    points = (*own, Point("事件在记录链中", same, "记录链中没有回执所载的这条事件。"), *there.points)
    return Verified(
        True, points, there.number, there.sequence, there.submitted_at, there.event_seq, there.superseded_by
    )


def _points(submission: Submission, event: Event | None) -> Iterator[Point]:
    if event is None:
        yield Point("事件在记录链中", False, "记录链中缺少这次提交的事件。")
        return
    told = event.after if isinstance(event.after, dict) else {}
    held = {"number": submission.number, "sha256": submission.sha256, "sm3": submission.sm3}
    yield Point(
        "编号和摘要与事件一致", all(told.get(name) == value for name, value in held.items()), "与事件所记不同。"
    )
    whole = event_digest(event_json(event)) == event.hash == submission.event_hash
    yield Point("事件摘要", whole, "事件的内容与其摘要不符。")
    before = Event.objects.filter(seq=event.seq - 1).values_list("hash", flat=True).first()
    behind = Event.objects.filter(seq=event.seq + 1).values_list("prev_hash", flat=True).first()
    linked = event.prev_hash == (before or audit.GENESIS) and behind in (None, event.hash)
    yield Point("与前后事件相连", linked, "记录链在此处不相连。")


# --- the whole of what was handed in ---------------------------------------------------------------------------------


def export(submission: Submission) -> IO[bytes]:
    """The zip of what was handed in: ``package.json`` and the papers. Private values too. OSError: a file lacks."""
    target = TemporaryFile()  # noqa: SIM115  # handed to the response, which closes it
    try:
        with ZipFile(target, "w", ZIP_STORED) as archive:
            archive.writestr(PACKAGE_FILE, canonical(submission.package))
            for paper in submission.manifest["papers"]:
                archive.write(_path(paper), f"{PAPERS_FOLDER}/{paper['name']}")
    except BaseException:
        target.close()
        raise
    target.seek(0)
    return target


def _path(paper: Json) -> Path:
    return files.path_of(paper["sha256"])
