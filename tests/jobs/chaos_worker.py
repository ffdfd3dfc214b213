"""A worker for the chaos test, run as a process of its own and killed: each job takes a moment and has one effect."""

from __future__ import annotations

import os
import sys
import time
from datetime import timedelta
from threading import Event

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "xingshen.portal.settings"
django.setup()

from xingshen.jobs.loop import Lane, Loop  # noqa: E402
from xingshen.jobs.work import Work  # noqa: E402
from xingshen.store.messages import inbox  # noqa: E402
from xingshen.store.running import jobs  # noqa: E402

jobs.LEASE = timedelta(seconds=2)
USER = int(sys.argv[1])


def act(work: Work) -> None:
    """The effect: one message, written with the end of the job."""
    time.sleep(0.02)
    with work.finishing():
        inbox.send([USER], work.claim.subject)
        time.sleep(0.01)


lanes = [Lane(f"lane-{number}", {"chaos": act}) for number in range(2)]
Loop(lanes, Event(), chores=[jobs.sweep], chores_every=0.3, heartbeat=0.5).run()
