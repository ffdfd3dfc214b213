"""What a submission leaves to be done: its check, kept beside it for ever, and its prints."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from django.conf import settings

from tests.store.scenes.filing import Scene
from xingshen.jobs.registry import QUICK, READING
from xingshen.jobs.work import Work
from xingshen.store.filing import submissions
from xingshen.store.results import filing_checks
from xingshen.store.running import jobs

pytestmark = pytest.mark.django_db


def test_what_is_handed_in_is_checked_and_printed() -> None:
    scene = Scene()
    submission = scene.hand_in()
    assert filing_checks.result_of(submission) is None
    assert filing_checks.numbers_of([scene.draft.pk]) == {}
    while (claim := jobs.claim(submissions.WORK)) is not None:
        {**READING, **QUICK}[claim.kind](Work(claim, Event()))
    result = filing_checks.result_of(submission)
    assert result is not None
    assert result.title == "柔性焊接机器人力位协同控制"
    assert filing_checks.numbers_of([scene.draft.pk])[scene.draft.pk].fail > 0
    assert len(list((Path(settings.XS.data_dir) / "prints").rglob("*.pdf"))) >= 2
    assert jobs.dead().count() == 0
