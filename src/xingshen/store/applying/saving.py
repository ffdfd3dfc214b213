"""Saving answers so that two people, or two tabs, never overwrite each other silently.

Concurrency is decided field by field. Whoever saves says in which version they last saw each field; where somebody
changed it since to another value, nothing is stored there and both values come back with who and when. Everything else
is stored in one transaction: the row (only if its version is still the one that was read; else the whole is tried
again), one revision, the sums that the form works out itself.

Rows of lists have ids of their own. Two people may add rows at the same time (both stay), edit different rows or
different cells of one row (both stay); a conflict is only the same cell, or a cell of a row that the other removed.
The order of rows is merged: rows that the sender did not know stay behind the row they stood behind.

While a correction is awaited, only what it opens is taken; the sums that follow from it are filled in all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from xingshen.review.correction import may_change_field
from xingshen.review.examination_values import Opened
from xingshen.review.policy import Actor
from xingshen.store.applying import applications, awaited
from xingshen.store.applying.answers import ROW_ID, Address, Answers, BadChange, clean, read_address
from xingshen.store.applying.changes import (
    Change,
    Conflict,
    Past,
    Recorded,
    Told,
    last_touches,
    past_in_the_way,
    recorded,
)
from xingshen.store.applying.sums import fill_sums
from xingshen.store.models import Application, Revision

_ATTEMPTS = 8


class SavingFailed(Exception):  # noqa: N818  # other savers were faster each time; nothing was stored
    """The application was changed by others during every attempt."""


class NoSuchRevision(Exception):  # noqa: N818  # an answer to a person
    """The application has no saved change with this number."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save led to. ``version`` is that of the application now; ``stored`` the paths that were stored.

    ``fresh`` are values that others (or the sums) changed since the sender's version and that the page should show;
    ``refused`` path → sentence: what could not be taken at all.
    """

    version: int
    saved_at: datetime
    stored: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    fresh: tuple[Told, ...] = ()
    refused: dict[str, str] = field(default_factory=dict)


def save_changes(application_id: int, actor: Actor, base_version: int, changes: Sequence[Change]) -> Saved:
    """Store what is in nobody's way; see the module. Raises Application.DoesNotExist, SavingFailed."""
    for _ in range(_ATTEMPTS):
        with transaction.atomic():
            saved = _attempt(application_id, actor, base_version, changes)
        if saved is not None:
            return saved
    raise SavingFailed


def undo(application_id: int, actor: Actor, version: int, first: int | None = None) -> Saved:
    """Take a save back (from ``first`` on: several) where its values still stand.

    Private values and what was changed since stay; a row comes back to its place. Raises NoSuchRevision,
    Application.DoesNotExist, SavingFailed.
    """
    application = Application.objects.get(pk=application_id, deleted_at=None)
    wanted = Revision.objects.filter(application=application, version__range=(first or version, version))
    revisions = list(wanted.order_by("-version"))
    if not revisions or revisions[0].version != version:
        raise NoSuchRevision
    answers = applications.answers_of(application)
    back: dict[str, Change] = {}
    for each in (change for revision in revisions for change in reversed(revision.changes) if "now" in change):
        for address, value in _taken_back(each, answers):
            answers.put(address, value)
            back[str(address)] = Change(str(address), value, application.version)
    return save_changes(application_id, actor, application.version, list(back.values()))


def _taken_back(change: Recorded, answers: Answers) -> Iterator[tuple[Address, Any]]:
    """What takes this change back; nothing where another value stands there by now."""
    address = read_address(change["path"], answers.schema)
    if answers.get(address) != change["now"]:
        return
    yield address, change["was"]
    if "behind" in change:
        order = [row for row in answers.rows(address.field_id) if row[ROW_ID] != address.row]
        ids = [str(row[ROW_ID]) for row in order]
        at = ids.index(change["behind"]) + 1 if change["behind"] in ids else 0 if not change["behind"] else len(ids)
        yield replace(address, orders=True, row=""), [*ids[:at], address.row, *ids[at:]]


def answers_at(application: Application, version: int) -> Answers:
    """The answers as they were in an earlier version; private ones, of which no history is kept, as they are now."""
    answers = applications.answers_of(application)
    for revision in reversed(revisions_since(application, version)):
        for change in reversed(revision.changes):
            if "now" in change:
                answers.put(read_address(change["path"], answers.schema), change["was"])
    return answers


def revisions_since(application: Application, version: int) -> list[Revision]:
    """The revisions after ``version``, oldest first, with who made them."""
    later = Revision.objects.filter(application=application, version__gt=version)
    return list(later.select_related("by").order_by("version"))


def _attempt(application_id: int, actor: Actor, base: int, changes: Sequence[Change]) -> Saved | None:
    """None where somebody else was faster."""
    rows = Application.objects.select_related("call", "awaited_correction")
    application = rows.get(pk=application_id, deleted_at=None)
    answers = applications.answers_of(application)
    later = _past(application, min([base, *(each.base or base for each in changes)]))
    work = _Work(answers, base, later, awaited.opened(application))
    for change in changes:
        work.take(change)
    work.fill_sums()
    now = timezone.now()
    if work.records:
        if not _store(application, answers, now):
            return None
        Revision.objects.create(
            application=application, version=application.version, by_id=actor.user_id, at=now, changes=work.records
        )
    return Saved(
        version=application.version,
        saved_at=now if work.records else application.changed_at,
        stored=tuple(work.stored),
        conflicts=tuple(work.conflicts),
        fresh=tuple(work.fresh(actor.name, now)),
        refused=work.refused,
    )


def _past(application: Application, base: int) -> list[Revision]:
    return revisions_since(application, base) if base < application.version else []


def _store(application: Application, answers: Answers, now: datetime) -> bool:
    """Write the row where its version and stage are still those that were read."""
    values = {"answers": answers.tree, "private": answers.private, "changed_at": now, **applications.mirrors(answers)}
    same = Application.objects.filter(pk=application.pk, version=application.version, deleted_at=None)
    stored = same.filter(stage=application.stage).update(version=application.version + 1, **values)
    application.version += stored
    return bool(stored)


class _Work:
    """Applies the changes of one save to the answers, one by one, and keeps what came of each."""

    def __init__(self, answers: Answers, base: int, later: Sequence[Revision], opened: Opened | None = None) -> None:
        self.answers, self.base, self.later, self.opened = answers, base, later, opened
        self.touches = last_touches((each.version, _name(each), each.at, each.changes) for each in later)
        self.records: list[Recorded] = []
        self.stored: list[str] = []
        self.conflicts: list[Conflict] = []
        self.refused: dict[str, str] = {}
        self.summed: list[Address] = []

    def take(self, change: Change) -> None:
        try:
            address = read_address(change.path, self.answers.schema)
            value = clean(address, change.value)
            self._demand_open(address, value)
            past = past_in_the_way(
                address, self.base if change.base is None else change.base, self.touches, self.answers
            )
            if past is not None and not self._same(address, value):
                self.conflicts.append(self._conflict(address, value, past))
            else:
                self._put(address, value)
                self.stored.append(change.path)
        except BadChange as refusal:
            self.refused[change.path] = str(refusal)

    def _demand_open(self, address: Address, value: Any) -> None:
        """Raises BadChange for a change of what the awaited correction does not open."""
        closed = self.opened is not None and not may_change_field(self.opened, str(address))
        if closed and not self._same(address, value):
            raise BadChange(f"补正期间只能修改补正通知开放的栏目；“{address.spec.name}”没有开放，没有保存")

    def fill_sums(self) -> None:
        for address, value in fill_sums(self.answers):
            if not self._same(address, value):
                self._put(address, value)
                self.summed.append(address)

    def fresh(self, name: str, now: datetime) -> list[Told]:
        """What the page does not know: changes of others since its version, and sums."""
        own = {*self.stored, *(each.path for each in self.conflicts)}
        found = {str(each): Told(str(each), self.answers.get(each), name, now) for each in self.summed}
        for path, past in self.touches.items():
            if path not in own and past.version > self.base and path not in found:
                address = read_address(path, self.answers.schema)
                value = None if address.private else self._known(address)
                found[path] = Told(path, value, past.by, past.at, address.private)
        return list(found.values())

    def _known(self, address: Address) -> Any:
        value = self.answers.get(address)
        if address.is_row and value is not None:
            return {**value, ROW_ID: address.row}
        return value

    def _same(self, address: Address, value: Any) -> bool:
        if not address.is_row or value is None:
            return bool(self.answers.get(address) == value)
        cells = [(Address(item, address.field_id, address.row, item.key), item.key) for item in address.spec.items]
        there = self.answers.row(address.field_id, address.row) is not None
        return there and all(self.answers.get(cell) == value[key] for cell, key in cells if key in value)

    def _put(self, address: Address, value: Any) -> None:
        was = self.answers.get(address)
        if self._same(address, value):
            return
        behind = self._place_lost(address, value)
        self.answers.put(address, value)
        now = self.answers.get(address)
        if was != now or address.private:
            self.records.append({**recorded(address, was, now), **behind})
        if address.is_row and value:
            secret = [item for item in address.spec.items if item.private and item.key in value]
            self.records += [{"path": f"{address}.{item.key}"} for item in secret]

    def _place_lost(self, address: Address, value: Any) -> Recorded:
        """Behind which row a row stands that is removed, so that it can be put back there."""
        if not address.is_row or value is not None:
            return {}
        ids = [str(row[ROW_ID]) for row in self.answers.rows(address.field_id)]
        return {"behind": ["", *ids][ids.index(address.row)]} if address.row in ids else {}

    def _conflict(self, address: Address, value: Any, past: Past) -> Conflict:
        theirs = None if address.private else self.answers.get(address)
        gone = bool(address.cell) and self.answers.row(address.field_id, address.row) is None
        yours = None if address.private else value
        return Conflict(str(address), address.spec.name, yours, theirs, past.by, past.at, address.private, gone)


def _name(revision: Revision) -> str:
    return revision.by.name if revision.by is not None else ""
