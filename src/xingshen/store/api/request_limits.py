"""How many requests somebody made within a minute, counted in the database, so that all processes count together."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from xingshen.store.models import RequestCount

MINUTE = 60
_KEEP_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Counted:
    """Requests so far in this minute, this one included, and seconds until the next minute begins."""

    number: int
    seconds_left: int


def count(who: str, now: float | None = None) -> Counted:
    """Count one more request of ``who`` (``token 7``, ``address 127.0.0.1``). One statement, safe at once."""
    minute, left = _minute(now)
    ((number,),) = _write(
        "INSERT INTO {table} (who, minute, number) VALUES (%s, %s, 1) "
        "ON CONFLICT (who, minute) DO UPDATE SET number = {table}.number + 1 RETURNING number",
        [who, minute],
    )
    return Counted(number, left)


def so_far(who: str, now: float | None = None) -> Counted:
    """The same without counting."""
    minute, left = _minute(now)
    number = RequestCount.objects.filter(who=who, minute=minute).values_list("number", flat=True).first()
    return Counted(number or 0, left)


def forget_old(now: float | None = None) -> int:
    """Remove counts of minutes long past; how many."""
    minute, _ = _minute(now)
    return RequestCount.objects.filter(minute__lt=minute - _KEEP_MINUTES).delete()[0]


def _minute(now: float | None) -> tuple[int, int]:
    at = time.time() if now is None else now
    return int(at // MINUTE), MINUTE - int(at % MINUTE)


def _write(statement: str, values: Sequence[str | int]) -> list[tuple[int]]:
    with connection.cursor() as cursor:
        cursor.execute(statement.format(table=RequestCount._meta.db_table), values)
        return list(cursor.fetchall())
