"""A worker that does everything in the ledger and returns, for tests."""

from __future__ import annotations

from threading import Event

from xingshen.jobs.lanes import loop_for
from xingshen.jobs.reading import close_reader


def work_off() -> int:
    """Do every job that is ready, and those that they put in; how many."""
    try:
        return loop_for(Event()).run_once()
    finally:
        close_reader()
