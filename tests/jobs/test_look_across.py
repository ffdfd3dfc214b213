"""The worker's loop compares dossiers and checks again by itself."""

from __future__ import annotations

from threading import Event

import pytest

from tests.store.scenes.comparing import Batch
from xingshen.jobs.lanes import loop_for
from xingshen.kernel.outcome import Outcome
from xingshen.store.across import likeness_search, likenesses
from xingshen.store.models import Job, Trace

pytestmark = pytest.mark.django_db
OTHER = {"project__title": "海洋牧场生态监测浮标网络研制", "leader__name": "水明月", "leader__id": "130102198203154521"}


def test_from_acceptance_to_the_point_on_the_desk_without_anybody() -> None:
    batch = Batch()
    batch.accept()
    batch.add(form__category="2", **OTHER)
    assert likenesses.enqueue_due() == 1
    assert likenesses.enqueue_due() == 0
    assert loop_for(Event()).run_once() > 3
    assert batch.point_on("3.5", batch.draft).finding.outcome is Outcome.HUMAN
    assert not Job.objects.exclude(state=Job.State.DONE).exists()


def test_a_look_takes_some_at_a_time_and_goes_on_until_all_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness_search, "MOST_AT_ONCE", 1)
    batch = Batch()
    batch.accept()
    batch.add(form__category="2", **OTHER)
    likenesses.enqueue_due()
    loop_for(Event()).run_once()
    assert Job.objects.filter(kind=likenesses.LOOK_ACROSS).count() == 2
    assert not Trace.objects.filter(looked_at=None).exists()
