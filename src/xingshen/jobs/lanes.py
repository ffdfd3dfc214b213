"""The portal's worker: its lanes, its chores, and what is told when a job is given up."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from threading import Event

from django.conf import settings
from django.utils import timezone

from xingshen.jobs.loop import Lane, Loop
from xingshen.jobs.registry import LONG, POSTED, QUICK, READING, SENDING
from xingshen.store.across import likenesses
from xingshen.store.api import posted_checks, request_limits, webhooks
from xingshen.store.api.posted_checks import KIND as CHECK_POSTED
from xingshen.store.applying import kept_answers, papers, uploads
from xingshen.store.applying.papers import READ
from xingshen.store.conclusions import batches
from xingshen.store.examination import corrections
from xingshen.store.figures import figures
from xingshen.store.messages import mailing
from xingshen.store.procedure import examination_flow
from xingshen.store.running import jobs
from xingshen.store.running.jobs import Claim

log = logging.getLogger(__name__)
_KEEP_DONE = timedelta(days=30)


def run(stop: Event) -> None:
    """Work until ``stop`` is set: one lane for what is quick, as many for reading as there may be reading processes."""
    loop_for(stop).run()


def loop_for(stop: Event) -> Loop:
    """The loop with all lanes and chores."""
    readers = [Lane(f"reading-{number}", READING) for number in range(1, settings.XS.reader_workers + 1)]
    minutely, rarely = (_now_and_then(60.0, _each_minute), _now_and_then(600.0, _tidy))
    chores = (_sweep, webhooks.fan_out, minutely, rarely)
    lanes = [Lane("quick", QUICK), Lane("posted", POSTED), Lane("sending", SENDING), Lane("long", LONG), *readers]
    return Loop(lanes, stop, chores=chores, given_up=_given_up)


def _sweep() -> None:
    if jobs.something_is_lost():
        log.warning("%d jobs were taken from workers that are gone", jobs.sweep())


def _each_minute() -> None:
    mailing.enqueue_due()
    examination_flow.lapse_due()
    likenesses.enqueue_due()
    corrections.remind_due()
    figures.refresh_stale()


def _tidy() -> None:
    uploads.forget_expired()
    posted_checks.forget_expired()
    request_limits.forget_old()
    kept_answers.forget_old()
    webhooks.forget_old()
    jobs.forget_done(timezone.now() - _KEEP_DONE)


def _given_up(claim: Claim) -> None:
    log.error("job %d (%s) was given up after %d attempts", claim.id, claim.kind, claim.attempts)
    if claim.kind == batches.JOB:
        batches.give_up(claim.payload["batch"])
    if claim.kind == READ:
        papers.tell_given_up(claim.payload["paper"])
    if claim.kind == CHECK_POSTED:
        posted_checks.give_up(claim.payload["check"])


def _now_and_then(seconds: float, chore: Callable[[], object]) -> Callable[[], None]:
    """``chore`` at most every so many seconds, the first time at once."""
    due = timezone.now()

    def do() -> None:
        nonlocal due
        if timezone.now() >= due:
            due = timezone.now() + timedelta(seconds=seconds)
            chore()

    return do
