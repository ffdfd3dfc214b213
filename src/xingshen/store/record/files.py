"""The file store: bytes under their SHA-256 in a folder, hashed while they arrive; originals are never changed.

``sha256/ab/abcd…``, mode 0600, written to a temporary name, flushed to the disk and renamed, so that a file is there
whole or not at all.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from xingshen.store.models import Blob

CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is in the store: digests in hex, size in bytes, where it lies."""

    sha256: str
    sm3: str
    size: int
    path: Path


def root() -> Path:
    """The folder of the file store."""
    return Path(settings.XS.data_dir) / "files"


def path_of(sha256: str) -> Path:
    """Where the bytes with this digest lie."""
    return root() / "sha256" / sha256[:2] / sha256


def put(chunks: Iterable[bytes]) -> Stored:
    """Store the bytes. OSError where the disk refuses; nothing half-written stays."""
    incoming = root() / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    temporary = incoming / uuid4().hex
    sha256, sm3, size = hashlib.sha256(), hashlib.new("sm3"), 0
    try:
        with open(os.open(temporary, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as file:
            for chunk in chunks:
                sha256.update(chunk)
                sm3.update(chunk)
                size += file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        path = path_of(sha256.hexdigest())
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return Stored(sha256.hexdigest(), sm3.hexdigest(), size, path)


def put_path(source: Path) -> Stored:
    """Store the bytes of a file that lies on this disk; the file itself stays where it is."""
    with source.open("rb") as file:
        return put(iter(lambda: file.read(CHUNK), b""))


def blob_of(stored: Stored, media_type: str = "") -> Blob:
    """The row of stored bytes, made where there is none."""
    fields = {"sm3": stored.sm3, "size": stored.size, "media_type": media_type}
    return Blob.objects.get_or_create(sha256=stored.sha256, defaults=fields)[0]
