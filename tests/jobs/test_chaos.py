"""Workers are killed in the middle of their work, again and again; every job has exactly one effect (promises 4, 5)."""

from __future__ import annotations

import random
import subprocess
import time
from collections import Counter

import pytest
from django.db import transaction

from tests.jobs.running import script, start
from xingshen.store.models import Job, Message, User
from xingshen.store.running import jobs

JOBS, KILLS = 150, 8


def _start(user: User) -> subprocess.Popen[bytes]:
    return start([script("chaos_worker.py"), str(user.pk)])


def _left() -> int:
    return Job.objects.exclude(state="done").count()


@pytest.mark.django_db(transaction=True)
def test_every_job_has_one_effect_however_often_workers_are_killed() -> None:
    user = User.objects.create_user("chaos@example.cn", name="无")
    with transaction.atomic():
        for number in range(JOBS):
            jobs.enqueue("chaos", f"job {number}")
    dice, kills = random.Random(4), 0
    workers = [_start(user), _start(user)]
    deadline = time.monotonic() + 90
    try:
        while _left() and time.monotonic() < deadline:
            time.sleep(dice.uniform(0.2, 0.6))
            if kills < KILLS and Message.objects.exists():
                victim = workers.pop(0)
                victim.kill()
                victim.wait()
                workers.append(_start(user))
                kills += 1
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    effects = Counter(Message.objects.values_list("subject", flat=True))
    assert kills == KILLS
    assert Counter(Job.objects.values_list("state", flat=True)) == {"done": JOBS}
    assert effects == {f"job {number}": 1 for number in range(JOBS)}
