"""The working copy of an application put back to what was handed in, so that a correction begins with just that.

What was saved since stays in the history of changes, and papers added since among the removed ones. Nothing is written
where nothing differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from xingshen.review.policy import Actor
from xingshen.store.applying import applications
from xingshen.store.applying.answers import ROW_ID, Answers, BadChange, read_address
from xingshen.store.applying.changes import Recorded, recorded
from xingshen.store.models import Application, Paper, Revision, Submission
from xingshen.store.record import audit

_TOLD = ("name", "kind", "title", "translation_of", "fiscal_year")


def restore(application: Application, submission: Submission, actor: Actor, at: datetime) -> None:
    """Answers and papers as ``submission`` has them, inside a transaction that holds the application's lock."""
    application.refresh_from_db()
    changes = list(_answers_back(application, submission, at))
    moved = _papers_back(submission, at)
    if changes or moved:
        told = {"sequence": submission.sequence, "values": len(changes), "papers": moved}
        audit.append("application.set_back", applications.subject(application), actor, after=told, at=at)


# --- answers ---------------------------------------------------------------------------------------------------------


def _answers_back(application: Application, submission: Submission, at: datetime) -> list[Recorded]:
    if application.version == submission.version:
        return []
    answers = applications.answers_of(application)
    changes = [*_undone(application, answers, submission.version), *_private_back(answers, submission)]
    if not changes:
        return []
    version = application.version + 1
    values = {"answers": answers.tree, "private": answers.private, "changed_at": at, **applications.mirrors(answers)}
    Application.objects.filter(pk=application.pk).update(version=version, **values)
    Revision.objects.create(application=application, version=version, by=None, at=at, changes=changes)
    application.refresh_from_db()
    return changes


def _undone(application: Application, answers: Answers, version: int) -> Iterator[Recorded]:
    later = Revision.objects.filter(application=application, version__gt=version).order_by("-version")
    for change in (each for revision in later for each in reversed(revision.changes) if "now" in each):
        address = read_address(change["path"], answers.schema)
        now = answers.get(address)
        if now != change["was"]:
            answers.put(address, change["was"])
            yield recorded(address, now, change["was"])


def _private_back(answers: Answers, submission: Submission) -> Iterator[Recorded]:
    """Private values, of which no history is kept, from what was handed in."""
    package: Mapping[str, Any] = submission.package or {}
    wanted = dict(_private_of(answers, package.get("answers", {})))
    for path in sorted({*wanted, *answers.private}):
        if answers.private.get(path) != wanted.get(path):
            try:
                address = read_address(path, answers.schema)
            except BadChange:
                continue
            answers.put(address, wanted.get(path))
            yield recorded(address, None, None)


def _private_of(answers: Answers, tree: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for spec in answers.schema.fields:
        told = _at(tree, spec.id)
        if spec.is_record_list:
            rows = told.get("items", []) if isinstance(told, Mapping) else told or []
            for row, cells in zip(answers.filled_rows(spec.id), rows, strict=False):
                secret = (item.key for item in spec.items if item.private and isinstance(cells.get(item.key), str))
                yield from ((f"{spec.id}[{row[ROW_ID]}].{key}", cells[key]) for key in secret)
        elif spec.private and isinstance(told, str):
            yield spec.id, told


def _at(tree: Mapping[str, Any], field_id: str) -> Any:
    node: Any = tree
    for key in field_id.split("."):
        node = node.get(key) if isinstance(node, Mapping) else None
    return node


# --- papers ----------------------------------------------------------------------------------------------------------


def _papers_back(submission: Submission, at: datetime) -> int:
    """How many papers were changed, removed or brought back."""
    rows = list(Paper.objects.filter(application_id=submission.application_id).order_by("position", "pk"))
    moved = 0
    chosen: set[int] = set()
    for position, told in enumerate((submission.package or {}).get("papers", ())):
        row = _row_of(told, [each for each in rows if each.pk not in chosen])
        if row is None:
            continue
        chosen.add(row.pk)
        wanted = {**{name: told[name] for name in _TOLD}, "removed_at": None}
        if any(getattr(row, name) != value for name, value in wanted.items()):
            Paper.objects.filter(pk=row.pk).update(position=position, **wanted)
            moved += 1
    since = [each.pk for each in rows if each.removed_at is None and each.pk not in chosen]
    return moved + Paper.objects.filter(pk__in=since).update(removed_at=at)


def _row_of(told: Mapping[str, Any], rows: list[Paper]) -> Paper | None:
    """The row of a paper that was handed in: the one that is there under its name, else any with the same bytes."""
    same = [each for each in rows if each.blob_id == told["sha256"]]
    return min(same, key=lambda each: (each.removed_at is not None, each.name != told["name"], -each.pk), default=None)
