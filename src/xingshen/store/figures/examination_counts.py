"""The rows of a call brought up to date with other limits, another calendar or another rule for the panel."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from xingshen.store.models import Examination
from xingshen.store.procedure import examination_flow, examination_log


def count_again(call_id: int, go_on: Callable[[], None] = lambda: None) -> int:
    """Count deadlines and points of every examination of the call anew; how many. May be begun again at any time."""
    ids = Examination.objects.filter(call_id=call_id).order_by("pk").values_list("application_id", flat=True)
    for application_id in list(ids):
        go_on()
        _count_one(application_id)
    return len(ids)


def _count_one(application_id: int) -> None:
    with transaction.atomic():
        row = examination_flow.locked(application_id)
        if row is not None:
            examination_log.mirror(row, examination_log.state_of(application_id), 0, row.changed_at)
