"""The queue: filters, search, order, numbers by part, and one page of it, for lists of many thousand dossiers.

One query counts all parts at once; one finds the ids of a page in its narrow order; one fetches what that page shows.
Nothing is joined while it is counted or sorted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import overload

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.utils import timezone

from xingshen.review.policy import Actor
from xingshen.store.examination import call_settings, examination_lists
from xingshen.store.examination.examination_lists import Tab
from xingshen.store.models import Call, Department, Examination
from xingshen.store.record import audit
from xingshen.store.record.audit import Origin, Subject

NO_REVIEWER = 0
_SHOWN = (
    "application__title", "application__number", "application__leader", "application__unit__name",
    "application__unit__uscc", "call__title",
    "call__title_en", "call__settings", "call__slug", "call__guide_id", "call__guide_version", "call__guide_digest",
    "reviewer__name", "reexaminer__name",
)  # fmt: skip
_OWN = (
    "stage", "category", "sequence", "round", "checked", "failing", "waiting", "asked", "for_panel", "accepted_at",
    "due_at", "conclusion", "concluded_at", "answer_until", "changed_at",
)  # fmt: skip


class Order(StrEnum):
    """How the list is sorted."""

    AGE = "age"
    NEWEST = "newest"
    DEADLINE = "deadline"
    POINTS = "points"


_ORDERS: dict[Order, tuple[OrderBy, ...]] = {
    Order.AGE: (F("accepted_at").asc(), F("pk").asc()),
    Order.NEWEST: (F("accepted_at").desc(), F("pk").desc()),
    Order.DEADLINE: (F("due_at").asc(nulls_last=True), F("pk").asc()),
    Order.POINTS: (F("waiting").desc(), F("failing").desc(), F("accepted_at").asc(), F("pk").asc()),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which dossiers are wanted, and in which order; what is empty does not count.

    ``reviewer`` ``NO_REVIEWER``: given to nobody. ``rounds``: corrections so far.
    """

    tab: Tab = Tab.ALL
    text: str = ""
    call: int | None = None
    category: str = ""
    stage: str = ""
    department: int | None = None
    reviewer: int | None = None
    rounds: int | None = None
    overdue: bool = False
    open_points: bool = False
    order: Order = Order.AGE


class Listed(Sequence[Examination]):
    """The rows that are wanted, as a pager takes them: counted, sliced."""

    ordered = True

    def __init__(self, wanted: Wanted, actor: Actor, now: datetime | None = None) -> None:
        self.wanted, self._actor = wanted, actor
        self._rows = _filtered(examination_lists.visible_to(actor), wanted, now or timezone.now())
        self._counts: dict[Tab, int] | None = None

    def counts(self) -> dict[Tab, int]:
        """How many of each part under the same filters, in one query."""
        if self._counts is None:
            tabs = examination_lists.tabs_of(self._actor)
            numbers = {
                tab.value: Count("pk", filter=examination_lists.in_tab(tab, self._actor))
                if tab is not Tab.ALL
                else Count("pk")
                for tab in tabs
            }
            found = self._rows.order_by().aggregate(**numbers)
            self._counts = {tab: found[tab.value] for tab in tabs}
        return self._counts

    def __len__(self) -> int:
        """How many in the part that is shown."""
        return self.counts().get(self.wanted.tab, 0)

    @overload
    def __getitem__(self, part: int) -> Examination: ...
    @overload
    def __getitem__(self, part: slice) -> list[Examination]: ...
    def __getitem__(self, part: int | slice) -> Examination | list[Examination]:
        """The rows of one page with what it shows. Two queries."""
        return rows_of(self.ids()[part]) if isinstance(part, slice) else rows_of([self.ids()[part]])[0]

    def applications(self, part: slice) -> list[int]:
        """The ids of the applications of some rows. One query."""
        return [*self.ids().values_list("application_id", flat=True)[part]]

    def ids(self) -> QuerySet[Examination, int]:
        """The ids of the examinations in their order."""
        rows = self._rows
        if self.wanted.tab is not Tab.ALL:
            rows = rows.filter(examination_lists.in_tab(self.wanted.tab, self._actor))
        return rows.order_by(*_ORDERS[self.wanted.order]).values_list("pk", flat=True)


def chosen(application_ids: Iterable[int], actor: Actor) -> list[Examination]:
    """The rows of these applications that the person may see, oldest first."""
    rows = examination_lists.visible_to(actor).filter(application_id__in=list(application_ids))
    return rows_of(rows.order_by(*_ORDERS[Order.AGE]).values_list("pk", flat=True))


def rows_of(ids: Iterable[int]) -> list[Examination]:
    """The rows with what lists show, in the order of ``ids``."""
    wanted = list(ids)
    rows = Examination.objects.select_related("application__unit", "call", "reviewer", "reexaminer")
    found = {row.pk: row for row in rows.filter(pk__in=wanted).only(*_OWN, *_SHOWN)}
    return [found[pk] for pk in wanted if pk in found]


def calls() -> list[Call]:
    """The calls in which something can be before the office, newest first."""
    return list(Call.objects.exclude(state=Call.State.DRAFT))


def categories(of: Iterable[Call]) -> list[str]:
    """The categories of the guides of these calls."""
    return list(dict.fromkeys(word for call in of for word in call_settings.categories_of(call)))


def departments() -> list[tuple[int, str]]:
    """The departments as choices."""
    return list(Department.objects.values_list("pk", "name"))


def record_export(number: int, form: str, actor: Actor, origin: Origin) -> None:
    """That somebody took the list away as a file."""
    with transaction.atomic():
        audit.append("queue.exported", Subject("queue", ""), actor, after={"rows": number, "form": form}, origin=origin)


def _filtered(rows: QuerySet[Examination], wanted: Wanted, now: datetime) -> QuerySet[Examination]:
    exact = {
        "call_id": wanted.call, "category": wanted.category, "stage": wanted.stage, "round": wanted.rounds,
        "department_id": wanted.department,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in exact.items() if value not in (None, "")})
    for word in wanted.text.lower().split():
        rows = rows.filter(search__contains=word)
    if wanted.reviewer is not None:
        rows = rows.filter(_given_to(wanted.reviewer))
    if wanted.overdue:
        rows = rows.filter(due_at__lt=now)
    return rows.filter(waiting__gt=0) if wanted.open_points else rows


def _given_to(reviewer: int) -> Q:
    if reviewer == NO_REVIEWER:
        return Q(reviewer_id=None, reexaminer_id=None)
    return Q(reviewer_id=reviewer) | Q(reexaminer_id=reviewer)
