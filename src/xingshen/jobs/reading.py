"""The job ``read_paper``: read one file in bounded processes, tell how far it is, and store what it came to.

Pages that were looked at are kept at once, so that after a crash only the page under way is read again. Each thread of
the worker has a reader of its own, because a reader that was interrupted is used up.
"""

from __future__ import annotations

import time
from threading import local

from xingshen.evidence.intake import PaperReader, ReadingProgress
from xingshen.evidence.page import Paper
from xingshen.evidence.readers import READER_VERSION
from xingshen.evidence.sight import describe_sight
from xingshen.jobs.checking import enqueue_check
from xingshen.jobs.summary import empty_paper, state_of, summarise, sure_kind
from xingshen.jobs.work import Work
from xingshen.store.applying import applications, papers, pictures, self_check
from xingshen.store.record import files

_TELL_EVERY = 0.5
_own = local()


def read_paper(work: Work) -> None:
    """Handler of ``read_paper``; payload: ``paper`` (id). A paper that was removed meanwhile needs nothing."""
    paper = papers.for_reading(work.claim.payload["paper"])
    if paper is None:
        return
    digest = f"sha256:{paper.blob_id}"
    read = _read(work, paper.pk, paper.blob_id, paper.name) if paper.blob.size else empty_paper(paper.name, digest)
    _keep(read)
    schema = applications.schema_of(paper.application)
    summary = summarise(read, paper.kind, paper.translation_of, schema)
    recognised = "" if paper.kind else sure_kind(summary)
    if read.pages:
        pictures.draw_ahead(_reader(), paper.blob_id, 1, read.pages[0].turned)
    work.go_on()
    with work.finishing():
        papers.tell_read(paper.pk, state_of(read), len(read.pages), summary)
        if recognised:
            papers.tell_kind(paper, recognised)
        enqueue_check(paper.application_id)


def close_reader() -> None:
    """End the reading processes of this thread."""
    reader = getattr(_own, "reader", None)
    if reader is not None:
        _own.reader = None
        reader.close()


def _read(work: Work, paper_id: int, sha256: str, name: str) -> Paper:
    told = 0.0

    def tell(progress: ReadingProgress) -> None:
        nonlocal told
        work.go_on()
        now = time.monotonic()
        if now - told >= _TELL_EVERY:
            told = now
            papers.tell_progress(paper_id, work.claim, progress.pages_done, progress.pages)

    papers.tell_progress(paper_id, work.claim, 0, 0)
    try:
        return _reader().read_many([(files.path_of(sha256), name)], tell)[0]
    except BaseException:
        close_reader()
        raise


def _keep(read: Paper) -> None:
    """What even a second attempt would not read is known too, so that the self-check does not wait for it."""
    store, version = self_check.page_store(), f"{READER_VERSION}\n{describe_sight()}"
    if store.get(read.digest, read.file, version) is None:
        store.put(read, version)


def _reader() -> PaperReader:
    reader: PaperReader | None = getattr(_own, "reader", None)
    if reader is None:
        reader = _own.reader = PaperReader(workers=1, store=self_check.page_store())
    return reader
