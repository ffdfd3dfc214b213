"""The jobs of assignment and of a call's limits: dossiers given as planned, rows counted anew."""

from __future__ import annotations

from xingshen.jobs.work import Work
from xingshen.store.examination import assignment_runs
from xingshen.store.figures import examination_counts


def give_dossiers(work: Work) -> None:
    """Handler of ``give_dossiers``; payload: ``batch`` (id). Each dossier is a transaction of its own."""
    assignment_runs.carry_on(work.claim.payload["batch"], work.go_on)
    with work.finishing():
        pass


def count_again(work: Work) -> None:
    """Handler of ``count_again``; payload: ``call`` (id)."""
    examination_counts.count_again(work.claim.payload["call"], work.go_on)
    with work.finishing():
        pass
