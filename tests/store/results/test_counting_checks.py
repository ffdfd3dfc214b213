"""Which check of a submission counted, where others made it be checked again and then withdrew."""

from __future__ import annotations

import pytest

from tests.store.scenes.comparing import Batch
from xingshen.review.filing import Withdraw
from xingshen.store.examination import examinations
from xingshen.store.filing import filings
from xingshen.store.models import Check
from xingshen.store.results import counting_checks

pytestmark = pytest.mark.django_db


def test_the_check_that_was_taken_in_last_counts_not_the_one_that_was_made_last() -> None:
    batch = Batch()
    batch.accept()
    other = batch.add(form__category="2", project__title="海洋牧场生态监测浮标网络研制")
    batch.look()
    checks = list(Check.objects.filter(application=batch.draft).order_by("pk").select_related("submission"))
    assert len(checks) == 2
    assert counting_checks.of(checks, examinations.history(batch.draft.pk)) == {1: checks[1]}
    filings.act(other.pk, Withdraw("改报"), batch.applicant)
    batch.look()
    assert counting_checks.of(checks, examinations.history(batch.draft.pk)) == {1: checks[0]}


def test_a_check_that_nobody_took_in_counts_where_there_is_no_other() -> None:
    batch = Batch()
    batch.accept()
    checks = list(Check.objects.filter(application=batch.draft).select_related("submission"))
    assert counting_checks.of(checks, []) == {1: checks[0]}
