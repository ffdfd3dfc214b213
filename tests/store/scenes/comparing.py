"""Dossiers before the office that have something in common, for tests."""

from __future__ import annotations

from threading import Event
from typing import Any

from tests.store.scenes.reviewing import Review
from xingshen.jobs.check_submission import check_submission
from xingshen.jobs.look_across import compare_checks, look_across
from xingshen.jobs.work import Work
from xingshen.review.points import Point
from xingshen.store.across import likenesses
from xingshen.store.across.across_facts import COMPARE_CHECKS, RECHECK
from xingshen.store.across.likenesses import LOOK_ACROSS
from xingshen.store.models import Application, Likeness, Paper
from xingshen.store.record import files
from xingshen.store.running import jobs

TEXT = "。".join(
    f"第{number}项研究内容围绕柔性焊接机器人的力位协同控制展开，步骤为{number * 37 % 101}" for number in range(20)
)


class Batch(Review):
    """Several dossiers of one unit, before the office."""

    def add(self, **answers: Any) -> Application:
        """One more dossier, accepted and checked."""
        draft = self.make_draft(**answers)
        self.accept(draft)
        return draft

    def add_with_paper(
        self, content: bytes, name: str = "05-协议.pdf", kind: str = "合作协议", **answers: Any
    ) -> Application:
        """One more with this paper."""
        draft = self.make_draft(**answers)
        blob = files.blob_of(files.put([content]))
        Paper.objects.create(application=draft, blob=blob, name=name, kind=kind, position=0)
        self.accept(draft)
        return draft

    def look(self) -> int:
        """Compare what waits, and check again what has to be; how many were checked again."""
        likenesses.enqueue_due()
        while (claim := jobs.claim([LOOK_ACROSS, COMPARE_CHECKS])) is not None:
            {LOOK_ACROSS: look_across, COMPARE_CHECKS: compare_checks}[claim.kind](Work(claim, Event()))
        number = 0
        while (claim := jobs.claim([RECHECK])) is not None:
            check_submission(Work(claim, Event()))
            number += 1
        return number

    def found(self) -> list[tuple[str, int, int]]:
        """Kinds with the two applications."""
        rows = Likeness.objects.order_by("kind", "first_id", "second_id")
        return list(rows.values_list("kind", "first_id", "second_id"))

    def point_on(self, clause: str, draft: Application, title: str = "") -> Point:
        """The point under a clause."""
        return next(
            point
            for point in self.case(draft).points()
            if any(each.id == clause for each in point.finding.clauses) and title in point.finding.title
        )
