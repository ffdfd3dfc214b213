"""Reading papers: from paths to :class:`Paper` values, in bounded processes, with a store of what was read before.

The one door to the readers. Whatever a file does to its reader, a paper comes back and never an exception.
"""

from __future__ import annotations

import base64
import binascii
import stat
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any

from xingshen.evidence import media
from xingshen.evidence.bounded import BoundedWorker
from xingshen.evidence.codec import paper_from_json
from xingshen.evidence.limits import DEFAULT_LIMITS, Limits
from xingshen.evidence.page import Paper
from xingshen.evidence.problems import problem
from xingshen.evidence.readers import READER_VERSION
from xingshen.evidence.store import PageStore

Progress = Callable[[int, int, Paper], None]
"""Called after each paper with: papers done, papers in all, the paper."""


class PaperReader:
    """Reads papers with ``workers`` bounded processes; use it in a ``with`` statement, which ends them."""

    def __init__(self, *, workers: int = 2, store: PageStore | None = None, limits: Limits = DEFAULT_LIMITS) -> None:
        self._store = store
        self._limits = limits
        self._workers = tuple(BoundedWorker(limits) for _ in range(workers))
        self._idle: SimpleQueue[BoundedWorker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def __enter__(self) -> PaperReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes for good."""
        for worker in self._workers:
            worker.retire()
            worker.stop()

    def read(self, path: Path, file: str) -> Paper:
        """The paper at ``path``, to be named ``file``; from the store where its bytes were read before."""
        obstacle = _obstacle(path, self._limits)
        if obstacle is not None:
            return _unread(file, "", obstacle)
        try:
            digest = digest_of(path)
        except OSError:
            return _unread(file, "", "damaged")
        kept = self._store.get(digest, file, READER_VERSION) if self._store else None
        return kept if kept is not None else self._read_afresh(path, file, digest)

    def read_many(self, papers: Sequence[tuple[Path, str]], progress: Progress | None = None) -> tuple[Paper, ...]:
        """The papers (path, name) in the order given, read side by side."""
        pool = ThreadPoolExecutor(max_workers=len(self._workers))
        try:
            futures = [pool.submit(self.read, path, file) for path, file in papers]
            _report(futures, progress)
            return tuple(future.result() for future in futures)
        except BaseException:
            for worker in self._workers:
                worker.retire()
            pool.shutdown(cancel_futures=True)
            self.close()
            raise
        finally:
            pool.shutdown()

    def render(self, path: Path, page_number: int, dpi: float = 110.0) -> bytes | None:
        """Page ``page_number`` (from 1) as PNG; None where there is nothing to show (docx, damaged)."""
        if _obstacle(path, self._limits) is not None:
            return None
        with self._worker() as worker:
            answer = worker.perform({"do": "render", "path": str(path), "page": page_number, "dpi": dpi})
        try:
            return base64.b64decode(answer["picture"], validate=True) if answer.get("picture") else None
        except (binascii.Error, TypeError, ValueError):
            return None

    @contextmanager
    def _worker(self) -> Iterator[BoundedWorker]:
        worker = self._idle.get()
        try:
            yield worker
        finally:
            self._idle.put(worker)

    def _read_afresh(self, path: Path, file: str, digest: str) -> Paper:
        with self._worker() as worker:
            answer = worker.perform({"do": "read", "path": str(path), "file": file, "digest": digest})
        paper = _paper_of(answer, file, digest)
        if paper is None:
            return _unread(file, digest, _code_of(answer))
        if self._store is not None:
            self._store.put(paper, READER_VERSION)
        return paper


def read_paper(path: Path, file: str) -> Paper:
    """One paper, with a reading process of its own; for many papers use :class:`PaperReader`."""
    with PaperReader(workers=1) as reader:
        return reader.read(path, file)


def digest_of(path: Path) -> str:
    """``sha256:…`` of the file's bytes. Unreadable file: OSError."""
    with path.open("rb") as file:
        return f"sha256:{file_digest(file, 'sha256').hexdigest()}"


def _obstacle(path: Path, limits: Limits) -> str | None:
    """Why ``path`` is not even to be opened; None where it may be."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return "missing"
    if not stat.S_ISREG(status.st_mode):
        return "unsupported"
    return "too_large" if status.st_size > limits.file_bytes else None


def _paper_of(answer: dict[str, Any], file: str, digest: str) -> Paper | None:
    """The paper that was asked for; None where the answer holds another or none."""
    try:
        paper = paper_from_json(answer["paper"])
    except (KeyError, TypeError, ValueError):
        return None
    return paper if (paper.file, paper.digest) == (file, digest) else None


def _code_of(answer: dict[str, Any]) -> str:
    code = answer.get("problem")
    return code if code in ("timeout", "missing", "too_large") else "damaged"


def _unread(file: str, digest: str, code: str) -> Paper:
    return Paper(file, digest, media.UNKNOWN, (), (problem(code),))


def _report(futures: Sequence[Future[Paper]], progress: Progress | None) -> None:
    for done, future in enumerate(as_completed(futures), start=1):
        paper = future.result()
        if progress is not None:
            progress(done, len(futures), paper)
