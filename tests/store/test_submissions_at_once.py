"""Many requests at the same moment: one key, one submission; many applications, numbers without gaps."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.db import connection

from tests.store.filing import Scene
from xingshen.store import audit, submissions
from xingshen.store.models import Call, Event, Job, Submission

pytestmark = pytest.mark.django_db(transaction=True)
_TIMES = 100
Result = TypeVar("Result")


def _at_once(work: Callable[[int], Result], times: int, threads: int = 10) -> list[Result]:
    def one(number: int) -> Result:
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, range(times)))


def test_one_key_sent_a_hundred_times_at_once_is_one_submission() -> None:
    scene = Scene()
    draft, applicant = scene.draft.pk, scene.applicant
    answers = _at_once(lambda _: submissions.submit(draft, "the key", applicant), _TIMES)
    told = {(each.pk, each.number, each.sha256, each.event_hash) for each in answers if isinstance(each, Submission)}
    assert (len(answers), len(told)) == (_TIMES, 1)
    assert Submission.objects.count() == 1
    assert Event.objects.filter(kind__startswith="filing.").count() == 1
    assert Job.objects.filter(kind__in=submissions.WORK).count() == 2
    assert Call.objects.get(pk=scene.call.pk).last_number == 1


def test_many_applications_at_once_get_every_number_once_and_the_chain_holds() -> None:
    scene = Scene()
    drafts = [scene.draft.pk, *(scene.make_draft().pk for _ in range(11))]
    answers = _at_once(lambda at: submissions.submit(drafts[at], f"key {at}", scene.applicant), len(drafts), 6)
    numbers = sorted(each.number for each in answers if isinstance(each, Submission))
    assert numbers == [f"2026-2-{at:04d}" for at in range(1, 13)]
    assert list(audit.verify_chain()) == []
