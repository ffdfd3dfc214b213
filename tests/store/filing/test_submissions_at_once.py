"""Many requests at the same moment: one key, one submission; many applications, numbers without gaps."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from tests.store.scenes.filing import Scene
from xingshen.review.filing import Refusal, Why
from xingshen.store.filing import submissions
from xingshen.store.filing.submission_storing import HandIn, store_all
from xingshen.store.models import Application, Call, Event, Job, Message, Submission
from xingshen.store.record import audit
from xingshen.store.record.audit import Origin

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


def test_applications_in_one_transaction_are_decided_each_by_itself() -> None:
    scene = Scene()
    changed, refused, *good = (scene.make_draft().pk for _ in range(4))
    ready = [submissions.prepare(each) for each in (changed, refused, *good)]
    Application.objects.filter(pk=changed).update(version=99)
    people = [scene.applicant, scene.admin, scene.applicant, scene.applicant]
    at = timezone.now()
    answers = store_all(
        [HandIn(each, f"key {n}", who, Origin(), at) for n, (each, who) in enumerate(zip(ready, people, strict=True))]
    )
    assert answers[0] is None
    assert isinstance(answers[1], Refusal)
    assert answers[1].why is Why.NOT_YOURS
    stored = [each for each in answers[2:] if isinstance(each, Submission)]
    assert [each.number for each in stored] == ["2026-2-0001", "2026-2-0002"]
    assert [Submission.objects.get(application_id=each).pk for each in good] == [each.pk for each in stored]
    assert [Application.objects.get(pk=each).stage for each in good] == ["at_unit", "at_unit"]
    assert Job.objects.filter(kind__in=submissions.WORK).count() == 4
    assert Message.objects.filter(user=scene.person).count() == 2
    assert [Event.objects.get(seq=each.event_seq).hash for each in stored] == [each.event_hash for each in stored]
    assert list(audit.verify_chain()) == []


def test_a_key_that_is_taken_meanwhile_lets_nothing_of_the_transaction_stand() -> None:
    scene = Scene()
    drafts = [scene.draft.pk, scene.make_draft().pk, scene.make_draft().pk]
    first, second = (submissions.prepare(each) for each in drafts[1:])
    scene.hand_in(scene.draft, key="taken")
    at = timezone.now()
    with pytest.raises(IntegrityError):
        store_all(
            [
                HandIn(first, "free", scene.applicant, Origin(), at),
                HandIn(second, "taken", scene.applicant, Origin(), at),
            ]
        )
    assert Submission.objects.count() == 1
    assert Call.objects.get(pk=scene.call.pk).last_number == 1
    assert isinstance(submissions.submit(drafts[1], "taken", scene.applicant), Refusal)
