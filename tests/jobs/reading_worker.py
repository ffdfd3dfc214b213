"""The portal's own worker with short leases, run as a process of its own and killed in the middle of a paper."""

from __future__ import annotations

import os
from datetime import timedelta
from threading import Event

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "xingshen.portal.settings"
django.setup()

from xingshen.jobs.lanes import loop_for  # noqa: E402
from xingshen.store.running import jobs  # noqa: E402

jobs.LEASE = timedelta(seconds=2)
loop = loop_for(Event())
loop.chores_every, loop.heartbeat = 0.5, 0.5
loop.run()
