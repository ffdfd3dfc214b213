"""The self-check of an application that is being filled in: what the terminal would say of it, with where to go.

The same engine as ``xingshen check`` looks at the stored answers and papers. Compiled guides and sorted-out papers stay
in the memory of the process, and so does the last look at each application until anything that it rests on changes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from xingshen.dossier.in_memory import HeldPaper, hold_dossier
from xingshen.evidence.page import Paper as ReadPaper
from xingshen.evidence.readers import READER_VERSION
from xingshen.evidence.sight import describe_sight
from xingshen.evidence.store import PageStore
from xingshen.pipeline.live import LiveDesk
from xingshen.pipeline.live_shape import LiveCheck
from xingshen.pipeline.states import State
from xingshen.store.applying import papers
from xingshen.store.applying.answers import Answers
from xingshen.store.calls import guides
from xingshen.store.models import Application, Call, Paper

_MOST_LOOKS = 400
_Key = tuple[int, int, datetime, str, str, date, tuple[tuple[str, ...], ...]]
_looks: OrderedDict[_Key, LiveCheck] = OrderedDict()
_lock = Lock()


def look(application: Application, answers: Answers, handed_in: Sequence[Paper], language: str = "") -> LiveCheck:
    """The application as it stands in the store; ``handed_in`` are the papers of :func:`papers_of`. No query."""
    call = application.call
    desk = desk_for(call.guide_id, call.guide_version, call.guide_digest, language[:2])
    marks, today = _marks(handed_in), timezone.localdate()
    saved = (application.pk, application.version, application.changed_at)
    key = (*saved, call.guide_digest, language[:2], today, marks)
    with _lock:
        known = _looks.get(key)
        if known is not None:
            _looks.move_to_end(key)
            return known
    dossier = hold_dossier(desk.form, str(application.pk), answers.plain(), papers.held(handed_in))
    read = {f"sha256:{paper.blob_id}": paper for paper in handed_in if paper.state in _READ}
    found = desk.look(dossier, lambda digest: _as_read(read.get(digest)))
    with _lock:
        _looks[key] = found
        while len(_looks) > _MOST_LOOKS:
            _looks.popitem(last=False)
    return found


@dataclass(frozen=True, slots=True)
class Counts:
    """How many points stand how."""

    fail: int
    human: int
    open: int


def look_at_many(applications: Sequence[Application]) -> dict[int, Counts]:
    """The counts of several applications by key, with one query for all their papers; none where a guide is gone."""
    rows: dict[int, list[Paper]] = {}
    for paper in present_in([each.pk for each in applications]):
        rows.setdefault(paper.application_id, []).append(paper)
    found = {}
    for each in applications:
        try:
            schema = guides.of_call(each.call).guide.form
        except guides.GuideUnavailable:
            continue
        seen = look(each, Answers(schema, each.answers, each.private), rows.get(each.pk, []))
        found[each.pk] = Counts(seen.count(State.WRONG), seen.count(State.LOOK), seen.count(State.OPEN))
    return found


def papers_of(application_id: int) -> list[Paper]:
    """The papers that count, in order, with what is stored of their bytes."""
    return list(papers.present(application_id))


def held(paper: Paper) -> HeldPaper:
    """A stored paper as the engine takes it."""
    return papers.held([paper])[0]


def present_in(application_ids: Sequence[int]) -> QuerySet[Paper]:
    """The papers that count of several applications, with their bytes' rows."""
    rows = Paper.objects.filter(application__in=application_ids, removed_at=None)
    return rows.select_related("blob").order_by("position", "pk")


@lru_cache(maxsize=16)
def desk_for(guide_id: str, version: str = "", digest: str = "", language: str = "") -> LiveDesk:
    """The desk of a guide, kept for the process. Raises guides.GuideUnavailable."""
    tell = guides.compiled_in_english if language == "en" else guides.compiled
    return LiveDesk(tell(guide_id, version, digest))


def warm_up() -> None:
    """Make the desks of all published calls before the first person asks; a guide that is gone is left for later."""
    for call in Call.objects.filter(state=Call.State.PUBLISHED):
        for language in ("", "en"):
            with suppress(guides.GuideUnavailable):
                desk_for(call.guide_id, call.guide_version, call.guide_digest, language)


def read_before(digest: str, name: str) -> ReadPaper | None:
    """What was read of the bytes with this digest; None: nothing yet."""
    return page_store().get(digest, name, f"{READER_VERSION}\n{describe_sight()}")


def page_store() -> PageStore:
    """Where what was read of papers is kept: beside the data, under the digest of their bytes."""
    return PageStore(Path(settings.XS.data_dir) / "read" / "pages")


_READ = frozenset({Paper.State.READ, Paper.State.PARTLY, Paper.State.FAILED})


def _marks(papers: Sequence[Paper]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            each.blob_id, each.name, each.kind, each.title, each.translation_of, each.fiscal_year,
            each.state if each.state in _READ else "",
        )
        for each in papers
    )  # fmt: skip


def _as_read(paper: Paper | None) -> ReadPaper | None:
    return None if paper is None else read_before(f"sha256:{paper.blob_id}", paper.name)
