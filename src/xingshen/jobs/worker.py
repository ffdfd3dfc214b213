"""The worker as a process: ``python -m xingshen.jobs.worker``, started by ``xingshen serve`` or on its own.

Stops in order on SIGTERM and SIGINT, and when the process that started it is gone. Loads Django itself, so that this
module can be imported before; everything else is in ``jobs.lanes``.
"""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from threading import Event, Thread
from types import FrameType

import django


def main() -> int:
    """Work until a signal; the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingshen.portal.settings")
    django.setup()
    stop = Event()

    def ask_to_stop(_: int, __: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask_to_stop)
    Thread(target=_watch_parent, args=(stop, os.getppid()), daemon=True).start()
    run(stop)
    return 0


def run(stop_event: Event) -> None:
    """Work until ``stop_event`` is set. Django has to be loaded."""
    import_module("xingshen.jobs.lanes").run(stop_event)


def _watch_parent(stop: Event, parent: int) -> None:
    """A worker whose parent was killed would go on beside the next one; it stops instead."""
    while not stop.wait(1.0):
        if os.getppid() != parent:
            stop.set()


if __name__ == "__main__":
    sys.exit(main())
