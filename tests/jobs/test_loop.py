"""What becomes of a job by what its handler does: nothing gets lost, outages give up nothing, values reach no log."""

from __future__ import annotations

import logging
from threading import Event, Thread

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from xingshen.jobs.loop import Lane, Loop
from xingshen.jobs.work import Handler, Stopping, Transient, Work
from xingshen.store.messages import inbox
from xingshen.store.models import Job, Message, User
from xingshen.store.running import jobs
from xingshen.store.running.jobs import Claim

pytestmark = pytest.mark.django_db


def put_in() -> None:
    with transaction.atomic():
        jobs.enqueue("work", "a")


def loop_of(handler: Handler, stop: Event | None = None, told: list[Claim] | None = None) -> Loop:
    lane = Lane("lane", {"work": handler})
    return Loop([lane], stop or Event(), given_up=(told if told is not None else []).append)


def raising(error: Exception) -> Handler:
    def handler(work: Work) -> None:
        raise error

    return handler


def test_a_handler_that_returns_is_done() -> None:
    put_in()
    assert loop_of(lambda work: None).run_once() == 1
    assert Job.objects.get().state == "done"


@pytest.mark.parametrize(
    "error", [Transient("mail"), OperationalError("locked"), OSError("disk full"), MemoryError(), ConnectionError()]
)
def test_an_outage_elsewhere_postpones(error: Exception) -> None:
    put_in()
    loop_of(raising(error)).run_once()
    job = Job.objects.get()
    assert (job.state, job.attempts, job.not_before > timezone.now()) == ("ready", 0, True)


@pytest.mark.parametrize("error", [ValueError("110101199003070000"), FileNotFoundError("x"), IntegrityError("x")])
def test_a_fault_of_the_job_counts_and_names_no_values(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    put_in()
    with caplog.at_level(logging.DEBUG):
        loop_of(raising(error)).run_once()
    job = Job.objects.get()
    assert (job.state, job.attempts, job.last_error.split(" ")[0]) == ("ready", 1, type(error).__name__)
    assert "110101199003070000" not in caplog.text + job.last_error


def test_giving_up_is_told_once() -> None:
    put_in()
    told: list[Claim] = []
    for _ in range(jobs.MOST_FAILURES + 2):
        Job.objects.update(not_before=timezone.now())
        loop_of(raising(ValueError()), told=told).run_once()
    assert ([claim.subject for claim in told], Job.objects.get().state) == (["a"], "dead")


def test_a_handler_that_is_asked_to_stop_leaves_its_job_as_it_was() -> None:
    put_in()
    stop = Event()

    def handler(work: Work) -> None:
        stop.set()
        work.go_on()

    loop_of(handler, stop).run_once()
    assert (Job.objects.get().state, Job.objects.get().attempts) == ("ready", 0)
    with pytest.raises(Stopping):
        Work(Claim(1, "work", "a", 1, 1), stop).go_on()


def test_an_effect_after_the_lease_was_lost_is_taken_back() -> None:
    put_in()
    user = User.objects.create_user("a@example.cn", name="甲")

    def handler(work: Work) -> None:
        Job.objects.update(fence=work.claim.fence + 1)
        with work.finishing():
            inbox.send([user.pk], "effect")

    loop_of(handler).run_once()
    assert (Message.objects.count(), Job.objects.get().state) == (0, "running")


@pytest.mark.django_db(transaction=True)
def test_the_lease_is_renewed_while_the_handler_works_and_the_loop_stops_in_order() -> None:
    put_in()
    stop, seen = Event(), []

    def handler(work: Work) -> None:
        first = Job.objects.values_list("lease_until", flat=True).get()
        Event().wait(0.5)
        seen.append(Job.objects.values_list("lease_until", flat=True).get() > first)
        stop.set()

    loop = loop_of(handler, stop)
    loop.heartbeat, loop.chores_every = 0.1, 0.1
    thread = Thread(target=lambda: (loop.run(), connection.close()))
    thread.start()
    thread.join(timeout=30)
    assert (thread.is_alive(), seen, Job.objects.get().state) == (False, [True], "done")
