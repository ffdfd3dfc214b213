"""The papers of an application: taken in, named, sorted, replaced, removed and brought back, and what was read of them.

Every change by a person is an event; each new paper and each other kind puts a job into the ledger, in the same
transaction. Rows are never deleted: what is removed keeps its place and can come back. Who may do so is asked before;
that a correction opens only some kinds of papers is asked here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, Max, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext

from xingshen.dossier.in_memory import HeldPaper
from xingshen.review.policy import NOBODY, Actor
from xingshen.store.applying import awaited
from xingshen.store.applying.paper_names import PaperRefused, clean_name, distinct_name
from xingshen.store.models import Application, Paper, Upload
from xingshen.store.record import audit, files
from xingshen.store.record.audit import Origin, Subject
from xingshen.store.record.files import Stored
from xingshen.store.running import jobs
from xingshen.store.running.jobs import Claim

READ = "read_paper"
"""The kind of job that reads one paper."""
MEGABYTE = 1_000_000
NO_ORIGIN = Origin()
_MOST_PAPERS = 200
_WAITING = (Paper.State.WAITING, Paper.State.READING)


@dataclass(frozen=True, slots=True)
class Added:
    """A paper that was taken in. ``note``: a sentence where it is there under another name or was there already."""

    paper: Paper
    note: str = ""
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file is to go: the application, the kind it is handed in as, the paper that it replaces."""

    application_id: int
    kind: str = ""
    replaces_id: int | None = None


# --- finding ---------------------------------------------------------------------------------------------------------


def present(application_id: int) -> QuerySet[Paper]:
    """The papers that count, in the applicant's order, with their bytes' rows."""
    return with_bytes(application_id).select_related("replaces")


def with_bytes(application_id: int) -> QuerySet[Paper]:
    """The same without what they replace."""
    return Paper.objects.filter(application_id=application_id, removed_at=None).select_related("blob")


def removed(application_id: int) -> QuerySet[Paper]:
    """Papers that were removed or replaced, the latest first."""
    gone = Paper.objects.filter(application_id=application_id).exclude(removed_at=None)
    return gone.select_related("blob").order_by("-removed_at", "-pk")


def get(application_id: int, paper_id: int) -> Paper:
    """One paper of the application, removed or not. Raises Paper.DoesNotExist."""
    return Paper.objects.select_related("blob", "application__call").get(pk=paper_id, application_id=application_id)


def missing(error: Exception) -> bool:
    """True where ``error`` says that a paper or upload is not there."""
    return isinstance(error, (Paper.DoesNotExist, Upload.DoesNotExist, Application.DoesNotExist))


def held(papers: Iterable[Paper]) -> tuple[HeldPaper, ...]:
    """The papers as a dossier in memory takes them (``dossier.in_memory``), in the same order."""
    return tuple(
        HeldPaper(
            file=paper.name,
            path=files.path_of(paper.blob_id),
            digest=f"sha256:{paper.blob_id}",
            size=paper.blob.size,
            kind=paper.kind,
            title=paper.title,
            translation_of=paper.translation_of,
            fiscal_year=paper.fiscal_year or None,
        )
        for paper in papers
    )


# --- room ------------------------------------------------------------------------------------------------------------


def file_limit() -> int:
    """Bytes that one file may have."""
    return int(settings.XS.upload_limit_mb) * MEGABYTE


def dossier_limit() -> int:
    """Bytes that the files of one application may have together."""
    return int(settings.XS.dossier_limit_mb) * MEGABYTE


def demand_size(name: str, size: int) -> None:
    """Raises PaperRefused for a file that is too large."""
    if size > file_limit():
        words = gettext("“%(name)s”有 %(size)s，超过每份 %(limit)s 的上限，没有收下。请压缩图片或分成几个文件后再传。")
        raise PaperRefused(words % {"name": name, "size": _megabytes(size), "limit": _megabytes(file_limit())})


def demand_room(place: Place, name: str, size: int) -> None:
    """Raises PaperRefused where the application has no room for a file of this size in that place."""
    stays = present(place.application_id).exclude(pk=place.replaces_id or 0)
    sums = stays.aggregate(total=Sum("blob__size"), count=Count("pk"))
    taken = sums["total"] or 0
    if taken + size > dossier_limit():
        words = gettext(
            "收下“%(name)s”后，本申报的文件共 %(total)s，超过 %(limit)s 的上限，没有收下。"
            "请先移除不需要的文件，或压缩后再传。"
        )
        total, limit = _megabytes(taken + size), _megabytes(dossier_limit())
        raise PaperRefused(words % {"name": name, "total": total, "limit": limit})
    if sums["count"] >= _MOST_PAPERS:
        raise PaperRefused(gettext("本申报已有 %d 份文件，不能再增加。请先移除不需要的文件。") % _MOST_PAPERS)


def demand_opened(application_id: int, kind: str) -> None:
    """Raises PaperRefused where an awaited correction does not open papers of this kind; asked anew when they come."""
    awaited.demand_papers(Application.objects.select_related("awaited_correction").get(pk=application_id), kind)


# --- taking in -------------------------------------------------------------------------------------------------------


def add(stored: Stored, name: str, place: Place, actor: Actor, origin: Origin = NO_ORIGIN) -> Added:
    """Take a stored file in: row, job and event in one transaction. Raises PaperRefused, Application.DoesNotExist."""
    clean = clean_name(name)
    demand_size(clean, stored.size)
    with transaction.atomic():
        application = _locked(place.application_id)
        here = list(present(application.pk))
        old = next((paper for paper in here if paper.pk == place.replaces_id), None)
        awaited.demand_papers(application, old.kind if old else place.kind)
        same = next((paper for paper in here if paper.blob_id == stored.sha256 and paper.name == clean), None)
        if same is not None:
            return Added(same, gettext("“%s”已经在这里了，内容完全相同，没有重复添加。") % clean, is_new=False)
        demand_room(place, clean, stored.size)
        given = distinct_name(clean, [paper.name for paper in here if paper is not old])
        paper = _create(application, stored, given, place, old, actor)
        _enqueue_reading(paper, stored.sha256)
        _append_added(paper, old, actor, origin)
    return Added(paper, "" if given == clean else _renamed(clean, given))


def _create(
    application: Application, stored: Stored, name: str, place: Place, old: Paper | None, actor: Actor
) -> Paper:
    if old is not None:
        Paper.objects.filter(pk=old.pk).update(removed_at=timezone.now())
        inherited = {"kind": old.kind, "title": old.title, "position": old.position}
        inherited |= {"translation_of": old.translation_of, "fiscal_year": old.fiscal_year}
    else:
        last = Paper.objects.filter(application=application).aggregate(last=Max("position"))["last"]
        inherited = {"kind": place.kind, "position": 0 if last is None else last + 1}
    return Paper.objects.create(
        application=application,
        blob=files.blob_of(stored),
        name=name,
        replaces=old,
        uploaded_by_id=actor.user_id,
        **inherited,
    )


def _append_added(paper: Paper, old: Paper | None, actor: Actor, origin: Origin) -> None:
    after = {"name": paper.name, "kind": paper.kind, "sha256": paper.blob_id, "size": paper.blob.size}
    before = {"paper": old.pk, "name": old.name, "sha256": old.blob_id} if old else None
    kind = "paper.replaced" if old else "paper.added"
    audit.append(kind, subject(paper), actor, before=before, after=after, origin=origin)


def subject(paper: Paper) -> Subject:
    """How events speak of it: they belong to its application."""
    return Subject("application", str(paper.application_id), paper.name)


def _renamed(wanted: str, given: str) -> str:
    words = gettext("已有名为“%(wanted)s”的文件，这一份存为“%(given)s”。如要换掉原来那份，请用它旁边的“替换”。")
    return words % {"wanted": wanted, "given": given}


# --- changing --------------------------------------------------------------------------------------------------------


def set_kind(paper: Paper, kind: str, actor: Actor, origin: Origin = NO_ORIGIN) -> None:
    """Hand the paper in as another kind (the Chinese name of the form); it is sorted out anew."""
    _change(paper, {"kind": kind}, "paper.kind_changed", actor, origin, read_again=True)


def set_fiscal_year(paper: Paper, year: str, actor: Actor, origin: Origin = NO_ORIGIN) -> None:
    """The year that an audit report is about."""
    _change(paper, {"fiscal_year": year[:10]}, "paper.year_changed", actor, origin)


def set_translation_of(paper: Paper, name: str, actor: Actor, origin: Origin = NO_ORIGIN) -> None:
    """Which file a translation translates, by name."""
    _change(paper, {"translation_of": name[:255]}, "paper.original_named", actor, origin, read_again=True)


def rename(paper: Paper, name: str, actor: Actor, origin: Origin = NO_ORIGIN) -> None:
    """Another name for the file; the suffix stays as it is. Raises PaperRefused."""
    suffix = paper.name[paper.name.rfind(".") :] if "." in paper.name else ""
    clean = clean_name(name if name.casefold().endswith(suffix.casefold()) else name + suffix)
    taken = present(paper.application_id).exclude(pk=paper.pk).values_list("name", flat=True)
    given = distinct_name(clean, list(taken))
    with transaction.atomic():
        translations = present(paper.application_id).filter(translation_of=paper.name)
        translations.update(translation_of=given)
        _change(paper, {"name": given}, "paper.renamed", actor, origin, read_again=True)


def remove(paper: Paper, actor: Actor, origin: Origin = NO_ORIGIN) -> None:
    """Take the paper out of the application; :func:`restore` brings it back."""
    _change(paper, {"removed_at": timezone.now()}, "paper.removed", actor, origin)


def restore(paper: Paper, actor: Actor, origin: Origin = NO_ORIGIN) -> str:
    """Bring a removed paper back; its name now. Raises PaperRefused where there is no room."""
    with transaction.atomic():
        _locked(paper.application_id)
        demand_room(Place(paper.application_id), paper.name, paper.blob.size)
        taken = list(present(paper.application_id).values_list("name", flat=True))
        given = distinct_name(paper.name, taken)
        busy = paper.state in _WAITING
        _change(paper, {"removed_at": None, "name": given}, "paper.restored", actor, origin, read_again=busy)
    return given


def move(paper: Paper, up: bool, actor: Actor, origin: Origin = NO_ORIGIN) -> None:
    """One place up or down in the list."""
    with transaction.atomic():
        order = list(present(paper.application_id).values_list("pk", flat=True))
        at = order.index(paper.pk)
        to = at - 1 if up else at + 1
        if not 0 <= to < len(order):
            return
        awaited.demand_papers(_locked(paper.application_id), paper.kind)
        order[at], order[to] = order[to], order[at]
        for position, paper_id in enumerate(order):
            Paper.objects.filter(pk=paper_id).update(position=position)
        audit.append("paper.moved", subject(paper), actor, before=at + 1, after=to + 1, origin=origin)


def settle(paper: Paper, offers: Mapping[str, Any]) -> None:
    """Remember offers (key → value) that were taken or dismissed, so that they are not made again."""
    with transaction.atomic():
        row = Paper.objects.select_for_update().get(pk=paper.pk)
        row.settled = {**row.settled, **offers}
        row.save(update_fields=["settled"])
    paper.settled = row.settled


def unsettle(paper: Paper, keys: Sequence[str]) -> None:
    """Make dismissed offers again."""
    with transaction.atomic():
        row = Paper.objects.select_for_update().get(pk=paper.pk)
        row.settled = {key: value for key, value in row.settled.items() if key not in keys}
        row.save(update_fields=["settled"])
    paper.settled = row.settled


def _change(
    paper: Paper, values: dict[str, Any], kind: str, actor: Actor, origin: Origin, *, read_again: bool = False
) -> None:
    before = {name: _told(getattr(paper, name)) for name in values}
    with transaction.atomic():
        awaited.demand_papers(_locked(paper.application_id), paper.kind, values.get("kind", paper.kind))
        for name, value in values.items():
            setattr(paper, name, value)
        paper.save(update_fields=list(values))
        after = {name: _told(value) for name, value in values.items()}
        event = audit.append(kind, subject(paper), actor, before=before, after=after, origin=origin)
        if read_again:
            _enqueue_reading(paper, f"event {event.seq}")


def _told(value: Any) -> Any:
    return value.isoformat(timespec="seconds") if hasattr(value, "isoformat") else value


def _enqueue_reading(paper: Paper, what: str) -> None:
    jobs.enqueue(READ, f"paper {paper.pk}", input_digest=what, payload={"paper": paper.pk})


def _locked(application_id: int) -> Application:
    """The application's row, held until the end of the transaction, so that names and sums stay true."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("awaited_correction")
    return rows.get(pk=application_id, deleted_at=None)


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f} MB".replace(".0 MB", " MB")


# --- what readers write ----------------------------------------------------------------------------------------------


def for_reading(paper_id: int) -> Paper | None:
    """The paper with its bytes and its call; None where it was removed meanwhile."""
    rows = Paper.objects.select_related("blob", "application__call")
    return rows.filter(pk=paper_id, removed_at=None, application__deleted_at=None).first()


def tell_progress(paper_id: int, held: Claim, done: int, pages: int) -> bool:
    """How far reading is; writes nothing where the job belongs to another by now."""
    rows = Paper.objects.filter(Exists(jobs.still_held(held)), pk=paper_id)
    return bool(rows.update(state=Paper.State.READING, pages_done=done, pages=pages))


def tell_read(paper_id: int, state: str, pages: int, summary: dict[str, Any]) -> None:
    """What reading came to; to be called inside the transaction that finishes the job."""
    Paper.objects.filter(pk=paper_id).update(state=state, pages=pages, pages_done=pages, summary=summary)


def tell_kind(paper: Paper, kind: str) -> None:
    """Hand a paper for which nobody chose a kind in as what it says it is, inside the finishing transaction."""
    if Paper.objects.filter(pk=paper.pk, kind="").update(kind=kind):
        audit.append("paper.kind_recognised", subject(paper), NOBODY, before={"kind": ""}, after={"kind": kind})


def tell_given_up(paper_id: int) -> None:
    """Reading was given up after several attempts."""
    words = {
        "code": "given_up",
        "message": "多次尝试后仍未能识读此文件。",
        "cure": "文件已保存，不影响提交；请核对能否正常打开。",
    }
    Paper.objects.filter(pk=paper_id, state__in=_WAITING).update(
        state=Paper.State.FAILED, summary={"problems": [{**words, "page": None}]}
    )
