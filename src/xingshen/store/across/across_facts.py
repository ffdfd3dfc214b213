"""What the check of a submission before the office knows of the other dossiers, and when it has to be made again.

As long as a submission is with unit and department it is checked by itself: what others hand in is no matter of theirs.
Once it is before the office its check knows what ``xingshen check`` on all of these dossiers would know (3.5, 5.1.c,
5.x), and is made again where that changes; ``examination_flow.take_in`` keeps every decision whose facts are the same.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import astuple, replace
from hashlib import sha256

from django.db.models import Q
from django.utils import timezone

from xingshen.pipeline.across import AcrossFacts, Similar, UnitCategory, look_across
from xingshen.pipeline.check import Evidenced
from xingshen.pipeline.copies import MOST_NAMED
from xingshen.store.across import traces
from xingshen.store.models import Likeness, Submission, Trace
from xingshen.store.running import jobs

RECHECK = "recheck_submission"
"""The kind of job that checks a submission again because of other dossiers."""
COMPARE_CHECKS = "compare_checks"
"""The kind of job that finds out which submissions have to be checked again."""
SOME = 200


def known(submission: Submission, evidenced: Evidenced) -> AcrossFacts | None:
    """What the others say of it; None where it is not before the office, or nobody has anything in common with it."""
    if not traces.counts(submission):
        return None
    return about(traces.trace_of(submission, evidenced))


def about(trace: Trace) -> AcrossFacts | None:
    """From what is kept: the likenesses of the dossier and the traces of the others.

    What an officer set aside is a fact all the same: a person decided about it, the machine does not.
    """
    own = trace.application_id
    rows = list(Likeness.objects.filter(Q(first_id=own) | Q(second_id=own), call_id=trace.call_id).order_by("pk"))
    others = {_other(row, own) for row in rows}
    near = list(traces.counting(trace.call_id).filter(application_id__in=others)) if others else []
    numbers = {row.application_id: row.number for row in near}
    similar = sorted(
        Similar(numbers[_other(row, own)], float(row.detail["title"]), float(row.detail["content"]))
        for row in rows
        if row.kind == Likeness.Kind.TEXT_NEAR and _other(row, own) in numbers
    )
    facts = look_across([traces.summary_of(trace), *(traces.summary_of(row) for row in near)])[trace.number]
    facts = replace(facts, similar=tuple(similar[:MOST_NAMED]))
    return None if facts == _alone(trace) else facts


def input_digest(submission_sha256: str, facts: AcrossFacts | None) -> str:
    """What a check rests on: what was handed in, and what is known of the others."""
    if facts is None:
        return submission_sha256
    told = json.dumps([submission_sha256, astuple(facts)], ensure_ascii=False)
    return sha256(told.encode()).hexdigest()


def enqueue_comparing(call_id: int, application_ids: Collection[int]) -> None:
    """Have found out which of these have to be checked again, some at a time; inside a transaction."""
    ids = sorted(application_ids)
    for at in range(0, len(ids), SOME):
        some = ids[at : at + SOME]
        mark = sha256(f"{timezone.now().timestamp():.6f} {some}".encode()).hexdigest()
        payload = {"call": call_id, "applications": some}
        jobs.enqueue(COMPARE_CHECKS, f"call {call_id}", input_digest=mark, payload=payload)


def outdated(call_id: int, application_ids: Iterable[int]) -> list[tuple[int, str]]:
    """Those whose result rests on something else than what is known now: submission, and a mark of what is."""
    rows = traces.counting(call_id).filter(application_id__in=list(application_ids))
    rows = rows.filter(application__examination__result__isnull=False)
    found = []
    for trace in rows.select_related("submission", "application__examination__result"):
        result = trace.application.examination.result
        wanted = input_digest(trace.submission.sha256, about(trace))
        if result is not None and result.input_digest != wanted:
            found.append((trace.pk, sha256(f"{result.pk}:{wanted}".encode()).hexdigest()))
    return found


def enqueue_rechecks(found: Iterable[tuple[int, str]]) -> None:
    """Check these submissions again; inside a transaction."""
    for submission_id, mark in found:
        jobs.enqueue(RECHECK, f"submission {submission_id}", input_digest=mark, payload={"submission": submission_id})


def _alone(trace: Trace) -> AcrossFacts:
    own = (UnitCategory(trace.category, trace.number),) if trace.category else ()
    return AcrossFacts(categories_of_unit=own)


def _other(row: Likeness, own: int) -> int:
    return row.second_id if row.first_id == own else row.first_id
