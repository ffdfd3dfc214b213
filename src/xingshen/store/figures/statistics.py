"""Live numbers of a call: applications by state, category, department, unit and day; the officers' work.

Counted by the database for each page; figures by clause and rule are in ``figures``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Avg, Count, F, Min, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from xingshen.review.examination_table import BEFORE_CONCLUSION, Stage
from xingshen.review.policy import Actor
from xingshen.store.calls import call_editing
from xingshen.store.models import Application, Call, Event, Examination, Submission
from xingshen.store.record import audit
from xingshen.store.record.audit import Origin

_OPEN = [stage.value for stage in BEFORE_CONCLUSION]
_IN_HAND = [Stage.ASSIGNED.value, Stage.EXAMINING.value, Stage.AT_PANEL.value, Stage.REFUSAL_PROPOSED.value]
_DECIDING = ("point.confirmed", "point.overruled", "point.asked")


@dataclass(frozen=True, slots=True)
class Group:
    """One category, department or unit: applications, handed in, accepted, under review, passed, refused."""

    name: str
    begun: int
    handed_in: int
    accepted: int
    under_review: int
    passed: int
    refused: int


@dataclass(frozen=True, slots=True)
class Work:
    """One reviewer: dossiers in hand, of these overdue, waiting for a correction, concluded; points decided lately.

    ``days``: calendar days from acceptance to conclusion, on average; None: nothing concluded yet.
    """

    user_id: int
    name: str
    in_hand: int
    overdue: int
    in_correction: int
    concluded: int
    decided_lately: int
    days: float | None


@dataclass(frozen=True, slots=True)
class Day:
    """One day of Asia/Shanghai: first submissions, all submissions, conclusions."""

    day: date
    first: int
    submissions: int
    concluded: int


def by_filing_stage(call_id: int) -> dict[str, int]:
    """How many living applications stand in which stage of filing."""
    return _counted(_living(call_id), "stage")


def by_examination_stage(call_id: int) -> dict[str, int]:
    """How many examinations stand in which stage."""
    return _counted(Examination.objects.filter(call_id=call_id), "stage")


def by_category(call_id: int) -> list[Group]:
    """By category; "" for applications without one."""
    return _groups(call_id, "category")


def by_department(call_id: int) -> list[Group]:
    """By recommending department."""
    return _groups(call_id, "unit__department__name")


def by_unit(call_id: int, most: int = 50) -> list[Group]:
    """The units with most applications."""
    return _groups(call_id, "unit__name")[:most]


def days(call_id: int) -> list[Day]:
    """Every day on which something was handed in or concluded, and those between."""
    handed_in = Submission.objects.filter(application__call_id=call_id)
    first = handed_in.order_by().values("application_id").annotate(at=Min("submitted_at")).values_list("at", flat=True)
    concluded = Examination.objects.filter(call_id=call_id).exclude(concluded_at=None)
    firsts = _by_day(first)
    every = dict(handed_in.order_by().annotate(on=TruncDate("submitted_at")).values_list("on").annotate(Count("pk")))
    ends = dict(concluded.order_by().annotate(on=TruncDate("concluded_at")).values_list("on").annotate(Count("pk")))
    known = sorted({*firsts, *every, *ends})
    if not known:
        return []
    span = (known[0] + timedelta(days=n) for n in range((known[-1] - known[0]).days + 1))
    return [Day(day, firsts.get(day, 0), every.get(day, 0), ends.get(day, 0)) for day in span]


def workload(call_id: int, now: datetime | None = None) -> list[Work]:
    """Every reviewer of the call, most in hand first. ``decided_lately``: points within seven days, all calls."""
    now = now or timezone.now()
    rows = Examination.objects.filter(call_id=call_id).exclude(reviewer=None).order_by()
    counted = rows.values_list("reviewer_id", "reviewer__name").annotate(
        in_hand=Count("pk", filter=Q(stage__in=_IN_HAND)),
        overdue=Count("pk", filter=Q(stage__in=_OPEN, due_at__lt=now)),
        in_correction=Count("pk", filter=Q(stage=Stage.IN_CORRECTION.value)),
        concluded=Count("pk", filter=~Q(conclusion="")),
        took=Avg(F("concluded_at") - F("accepted_at"), filter=~Q(conclusion="")),
    )
    lately = _decided_since(now - timedelta(days=7))
    found = [
        Work(user_id, name, hand, over, waits, done, lately.get(user_id, 0), took / timedelta(days=1) if took else None)
        for user_id, name, hand, over, waits, done, took in counted
    ]
    return sorted(found, key=lambda each: (-each.in_hand, each.name))


def record_export(call: Call, what: str, actor: Actor, origin: Origin) -> None:
    """Note that somebody took figures of the call away."""
    with transaction.atomic():
        audit.append("call.exported", call_editing.subject(call), actor, after={"what": what}, origin=origin)


def _decided_since(start: datetime) -> dict[int, int]:
    rows = Event.objects.filter(kind__in=_DECIDING, at__gte=start).order_by()
    return dict(rows.values_list("actor_id").annotate(Count("seq")))


def _living(call_id: int) -> QuerySet[Application]:
    return Application.objects.filter(call_id=call_id, deleted_at=None).order_by()


def _counted(rows: QuerySet[Application] | QuerySet[Examination], name: str) -> dict[str, int]:
    return dict(rows.order_by().values_list(name).annotate(Count("pk")))


def _groups(call_id: int, name: str) -> list[Group]:
    open_now = Q(examination__stage__in=_OPEN)
    rows = _living(call_id).values_list(name).annotate(
        begun=Count("pk"),
        handed_in=Count("pk", filter=~Q(number="")),
        accepted=Count("pk", filter=~Q(examination=None)),
        under_review=Count("pk", filter=open_now),
        passed=Count("pk", filter=Q(examination__conclusion="pass")),
        refused=Count("pk", filter=Q(examination__conclusion="fail")),
    )  # fmt: skip
    return sorted((Group(*row) for row in rows), key=lambda each: (-each.begun, each.name))


def _by_day(instants: Iterable[datetime]) -> dict[date, int]:
    found: dict[date, int] = {}
    for instant in instants:
        day = timezone.localdate(instant)
        found[day] = found.get(day, 0) + 1
    return found
