"""The self-check of an application that is being filled in: what the terminal would say of it, with where to go.

The same engine as ``xingshen check`` looks at the stored answers and papers. Compiled guides and sorted-out papers stay
in the memory of the process, and so does the last look at each application until anything that it rests on changes.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.utils import timezone

from xingshen.dossier.in_memory import HeldPaper, hold_dossier
from xingshen.evidence.page import Paper as ReadPaper
from xingshen.evidence.readers import READER_VERSION
from xingshen.evidence.sight import describe_sight
from xingshen.evidence.store import PageStore
from xingshen.pipeline.live import LiveDesk
from xingshen.pipeline.live_shape import LiveCheck
from xingshen.store import files, guides
from xingshen.store.answers import Answers
from xingshen.store.models import Application, Paper

_MOST_LOOKS = 400
_Key = tuple[int, int, str, date, tuple[tuple[str, ...], ...]]
_looks: OrderedDict[_Key, LiveCheck] = OrderedDict()
_lock = Lock()


def look(application: Application, answers: Answers) -> LiveCheck:
    """The application as it stands in the store. One query for the papers; the rest is memory where nothing changed."""
    papers = papers_of(application.pk)
    today = timezone.localdate()
    key = (application.pk, application.version, application.call.guide_digest, today, _marks(papers))
    with _lock:
        known = _looks.get(key)
        if known is not None:
            _looks.move_to_end(key)
            return known
    desk = desk_for(application.call.guide_id, application.call.guide_version, application.call.guide_digest)
    dossier = hold_dossier(desk.form, str(application.pk), answers.plain(), [held(paper) for paper in papers])
    read = {f"sha256:{paper.blob_id}": paper for paper in papers if paper.state in _READ}
    found = desk.look(dossier, lambda digest: _as_read(read.get(digest)))
    with _lock:
        _looks[key] = found
        while len(_looks) > _MOST_LOOKS:
            _looks.popitem(last=False)
    return found


@lru_cache(maxsize=16)
def desk_for(guide_id: str, version: str = "", digest: str = "") -> LiveDesk:
    """The desk of a guide, kept for the process. Raises guides.GuideUnavailable."""
    return LiveDesk(guides.compiled(guide_id, version, digest))


def papers_of(application_id: int) -> list[Paper]:
    """The papers of an application that were not taken away, in order, with what is stored of their bytes."""
    rows = Paper.objects.filter(application_id=application_id, removed_at=None).select_related("blob")
    return list(rows.order_by("position", "pk"))


def held(paper: Paper) -> HeldPaper:
    """A stored paper as the engine takes it."""
    return HeldPaper(
        file=paper.name,
        path=files.path_of(paper.blob_id),
        digest=f"sha256:{paper.blob_id}",
        size=paper.blob.size,
        kind=paper.kind,
        title=paper.title,
        translation_of=paper.translation_of,
        fiscal_year=paper.fiscal_year or None,
    )


def page_store() -> PageStore:
    """Where what was read of papers is kept: beside the data, under the digest of their bytes."""
    return PageStore(Path(settings.XS.data_dir) / "read" / "pages")


_READ = frozenset({Paper.State.READ, Paper.State.PARTLY, Paper.State.FAILED})


def _marks(papers: list[Paper]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            each.blob_id, each.name, each.kind, each.title, each.translation_of, each.fiscal_year,
            each.state if each.state in _READ else "",
        )
        for each in papers
    )  # fmt: skip


def _as_read(paper: Paper | None) -> ReadPaper | None:
    if paper is None:
        return None
    return page_store().get(f"sha256:{paper.blob_id}", paper.name, f"{READER_VERSION}\n{describe_sight()}")
