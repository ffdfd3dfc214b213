"""What was done so far about each item of an awaited correction: fields changed, papers changed, questions answered.

Compares the working copy with what was handed in; a value that was changed and put back counts as not changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xingshen.review.correction import may_change_field
from xingshen.review.examination_values import CorrectionItem
from xingshen.store.applying import applications, papers, saving
from xingshen.store.applying.answers import BadChange, read_address
from xingshen.store.models import Application, AwaitedCorrection, Revision, Submission

_TOLD = ("sha256", "name", "title", "translation_of", "fiscal_year")


@dataclass(frozen=True, slots=True)
class Changes:
    """Addresses and kinds of papers that differ from what was handed in, and the replies so far."""

    fields: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    replies: Mapping[str, str] | None = None

    def touches_field(self, path: str) -> bool:
        """Whether something at or below ``path`` was changed."""
        return any(each == path or each.startswith((f"{path}.", f"{path}[")) for each in self.fields)

    def about(self, item: CorrectionItem) -> bool:
        """Whether anything was done about this item."""
        answered = bool((self.replies or {}).get(item.fingerprint, "").strip())
        changed = any(may_change_field(item.opens, path) for path in self.fields)
        return answered or changed or not self.kinds.isdisjoint(item.opens.papers)


def changes_of(application: Application, row: AwaitedCorrection, submission: Submission) -> Changes:
    """What differs now; ``submission``: the one that the correction is about."""
    return Changes(_changed_fields(application, row), _changed_kinds(application, submission), row.replies)


def same(before: Submission, now: Submission) -> bool:
    """Whether two submissions say the same."""
    old, new = before.package or {}, now.package or {}
    return (old.get("answers"), old.get("papers")) == (new.get("answers"), new.get("papers"))


def _changed_fields(application: Application, row: AwaitedCorrection) -> frozenset[str]:
    since = Revision.objects.filter(application=application, at__gt=row.requested_at).order_by("version")
    first = next(iter(since), None)
    if first is None:
        return frozenset()
    answers = applications.answers_of(application)
    before = saving.answers_at(application, first.version - 1)
    found = set()
    for path in {change["path"] for revision in since for change in revision.changes}:
        try:
            address = read_address(path, answers.schema)
        except BadChange:
            continue
        if address.private or answers.get(address) != before.get(address):
            found.add(path)
    return frozenset(found)


def _changed_kinds(application: Application, submission: Submission) -> frozenset[str]:
    handed_in: dict[str, list[tuple[Any, ...]]] = {}
    for paper in (submission.package or {}).get("papers", ()):
        handed_in.setdefault(paper["kind"], []).append(tuple(paper[name] for name in _TOLD))
    here: dict[str, list[tuple[Any, ...]]] = {}
    for row in papers.present(application.pk):
        told = (row.blob_id, row.name, row.title, row.translation_of, row.fiscal_year)
        here.setdefault(row.kind, []).append(told)
    kinds = {*handed_in, *here}
    return frozenset(kind for kind in kinds if sorted(handed_in.get(kind, ())) != sorted(here.get(kind, ())))
