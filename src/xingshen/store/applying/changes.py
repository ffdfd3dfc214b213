"""What a change of an application is, how a revision records it, and when two changes are in each other's way.

A revision keeps ``{path, was, now}``; of private values only the path; of a row that was removed also ``behind``, the
row that it stood behind (empty: it was the first). Knows no database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from xingshen.store.applying.answers import Address, Answers

Recorded = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One value that somebody wrote. ``base``: the version in which they last saw the field (None: the save's own)."""

    path: str
    value: Any
    base: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A value that is now stored and that the page does not know yet; of private ones the value itself is left out."""

    path: str
    value: Any
    by: str
    at: datetime
    private: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that somebody else changed meanwhile: nothing was stored there; both values, who and when."""

    path: str
    name: str
    yours: Any
    theirs: Any
    by: str
    at: datetime | None
    private: bool = False
    row_removed: bool = False


@dataclass(frozen=True, slots=True)
class Past:
    """The last change of one path by a revision."""

    version: int
    by: str
    at: datetime
    removed: bool


def recorded(address: Address, was: Any, now: Any) -> Recorded:
    """A change as a revision keeps it."""
    return {"path": str(address)} if address.private else {"path": str(address), "was": was, "now": now}


def last_touches(revisions: Iterable[tuple[int, str, datetime, Sequence[Recorded]]]) -> dict[str, Past]:
    """The latest change of each path, from (version, by, at, changes) in any order."""
    found: dict[str, Past] = {}
    for version, by, at, changes in revisions:
        for change in changes:
            path = change["path"]
            if path not in found or found[path].version < version:
                found[path] = Past(version, by, at, "now" in change and change["now"] is None)
    return found


def past_in_the_way(address: Address, base: int, touches: Mapping[str, Past], answers: Answers) -> Past | None:
    """Who changed this place after ``base`` in a way that the writer has not seen; None where nobody did.

    The order of rows is never in anybody's way. A cell is when its row was removed; a row that is to be removed is
    when any of its cells was changed.
    """
    if address.orders:
        return None
    own = touches.get(str(address))
    if own is not None and own.version > base:
        return own
    if address.cell:
        row = touches.get(f"{address.field_id}[{address.row}]")
        gone = answers.row(address.field_id, address.row) is None
        return row if row is not None and row.version > base and row.removed and gone else None
    if address.is_row:
        stem = f"{address}."
        cells = [past for path, past in touches.items() if path.startswith(stem) and past.version > base]
        return max(cells, key=lambda past: past.version, default=None)
    return None
