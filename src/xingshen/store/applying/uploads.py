"""Resumable uploads (tus 1.0): how many bytes of a file have safely arrived, and making a paper of it when all have.

Bytes go to a file in the data folder and are flushed before the offset in the database moves, so that the offset never
promises more than the disk holds. Two connections that write one upload (the old one not yet gone) write the same bytes
to the same place; only one of them moves the offset. The finished file is copied into the store while it is hashed, so
that a late writer cannot change what was hashed.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from xingshen.review.policy import Actor
from xingshen.store.applying import papers
from xingshen.store.applying.paper_names import clean_name
from xingshen.store.applying.papers import Added, Place
from xingshen.store.models import Upload
from xingshen.store.record import files
from xingshen.store.record.audit import Origin

EXPIRES_AFTER = timedelta(days=2)
NO_ORIGIN = Origin()
_PIECE = 256 * 1024
_FLUSH_AFTER = 4 * 1024 * 1024
CHECKSUMS = ("sha1", "sha256")
"""Digests that a sender may give of what it sends."""
Read = Callable[[int], bytes]


class WrongOffset(Exception):  # noqa: N818  # the sender asks where to go on and does so
    """The bytes do not begin where the upload stands (any more)."""


class ChecksumMismatch(Exception):  # noqa: N818  # the sender sends the same bytes again
    """The bytes that arrived are not those that were sent; none of them was kept."""


def create(place: Place, actor: Actor, name: str, length: int) -> Upload:
    """A new upload of ``length`` bytes. Raises PaperRefused for names, sizes and sums that are not taken."""
    clean = clean_name(name)
    papers.demand_size(clean, length)
    papers.demand_room(place, clean, length)
    _make_room(place.application_id, length)
    old = papers.present(place.application_id).filter(pk=place.replaces_id or 0).first()
    papers.demand_opened(place.application_id, old.kind if old else place.kind)
    upload = Upload.objects.create(
        application_id=place.application_id,
        by_id=actor.user_id or 0,
        name=clean,
        kind=place.kind,
        replaces=old,
        length=length,
        expires_at=timezone.now() + EXPIRES_AFTER,
    )
    path = path_of(upload.pk)
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    return upload


def get(application_id: int, upload_id: UUID, actor: Actor) -> Upload:
    """An upload of this person that has not expired. Raises Upload.DoesNotExist."""
    return Upload.objects.get(
        pk=upload_id, application_id=application_id, by_id=actor.user_id, expires_at__gt=timezone.now()
    )


def under_way(application_id: int, actor: Actor) -> QuerySet[Upload]:
    """Uploads that this person began and did not finish, the latest first."""
    rows = Upload.objects.filter(application_id=application_id, by_id=actor.user_id, finished_at=None)
    return rows.filter(expires_at__gt=timezone.now()).order_by("-expires_at")


def is_complete(upload: Upload) -> bool:
    """Whether all bytes have arrived."""
    return upload.offset == upload.length


def write(upload: Upload, offset: int, read: Read) -> int:
    """Append what ``read(size)`` gives (b"" or OSError: the end); the new offset. Raises WrongOffset, OSError."""
    if offset != upload.offset or upload.finished_at is not None:
        raise WrongOffset
    descriptor = os.open(path_of(upload.pk), os.O_WRONLY)
    try:
        at = offset
        for piece in _pieces(read, upload.length - offset):
            at += _write_all(descriptor, piece, at)
            if at - upload.offset >= _FLUSH_AFTER:
                _move_offset(descriptor, upload, at)
        if at > upload.offset:
            _move_offset(descriptor, upload, at)
    finally:
        os.close(descriptor)
    return upload.offset


def write_checked(upload: Upload, offset: int, read: Read, algorithm: str, wanted: bytes) -> int:
    """The same for bytes that must have this digest: all or none. Raises ChecksumMismatch, WrongOffset, OSError.

    They are held apart until they are known to be right, so that no wrong byte comes near those that are.
    """
    if offset != upload.offset or upload.finished_at is not None:
        raise WrongOffset
    digest = hashlib.new(algorithm, usedforsecurity=False)
    with tempfile.TemporaryFile(dir=path_of(upload.pk).parent) as held:
        for piece in _pieces(read, upload.length - offset):
            digest.update(piece)
            held.write(piece)
        if digest.digest() != wanted:
            raise ChecksumMismatch
        held.seek(0)
        return write(upload, offset, held.read)


def finish(upload: Upload, actor: Actor, origin: Origin = NO_ORIGIN) -> Added:
    """Make a paper of a complete upload, once; asked again, the same paper. Raises PaperRefused, OSError."""
    if upload.paper_id is not None:
        return Added(papers.get(upload.application_id, upload.paper_id))
    stored = files.put_path(path_of(upload.pk))
    place = Place(upload.application_id, upload.kind, upload.replaces_id)
    with transaction.atomic():
        row = Upload.objects.select_for_update().get(pk=upload.pk)
        if row.paper_id is not None:
            return Added(papers.get(upload.application_id, row.paper_id))
        added = papers.add(stored, upload.name, place, actor, origin)
        Upload.objects.filter(pk=upload.pk).update(paper=added.paper, finished_at=timezone.now())
    upload.paper_id = added.paper.pk
    path_of(upload.pk).unlink(missing_ok=True)
    return added


def cancel(upload: Upload) -> None:
    """Forget an upload that is not finished."""
    path_of(upload.pk).unlink(missing_ok=True)
    upload.delete()


def forget_expired() -> int:
    """Remove uploads that nobody went on with, and files without an upload; how many uploads."""
    late = list(Upload.objects.filter(expires_at__lt=timezone.now())[:200])
    for upload in late:
        path_of(upload.pk).unlink(missing_ok=True)
    Upload.objects.filter(pk__in=[upload.pk for upload in late]).delete()
    return len(late)


def path_of(upload_id: UUID) -> Path:
    """Where the bytes of an unfinished upload lie."""
    return Path(settings.XS.data_dir) / "uploads" / upload_id.hex


def _make_room(application_id: int, length: int) -> None:
    """Unfinished uploads take at most as much room again as the papers may; the oldest make way."""
    rows = Upload.objects.filter(application_id=application_id, finished_at=None).order_by("-expires_at")
    total = length
    for upload in rows:
        total += upload.length
        if total > papers.dossier_limit():
            cancel(upload)


def _pieces(read: Read, wanted: int) -> Iterator[bytes]:
    """At most ``wanted`` bytes; a connection that breaks ends them like the end of the body."""
    while wanted > 0:
        try:
            piece = read(min(_PIECE, wanted))
        except OSError:
            return
        if not piece:
            return
        wanted -= len(piece)
        yield piece


def _write_all(descriptor: int, piece: bytes, at: int) -> int:
    written = 0
    while written < len(piece):
        written += os.pwrite(descriptor, piece[written:], at + written)
    return written


def _move_offset(descriptor: int, upload: Upload, at: int) -> None:
    """Flush, then move the offset from where this writer knows it; raises WrongOffset where another moved it."""
    os.fsync(descriptor)
    rows = Upload.objects.filter(pk=upload.pk, offset=upload.offset, finished_at=None)
    if not rows.update(offset=at, expires_at=timezone.now() + EXPIRES_AFTER):
        raise WrongOffset
    upload.offset = at
