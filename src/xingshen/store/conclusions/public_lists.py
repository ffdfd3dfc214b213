"""Public lists of conclusions: prepared by the office, fixed and shown for a period, withdrawn with a reason.

An entry says number, title, unit, place, partners' countries, category and conclusion; of a refusal the numbers of its
clauses and nothing else. No person is named. Publishing is a ``Publish`` of every dossier on it (``jobs.batches``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from xingshen.dossier.countries import country_name, parse_country
from xingshen.dossier.form_spec import FieldSpec, FieldType
from xingshen.kernel.outcome import Outcome
from xingshen.review.examination import Refusal, Why
from xingshen.review.examination_commands import Publish
from xingshen.review.examination_events import Published
from xingshen.review.examination_table import Stage
from xingshen.review.policy import Actor
from xingshen.store.calls import guides
from xingshen.store.examination import examinations
from xingshen.store.models import Call, Examination, PublicList, Submission
from xingshen.store.procedure import examination_log
from xingshen.store.record import audit
from xingshen.store.record.audit import Origin, Subject

NO_ORIGIN = Origin()
NOT_THERE = PublicList.DoesNotExist
_CHINA = "CN"
_STAGES = (Stage.PASSED.value, Stage.REFUSED.value, Stage.FINAL.value)


class Standing(StrEnum):
    """Where a list stands for the public."""

    PREPARED = "prepared"
    COMING = "coming"
    SHOWN = "shown"
    OVER = "over"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ListData:
    """What the office fills in."""

    title: str
    note: str
    opens_at: datetime
    closes_at: datetime
    refused: bool


def standing(row: PublicList, now: datetime | None = None) -> Standing:
    """Where it stands at ``now``."""
    now = now or timezone.now()
    if row.withdrawn_at is not None:
        return Standing.WITHDRAWN
    if row.published_at is None:
        return Standing.PREPARED
    if now < row.opens_at:
        return Standing.COMING
    return Standing.SHOWN if now < row.closes_at else Standing.OVER


# --- what may stand on a list ----------------------------------------------------------------------------------------


def candidates(call_id: int, *, refused: bool) -> QuerySet[Examination]:
    """What was concluded and stands on no list with this conclusion yet, by number."""
    wanted = [Outcome.PASS.value, *([Outcome.FAIL.value] if refused else [])]
    rows = Examination.objects.filter(call_id=call_id, stage__in=_STAGES, conclusion__in=wanted)
    listed = Q()
    for outcome, ids in _listed(call_id).items():
        listed |= Q(conclusion=outcome, application_id__in=ids)
    rows = rows.exclude(listed) if listed else rows
    return rows.select_related("application__unit", "call").order_by("application__number", "pk")


def _listed(call_id: int) -> dict[str, set[int]]:
    """By conclusion, what stands on a list that was published and not withdrawn."""
    found: dict[str, set[int]] = {}
    lists = PublicList.objects.filter(call_id=call_id, withdrawn_at=None).exclude(published_at=None)
    for entries in lists.values_list("entries", flat=True):
        for entry in entries:
            found.setdefault(entry["outcome"], set()).add(entry["application"])
    return found


def entries_of(rows: Iterable[Examination]) -> Iterator[dict[str, Any]]:
    """The entries of these examinations as they will be shown."""
    for row in rows:
        yield entry_of(row)


def entry_of(row: Examination) -> dict[str, Any]:
    """One entry."""
    application = row.application
    return {
        "application": application.pk,
        "number": application.number,
        "title": application.title,
        "unit": application.unit.name,
        "place": application.unit.place,
        "countries": _countries(row),
        "category": application.category,
        "outcome": row.conclusion,
        "clauses": clauses_of(row) if row.conclusion == Outcome.FAIL.value else [],
    }


def clauses_of(row: Examination) -> list[str]:
    """The numbers of the clauses on which the refusal rests, in the order of the grounds, each once."""
    state, machine = examination_log.state_of(row.application_id), examination_log.machine_of(row.result)
    grounds = state.refusal.grounds if state.refusal else ()
    findings = machine.findings if machine else {}
    found = (findings.get(ground.basis.fingerprint) for ground in grounds)
    return list(dict.fromkeys(clause.id for finding in found if finding for clause in finding.clauses))


def _countries(row: Examination) -> list[str]:
    """The countries and regions that the application names, by their usual names (中国台湾 …), each once."""
    submission = Submission.objects.filter(application_id=row.application_id, sequence=row.sequence).first()
    tree: Mapping[str, Any] = (submission.package or {}) if submission else {}
    answers = tree.get("answers", {})
    written = (text for spec in guides.of_call(row.call).guide.form.fields for text in _written(spec, answers))
    codes = dict.fromkeys(code for text in written if (code := parse_country(text)))
    return [country_name(code) for code in codes if code != _CHINA]


def _written(spec: FieldSpec, answers: Mapping[str, Any]) -> Iterator[str]:
    """What stands in the fields of this kind, also in the rows of a list."""
    value: Any = answers
    for part in spec.id.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    if spec.type is FieldType.COUNTRY and isinstance(value, str):
        yield value
    rows = [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
    for item in spec.items:
        found = (each.get(item.id.rsplit(".", 1)[-1]) for each in rows if item.type is FieldType.COUNTRY)
        yield from (text for text in found if isinstance(text, str))


# --- making, publishing, withdrawing ---------------------------------------------------------------------------------


def prepare(call: Call, data: ListData, actor: Actor, origin: Origin = NO_ORIGIN) -> PublicList:
    """A new list that nobody outside of the office sees."""
    with transaction.atomic():
        Call.objects.select_for_update().get(pk=call.pk)
        number = PublicList.objects.filter(call=call).count() + 1
        row = PublicList.objects.create(
            call=call, slug=f"{call.slug[:52]}-{number}", made_by_id=actor.user_id, **_fields(data)
        )
        audit.append("list.prepared", subject(row), actor, after=_told(row), origin=origin)
    return row


def change(row: PublicList, data: ListData, actor: Actor, origin: Origin = NO_ORIGIN) -> None:
    """Change a list that is being prepared. ValueError in Chinese for another one."""
    with transaction.atomic():
        row = _locked(row.pk)
        if row.published_at is not None or row.withdrawn_at is not None:
            raise ValueError("名单已经发布，不能再改；有误请撤下后另行发布。")
        before = _told(row)
        for name, value in _fields(data).items():
            setattr(row, name, value)
        row.save()
        audit.append("list.changed", subject(row), actor, before=before, after=_told(row), origin=origin)


def publish_one(row: PublicList, application_id: int, actor: Actor, origin: Origin = NO_ORIGIN) -> object:
    """Publish one dossier under the list; a Refusal says why not. Twice does no harm."""
    examination = examinations.get(application_id)
    if not _belongs(row, examination):
        return Refusal(Why.STAGE, "这份申报的结论后来有变化，没有列入名单。")
    if _is_published(row, application_id):
        return None
    return examinations.act(application_id, Publish(row.slug, row.closes_at), actor, origin=origin)


def published_entry(row: PublicList, application_id: int) -> dict[str, Any] | None:
    """The entry of a dossier that was published under the list; None: it was not."""
    examination = examinations.get(application_id)
    listed = _belongs(row, examination) and _is_published(row, application_id)
    return entry_of(examination) if listed else None


def _belongs(row: PublicList, examination: Examination) -> bool:
    wanted = (Outcome.PASS.value, Outcome.FAIL.value) if row.refused else (Outcome.PASS.value,)
    return examination.call_id == row.call_id and examination.conclusion in wanted


def _is_published(row: PublicList, application_id: int) -> bool:
    events = (entry.event for entry in examinations.history(application_id))
    return any(isinstance(event, Published) and event.listed_as == row.slug for event in events)


def show(row: PublicList, entries: list[dict[str, Any]], actor: Actor, origin: Origin = NO_ORIGIN) -> None:
    """From now on the list with these entries is public in its period. Inside the caller's transaction."""
    row = _locked(row.pk)
    row.entries, row.published_at = sorted(entries, key=lambda each: str(each["number"])), timezone.now()
    row.save()
    told = {**_told(row), "numbers": [each["number"] for each in row.entries]}
    audit.append("list.published", subject(row), actor, after=told, origin=origin)


def withdraw(row: PublicList, reason: str, actor: Actor, origin: Origin = NO_ORIGIN) -> None:
    """Take the list down; the page says why. ValueError in Chinese without a reason or where it is down already."""
    if not reason.strip():
        raise ValueError("请写明撤下的原因，公众会看到。")
    with transaction.atomic():
        row = _locked(row.pk)
        if row.withdrawn_at is not None:
            raise ValueError("名单已经撤下。")
        row.withdrawn_at, row.withdrawn_reason = timezone.now(), reason.strip()
        row.save()
        audit.append("list.withdrawn", subject(row), actor, reason=reason.strip(), origin=origin)


def subject(row: PublicList) -> Subject:
    """The list as the subject of events."""
    return Subject("list", str(row.pk), row.title)


def _fields(data: ListData) -> dict[str, Any]:
    return {
        "title": data.title, "note": data.note, "opens_at": data.opens_at, "closes_at": data.closes_at,
        "refused": data.refused,
    }  # fmt: skip


def _told(row: PublicList) -> dict[str, Any]:
    return {
        "slug": row.slug, "title": row.title, "refused": row.refused, "opens_at": row.opens_at.isoformat(),
        "closes_at": row.closes_at.isoformat(),
    }  # fmt: skip


def _locked(list_id: int) -> PublicList:
    return PublicList.objects.select_for_update().select_related("call").get(pk=list_id)


# --- reading ---------------------------------------------------------------------------------------------------------


def of_call(call_id: int) -> QuerySet[PublicList]:
    """The lists of a call, newest first."""
    return PublicList.objects.filter(call_id=call_id).select_related("call")


def get(list_id: int) -> PublicList:
    """One list. Raises NOT_THERE."""
    return PublicList.objects.select_related("call").get(pk=list_id)


def public(slug: str) -> PublicList:
    """The list under this address, as the public may see it. Raises NOT_THERE for one that was never published."""
    return PublicList.objects.select_related("call").exclude(published_at=None).get(slug=slug)


def public_of_call(call_id: int, now: datetime | None = None) -> QuerySet[PublicList]:
    """The lists of a call that the public may find: published, begun, not withdrawn."""
    now = now or timezone.now()
    return of_call(call_id).filter(withdrawn_at=None, opens_at__lte=now).exclude(published_at=None)
