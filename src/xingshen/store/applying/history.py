"""What was saved, told briefly: saves that one person made shortly after each other as one, with first and last values.

A form saves itself after every field, so that one sitting leaves many revisions. They all stay as they are; only how
they are told is made here. Knows no page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from xingshen.store.applying.changes import Recorded
from xingshen.store.models import Application, Revision

TOGETHER = timedelta(minutes=10)
"""Saves of one person within this time are told as one."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Saves that are told as one, by their first and last versions; the beginning of an application stands alone."""

    first: int
    last: int


def stretches(application: Application) -> list[Stretch]:
    """All saves of an application, newest first. One query that reads no values."""
    rows = Revision.objects.filter(application=application).order_by("version").values_list("version", "by_id", "at")
    found: list[Stretch] = []
    begun: tuple[int | None, datetime] | None = None
    for version, by_id, at in rows:
        goes_on = begun is not None and begun[0] == by_id and at - begun[1] <= TOGETHER and version > 2
        if goes_on:
            found[-1] = Stretch(found[-1].first, version)
        else:
            found.append(Stretch(version, version))
            begun = (by_id, at)
    return found[::-1]


def revisions_of(application: Application, wanted: Sequence[Stretch]) -> list[list[Revision]]:
    """The revisions of each of these stretches, oldest first, with who made them. One query for neighbours."""
    if not wanted:
        return []
    first, last = min(each.first for each in wanted), max(each.last for each in wanted)
    rows = Revision.objects.filter(application=application, version__range=(first, last))
    every = list(rows.select_related("by").order_by("version"))
    return [[row for row in every if each.first <= row.version <= each.last] for each in wanted]


def told_as_one(revisions: Iterable[Revision]) -> list[Recorded]:
    """The changes of these revisions as one: what stood there first and stands there last; what came to nothing not."""
    found: dict[str, Recorded] = {}
    for change in (each for revision in revisions for each in revision.changes):
        earlier = found.get(change["path"])
        found[change["path"]] = {**change, "was": earlier["was"]} if earlier and "was" in earlier else change
    gone = {path for path, change in found.items() if path.endswith("]") and change.get("now", "") is None}
    return [change for path, change in found.items() if _counts(change) and _row(path) not in gone - {path}]


def _counts(change: Recorded) -> bool:
    """Of a private value only that it was changed is known."""
    return "now" not in change or change["was"] != change["now"]


def _row(path: str) -> str:
    """The row of a list in which a cell stands."""
    return f"{path.partition(']')[0]}]"
