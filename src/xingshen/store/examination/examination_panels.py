"""What is shown of panels: those that are open, and how far each member is.

Opinions are in the case, not here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch, QuerySet

from xingshen.review.examination_table import AT_THE_PANEL
from xingshen.review.policy import Actor
from xingshen.store.examination import examination_lists
from xingshen.store.models import Examination, PanelSeat


@dataclass(frozen=True, slots=True)
class Seat:
    """How far one member is with the points of a panel."""

    user_id: int
    name: str
    left: int

    @property
    def is_in(self) -> bool:
        """Whether all opinions of this member are there."""
        return self.left == 0


def open_panels(actor: Actor) -> QuerySet[Examination]:
    """The dossiers before a panel that this person may see, those that waited longest first, with their seats."""
    rows = examination_lists.visible_to(actor).filter(stage__in=[stage.value for stage in AT_THE_PANEL])
    seats = Prefetch("seats", PanelSeat.objects.select_related("user").order_by("pk"))
    rows = rows.select_related("application__unit", "call").prefetch_related(seats)
    return rows.order_by("changed_at", "pk")


def seats_of(row: Examination) -> list[Seat]:
    """The members of the panel that sits now, in the order in which they were named."""
    return [
        Seat(seat.user_id, seat.user.name, seat.opinions_left)
        for seat in row.seats.select_related("user").order_by("pk")
    ]


def is_complete(row: Examination) -> bool:
    """Whether every opinion is in."""
    return not row.seats.filter(opinions_left__gt=0).exists()


def open_seats(user_ids: Iterable[int]) -> dict[int, int]:
    """On how many open panels each of these people sits. One query."""
    seats = PanelSeat.objects.filter(user_id__in=list(user_ids)).order_by()
    return dict(seats.values_list("user_id").annotate(number=Count("pk")))
