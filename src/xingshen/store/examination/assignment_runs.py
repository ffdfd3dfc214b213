"""Giving many dossiers to reviewers as planned: one step each, with progress that is seen and a list of what failed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from xingshen.review.examination import Refusal
from xingshen.review.policy import Actor
from xingshen.store.examination import assignments, examinations
from xingshen.store.models import Batch, Examination
from xingshen.store.people import people
from xingshen.store.record.audit import Origin
from xingshen.store.running import jobs

GIVE = "give_dossiers"
"""Kind of the batch and of the job that does it."""
AT_ONCE = 10
"""So few are given while the person waits."""
_GONE = "这份材料已经不在待分派的环节，没有改动。"
NOT_THERE = Batch.DoesNotExist
Wish = tuple[int, str]
"""Reviewer, and why."""


def begin(call_id: int, wishes: Mapping[int, Wish], actor: Actor, origin: Origin) -> Batch:
    """Give as wished (application → reviewer, why): at once where there are few, else by a job."""
    listed = [[pk, reviewer, why] for pk, (reviewer, why) in sorted(wishes.items())]
    with transaction.atomic():
        batch = Batch.objects.create(
            call_id=call_id, kind=GIVE, asked_by_id=actor.user_id, total=len(listed),
            payload={"wishes": listed, "origin": asdict(origin)},
        )  # fmt: skip
        if len(listed) > AT_ONCE:
            jobs.enqueue(GIVE, f"batch {batch.pk}", payload={"batch": batch.pk})
    if len(listed) <= AT_ONCE:
        carry_on(batch.pk)
        batch.refresh_from_db()
    return batch


def get(batch_id: int) -> Batch:
    """The batch with its call. Raises NOT_THERE."""
    return Batch.objects.select_related("call", "asked_by").get(pk=batch_id, kind=GIVE)


def carry_on(batch_id: int, go_on: Callable[[], None] = lambda: None) -> None:
    """Give what is not given yet; may be stopped (``go_on`` raises) and begun again at any dossier."""
    batch = get(batch_id)
    if batch.asked_by_id is None or batch.state == Batch.State.DONE:
        return
    actor, origin = people.actor(batch.asked_by_id), Origin(**batch.payload["origin"])
    for application_id, reviewer, why in batch.payload["wishes"][batch.done :]:
        go_on()
        with transaction.atomic():
            problem = _give(application_id, reviewer, why, actor, origin)
            batch.done += 1
            batch.state = Batch.State.RUNNING
            batch.problems = [*batch.problems, [application_id, problem]] if problem else batch.problems
            batch.save(update_fields=["done", "state", "problems"])
    batch.state, batch.finished_at = Batch.State.DONE, timezone.now()
    batch.save(update_fields=["state", "finished_at"])


def _give(application_id: int, reviewer: int, why: str, actor: Actor, origin: Origin) -> str:
    """What stood against it; "" where it is done, or was done already."""
    row = Examination.objects.filter(application_id=application_id).values_list("stage", "reviewer_id").first()
    if row is None:
        return _GONE
    if row[0] in assignments.MOVABLE and row[1] == reviewer:
        return ""
    answer = examinations.act(application_id, assignments.command_for(row[0], reviewer, why), actor, origin=origin)
    return answer.reason if isinstance(answer, Refusal) else ""


def problems_of(batch: Batch) -> list[tuple[str, str]]:
    """What could not be given: the dossier and why."""
    rows = Examination.objects.filter(application_id__in=[pk for pk, _ in batch.problems])
    names = dict(rows.values_list("application_id", "application__number"))
    return [(names.get(pk, ""), why) for pk, why in batch.problems]
