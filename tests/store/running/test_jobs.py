"""The ledger: work is put in once, taken by one, finished only by who holds it, and never disappears."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from xingshen.store.models import Job
from xingshen.store.running import jobs
from xingshen.store.running.jobs import Claim, LeaseLost

pytestmark = pytest.mark.django_db
KINDS = ["work"]


def put_in(subject: str = "a", **more: object) -> None:
    with transaction.atomic():
        jobs.enqueue("work", subject, **more)  # type: ignore[arg-type]


def taken() -> Claim:
    claim = jobs.claim(KINDS)
    assert claim is not None
    return claim


def only() -> Job:
    return Job.objects.get()


def let_lease_run_out() -> None:
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))


def be_ready_now() -> None:
    Job.objects.update(not_before=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_work_is_put_in_only_by_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        jobs.enqueue("work", "a")


def test_the_same_work_is_put_in_once() -> None:
    put_in(input_digest="x", payload={"n": 1})
    put_in(input_digest="x", payload={"n": 2})
    put_in(input_digest="y")
    assert list(Job.objects.values_list("input_digest", "payload")) == [("x", {"n": 1}), ("y", {})]


def test_what_a_transaction_takes_back_was_never_put_in() -> None:
    with transaction.atomic():
        jobs.enqueue("work", "a")
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_the_most_urgent_then_the_oldest_is_taken_first_and_by_one_only() -> None:
    put_in("first")
    put_in("second")
    put_in("urgent", priority=5)
    assert [taken().subject for _ in range(3)] == ["urgent", "first", "second"]
    assert jobs.claim(KINDS) is None


def test_work_for_later_and_of_other_kinds_is_left() -> None:
    put_in(not_before=timezone.now() + timedelta(minutes=1))
    with transaction.atomic():
        jobs.enqueue("other", "b")
    assert jobs.claim(KINDS) is None


def test_the_effect_and_the_end_are_one_transaction() -> None:
    put_in()
    claim = taken()
    with jobs.finishing(claim):
        put_in("effect")
        transaction.set_rollback(True)
    assert list(Job.objects.values_list("subject", "state")) == [("a", "running")]
    with jobs.finishing(claim):
        put_in("effect")
    assert list(Job.objects.values_list("subject", "state")) == [("a", "done"), ("effect", "ready")]


def test_a_stale_fence_writes_nothing() -> None:
    put_in()
    stale = taken()
    let_lease_run_out()
    assert jobs.something_is_lost()
    assert jobs.sweep() == 1
    fresh = taken()
    assert (fresh.id, fresh.fence, fresh.attempts) == (stale.id, stale.fence + 1, 2)
    with pytest.raises(LeaseLost), jobs.finishing(stale):
        put_in("effect of the stale one")
    assert not jobs.renew(stale)
    assert not jobs.give_back(stale)
    assert not jobs.postpone(stale, "late")
    assert not jobs.fail(stale, "late")
    with jobs.finishing(fresh):
        pass
    assert list(Job.objects.values_list("subject", "state")) == [("a", "done")]


def test_a_lease_that_is_renewed_is_not_swept() -> None:
    put_in()
    claim = taken()
    let_lease_run_out()
    assert jobs.renew(claim)
    assert jobs.sweep() == 0
    assert only().state == "running"


def test_failing_work_is_given_up_after_some_attempts_and_seen() -> None:
    put_in()
    told: list[str] = []
    for _ in range(jobs.MOST_FAILURES):
        be_ready_now()
        jobs.fail(taken(), "ValueError", lambda: told.append("given up"))
    assert (only().state, only().last_error, told) == ("dead", "ValueError", ["given up"])
    assert [job.pk for job in jobs.dead()] == [only().pk]
    assert jobs.revive(only().pk)
    assert taken().attempts == 1


def test_an_outage_of_a_day_gives_up_nothing() -> None:
    put_in()
    for _ in range(200):
        be_ready_now()
        jobs.postpone(taken(), "no mail server")
    assert (only().state, only().attempts) == ("ready", 0)
    assert only().not_before - timezone.now() <= timedelta(minutes=10)


def test_work_that_takes_every_worker_along_is_given_up() -> None:
    put_in()
    for _ in range(jobs.MOST_LOSSES):
        be_ready_now()
        taken()
        let_lease_run_out()
        jobs.sweep()
    assert (only().state, only().last_error) == ("dead", "办理此项的进程中断")


def test_a_worker_that_stops_gives_its_work_back_uncounted() -> None:
    put_in()
    jobs.give_back(taken())
    assert (only().state, only().attempts) == ("ready", 0)


def test_nothing_is_locked_where_nothing_is_to_do(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        jobs.claim(KINDS)
