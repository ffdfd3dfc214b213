"""What the office sees at a glance: how many applications stand where; and the record of events, filtered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from xingshen.store.models import Application, Call, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events are wanted; empty values do not count. Days are days of Asia/Shanghai, both included."""

    text: str = ""
    kind: str = ""
    subject_type: str = ""
    subject_id: str = ""
    first: date | None = None
    last: date | None = None


def calls() -> QuerySet[Call]:
    """All calls with their windows and the number of their applications, newest first."""
    living = Count("applications", filter=Q(applications__deleted_at=None))
    return Call.objects.annotate(application_count=living).prefetch_related("windows")


def call(call_id: int) -> Call:
    """One call. Call.DoesNotExist."""
    found: Call = calls().get(pk=call_id)
    return found


def by_stage_and_category(call_id: int) -> list[tuple[str, str, int]]:
    """(stage, category, how many) of the living applications of a call."""
    rows = Application.objects.filter(call_id=call_id, deleted_at=None).order_by()
    counted = rows.values_list("stage", "category").annotate(n=Count("pk"))
    return sorted((stage, category, number) for stage, category, number in counted)


def by_department(call_id: int) -> list[tuple[str, int, int]]:
    """(department, applications, of these handed in) of a call, most first."""
    rows = Application.objects.filter(call_id=call_id, deleted_at=None).order_by()
    handed_in = Count("pk", filter=~Q(stage="draft"))
    counted = rows.values_list("unit__department__name").annotate(n=Count("pk"), m=handed_in)
    return sorted(((name, number, some) for name, number, some in counted), key=lambda row: (-row[1], row[0]))


def applications(call_id: int, *, text: str = "", stage: str = "", category: str = "") -> QuerySet[Application]:
    """The applications of a call, filtered by words in title, unit, leader or number."""
    rows = Application.objects.filter(call_id=call_id, deleted_at=None).select_related("unit", "unit__department")
    if text:
        words = Q(title__icontains=text) | Q(unit__name__icontains=text) | Q(leader__icontains=text)
        rows = rows.filter(words | Q(number__icontains=text))
    rows = rows.filter(stage=stage) if stage else rows
    return rows.filter(category=category) if category else rows


def events(wanted: EventFilter) -> QuerySet[Event]:
    """The record, newest first."""
    rows = Event.objects.order_by("-seq")
    if wanted.text:
        words = Q(actor_name__icontains=wanted.text) | Q(subject_label__icontains=wanted.text)
        rows = rows.filter(words | Q(organisation__icontains=wanted.text) | Q(reason__icontains=wanted.text))
    exact = {"kind": wanted.kind, "subject_type": wanted.subject_type, "subject_id": wanted.subject_id}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.first:
        rows = rows.filter(at__gte=_start_of(wanted.first))
    return rows.filter(at__lt=_start_of(wanted.last + timedelta(days=1))) if wanted.last else rows


def event_kinds() -> list[str]:
    """Every kind of event that happened so far."""
    return list(Event.objects.order_by("kind").values_list("kind", flat=True).distinct())


def _start_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone())
