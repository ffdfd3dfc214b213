"""How many dossiers of a call came to which conclusion, for the office's page of conclusions."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from xingshen.kernel.outcome import Outcome
from xingshen.review.examination_table import BEFORE_CONCLUSION, Stage
from xingshen.store.models import Examination


@dataclass(frozen=True, slots=True)
class Numbers:
    """Counts of a call."""

    under_way: int
    passed: int
    refused: int
    reexamined: int
    final: int


def numbers(call_id: int) -> Numbers:
    """One query."""
    again = [Stage.REEXAMINATION_REQUESTED, Stage.REEXAMINING, Stage.REEXAMINATION_PANEL]
    found = Examination.objects.filter(call_id=call_id).aggregate(
        under_way=Count("pk", filter=Q(stage__in=[stage.value for stage in BEFORE_CONCLUSION])),
        passed=Count("pk", filter=Q(conclusion=Outcome.PASS.value)),
        refused=Count("pk", filter=Q(conclusion=Outcome.FAIL.value)),
        reexamined=Count("pk", filter=Q(stage__in=[stage.value for stage in again])),
        final=Count("pk", filter=Q(stage=Stage.FINAL.value)),
    )
    return Numbers(**found)
