"""Reading papers: from paths to :class:`Paper` values, in bounded processes, with a store of what was read before.

The one door to the readers. First every file is read as its own format gives it, then every page that has a picture is
looked at (OCR, seals, pen ink, bar codes), page by page over all processes. Whatever a file does to its reader, a paper
comes back and never an exception.
"""

from __future__ import annotations

import base64
import binascii
import json
import stat
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any

from xingshen.evidence import media
from xingshen.evidence.bounded import BoundedWorker
from xingshen.evidence.codec import page_from_json, page_to_json, paper_from_json, problem_from_json
from xingshen.evidence.limits import DEFAULT_LIMITS, Limits
from xingshen.evidence.looked_pages import LookedPage, has_views, with_looked_pages
from xingshen.evidence.page import Page, Paper
from xingshen.evidence.problems import problem
from xingshen.evidence.readers import READER_VERSION
from xingshen.evidence.sight import BLIND, describe_sight
from xingshen.evidence.store import PageStore


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingProgress:
    """How far a reading is: papers and pages done and in all (``pages`` grows while files are opened)."""

    papers_done: int
    papers: int
    pages_done: int
    pages: int
    file: str
    page: int | None = None
    """The page that was just looked at; None: the file was just opened."""


Progress = Callable[[ReadingProgress], None]


class PaperReader:
    """Reads papers with ``workers`` bounded processes; use it in a ``with`` statement, which ends them."""

    def __init__(self, *, workers: int = 2, store: PageStore | None = None, limits: Limits = DEFAULT_LIMITS) -> None:
        self._store = store
        self._limits = limits
        self._sight = describe_sight()
        self._version = f"{READER_VERSION}\n{self._sight}"
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
        return self.read_many([(path, file)])[0]

    def read_many(self, papers: Sequence[tuple[Path, str]], progress: Progress | None = None) -> tuple[Paper, ...]:
        """The papers (path, name) in the order given, read side by side.

        Interrupted, the processes are ended; pages that were looked at stay in the store.
        """
        pool = ThreadPoolExecutor(max_workers=len(self._workers))
        try:
            return self._read_all(pool, papers, progress or _unseen)
        except BaseException:
            for worker in self._workers:
                worker.retire()
            pool.shutdown(cancel_futures=True)
            self.close()
            raise
        finally:
            pool.shutdown()

    def _read_all(
        self, pool: ThreadPoolExecutor, papers: Sequence[tuple[Path, str]], progress: Progress
    ) -> tuple[Paper, ...]:
        opening = [pool.submit(self._open, path, file) for path, file in papers]
        tally = _Tally(len(papers), progress)
        for future in as_completed(opening):
            tally.opened(future.result())
        opened = [future.result() for future in opening]
        looking = {
            pool.submit(self._look, item, page): (at, page)
            for at, item in enumerate(opened)
            if item.to_look_at
            for page in item.paper.pages
        }
        looked: list[list[LookedPage | None]] = [[] for _ in opened]
        for done in as_completed(looking):
            at, page = looking[done]
            looked[at].append(done.result())
            tally.looked(opened[at], page, len(looked[at]))
        return tuple(self._finished(item, pages) for item, pages in zip(opened, looked, strict=True))

    def render(self, path: Path, page_number: int, dpi: float = 110.0, turned: int = 0) -> bytes | None:
        """Page ``page_number`` (from 1) as PNG, turned clockwise by ``turned`` degrees; None: nothing to show."""
        if _obstacle(path, self._limits) is not None:
            return None
        task = {"do": "render", "path": str(path), "page": page_number, "dpi": dpi, "turned": turned}
        with self._worker() as worker:
            answer = worker.perform(task)
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

    def _open(self, path: Path, file: str) -> _Opened:
        """The paper from the store, or as its own format gives it."""
        obstacle = _obstacle(path, self._limits)
        if obstacle is not None:
            return _Opened(path, _unread(file, "", obstacle))
        try:
            digest = digest_of(path)
        except OSError:
            return _Opened(path, _unread(file, "", "damaged"))
        kept = self._store.get(digest, file, self._version) if self._store else None
        return _Opened(path, kept) if kept is not None else self._open_afresh(path, file, digest)

    def _open_afresh(self, path: Path, file: str, digest: str) -> _Opened:
        with self._worker() as worker:
            answer = worker.perform({"do": "read", "path": str(path), "file": file, "digest": digest})
        paper = _paper_of(answer, file, digest)
        if paper is None:
            return _Opened(path, _unread(file, digest, _code_of(answer)))
        if self._sight != BLIND and has_views(paper):
            return _Opened(path, paper, to_look_at=True)
        self._keep(paper)
        return _Opened(path, paper)

    def _look(self, opened: _Opened, page: Page) -> LookedPage | None:
        """The page looked at; None where that failed, so that it stays as its format gives it."""
        told = page_to_json(page)
        task = {"path": str(opened.path), "page": told}
        with self._worker() as worker:
            pixels = worker.perform({"do": "fingerprint", **task}).get("pixels")
            if not pixels:
                return None
            key = sha256(f"{self._sight}\n{READER_VERSION}\n{pixels}\n{json.dumps(told)}".encode()).hexdigest()
            kept = self._store.get_page(key) if self._store else None
            if kept is not None:
                return LookedPage(*kept)
            looked = _looked_page(worker.perform({"do": "look", **task}), page)
        if looked is not None and self._store is not None:
            self._store.put_page(key, looked.page, looked.problems)
        return looked

    def _finished(self, opened: _Opened, looked: Sequence[LookedPage | None]) -> Paper:
        if not opened.to_look_at:
            return opened.paper
        paper = with_looked_pages(opened.paper, [each for each in looked if each is not None])
        if None not in looked:
            self._keep(paper)
        return paper

    def _keep(self, paper: Paper) -> None:
        if self._store is not None:
            self._store.put(paper, self._version)


@dataclass(frozen=True, slots=True)
class _Opened:
    path: Path
    paper: Paper
    to_look_at: bool = False


class _Tally:
    """Counts what is done and tells it."""

    def __init__(self, papers: int, progress: Progress) -> None:
        self._papers, self._progress = papers, progress
        self._papers_done = self._pages = self._pages_done = 0

    def opened(self, item: _Opened) -> None:
        count = len(item.paper.pages)
        self._pages += count
        if not item.to_look_at:
            self._pages_done += count
            self._papers_done += 1
        self._tell(item.paper.file, None)

    def looked(self, item: _Opened, page: Page, pages_of_paper: int) -> None:
        self._pages_done += 1
        self._papers_done += pages_of_paper == len(item.paper.pages)
        self._tell(item.paper.file, page.number)

    def _tell(self, file: str, page: int | None) -> None:
        self._progress(
            ReadingProgress(
                papers_done=self._papers_done,
                papers=self._papers,
                pages_done=self._pages_done,
                pages=self._pages,
                file=file,
                page=page,
            )
        )


def _unseen(progress: ReadingProgress) -> None:
    """Nobody watches."""


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


def _looked_page(answer: dict[str, Any], page: Page) -> LookedPage | None:
    """The page that was asked for as it was looked at; None where the answer holds another or none."""
    try:
        looked = page_from_json(answer["page"])
        problems = tuple(problem_from_json(each) for each in answer["problems"])
    except (KeyError, TypeError, ValueError):
        return None
    return LookedPage(looked, problems) if looked.number == page.number else None


def _code_of(answer: dict[str, Any]) -> str:
    code = answer.get("problem")
    return code if code in ("timeout", "missing", "too_large") else "damaged"


def _unread(file: str, digest: str, code: str) -> Paper:
    return Paper(file, digest, media.UNKNOWN, (), (problem(code),))
