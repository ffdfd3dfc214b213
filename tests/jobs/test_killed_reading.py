"""The worker dies or is stopped while it reads a paper; the paper is read all the same, once."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from tests.jobs.running import script, start
from tests.store.scenes.applying import actor_for, make_application, make_call, make_person, make_unit
from xingshen.store.applying import papers
from xingshen.store.applying.papers import Place
from xingshen.store.models import Check, Job, Paper
from xingshen.store.record import files

pytestmark = pytest.mark.django_db(transaction=True)
SCAN = Path(__file__).parents[2] / "examples" / "dossiers" / "merged-scan"


@pytest.fixture
def paper() -> Paper:
    shutil.rmtree(settings.XS.data_dir / "read", ignore_errors=True)
    actor = actor_for(make_person(make_unit()))
    application = make_application(make_call(), actor)
    scan = max(SCAN.glob("*.pdf"), key=lambda path: path.stat().st_size)
    return papers.add(files.put_path(scan), scan.name, Place(application.pk), actor).paper


def wait(until: Callable[[], bool], seconds: float = 120) -> bool:
    """Whether it became so in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if until():
            return True
        time.sleep(0.05)
    return False


@contextmanager
def worker() -> Iterator[subprocess.Popen[bytes]]:
    """A worker that is gone afterwards."""
    process = start([script("reading_worker.py")])
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def is_being_read(paper: Paper) -> bool:
    row = Paper.objects.get(pk=paper.pk)
    return row.state == "reading" and row.pages > 0 and row.pages_done > 0


def test_a_worker_that_is_killed_loses_no_paper(paper: Paper) -> None:
    with worker() as first:
        assert wait(lambda: is_being_read(paper))
        first.kill()
        first.wait()
    assert Job.objects.get(kind="read_paper").state == "running"
    with worker():
        assert wait(lambda: not Job.objects.exclude(state="done").exists())
    paper.refresh_from_db()
    assert (paper.state in ("read", "partly"), paper.pages_done) == (True, paper.pages)
    assert Job.objects.get(kind="read_paper").attempts == 2
    assert Check.objects.filter(application_id=paper.application_id).count() == 1


def test_a_worker_that_is_stopped_gives_its_paper_back_at_once(paper: Paper) -> None:
    process = start(["-m", "xingshen.jobs.worker"])
    assert wait(lambda: is_being_read(paper))
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=40) == 0
    job = Job.objects.get(kind="read_paper")
    assert (job.state, job.attempts) == ("ready", 0)
