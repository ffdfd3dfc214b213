"""What was read before, kept on disk: papers under the digest of their bytes, pages under that of their pixels.

A second check of an unchanged paper reads nothing again, and of a changed one only the pages that changed. Entries are
written in one step and a broken entry counts as none. Knows nothing of formats; the caller's reader version is part of
the key.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import tempfile
import zlib
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from xingshen.evidence.codec import (
    page_from_json,
    page_to_json,
    paper_from_json,
    paper_to_json,
    problem_from_json,
    problem_to_json,
)
from xingshen.evidence.page import Page, Paper, PaperProblem


class PageStore:
    """A folder of read papers. Safe for several processes at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, digest: str, file: str, version: str) -> Paper | None:
        """The paper with these bytes as read by this version, named ``file``; None where none is kept."""
        try:
            packed = self._place(digest, file, version).read_bytes()
            paper = paper_from_json(json.loads(gzip.decompress(packed)))
        except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error):
            return None
        return replace(paper, file=file) if paper.digest == digest else None

    def put(self, paper: Paper, version: str) -> None:
        """Keep ``paper``, which a reader has read; a crash or a time-out is nothing to keep.

        A disk that cannot take it is no reason to stop a check.
        """
        _keep(self._place(paper.digest, paper.file, version), paper_to_json(paper))

    def get_page(self, key: str) -> tuple[Page, tuple[PaperProblem, ...]] | None:
        """The page that was kept under ``key`` (hex digits), and what stood in its way; None where none is kept."""
        try:
            kept = json.loads(gzip.decompress(self._page_place(key).read_bytes()))
            return page_from_json(kept["page"]), tuple(problem_from_json(each) for each in kept["problems"])
        except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error):
            return None

    def put_page(self, key: str, page: Page, problems: tuple[PaperProblem, ...]) -> None:
        """Keep a page that was looked at; a disk that cannot take it is no reason to stop."""
        body = {"page": page_to_json(page), "problems": [problem_to_json(each) for each in problems]}
        _keep(self._page_place(key), body)

    def _page_place(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.page.gz"

    def _place(self, digest: str, file: str, version: str) -> Path:
        """The suffix is part of the key: whether it contradicts the bytes is one of the paper's problems."""
        suffix = Path(file).suffix.lower()
        key = sha256(f"{digest}\n{suffix}\n{version}".encode()).hexdigest()
        return self._folder / key[:2] / f"{key}.json.gz"


def _keep(place: Path, body: Mapping[str, object]) -> None:
    packed = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    with contextlib.suppress(OSError):
        _write_whole(place, gzip.compress(packed, 1, mtime=0))


def _write_whole(place: Path, body: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=place.parent, suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(body)
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
