"""Live numbers of a call: what stands where, by category, department, unit and day, and the work of reviewers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.store.scenes.reviewing import Review
from xingshen.store.figures import statistics
from xingshen.store.figures.statistics import Day, Group, Work
from xingshen.store.models import Examination

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    made = Review()
    made.accept(checked=False)
    made.make_draft(form__category="2")
    made.assign()
    return made


def test_applications_are_counted_by_stage(review: Review) -> None:
    assert statistics.by_filing_stage(review.call.pk) == {"accepted": 1, "draft": 1}
    assert statistics.by_examination_stage(review.call.pk) == {"assigned": 1}


def test_applications_are_counted_by_category_department_and_unit(review: Review) -> None:
    first, second = statistics.by_category(review.call.pk)
    assert {(first.begun, first.handed_in), (second.begun, second.handed_in)} == {(1, 1), (1, 0)}
    assert statistics.by_department(review.call.pk) == [Group("石家庄市科学技术局", 2, 1, 1, 1, 0, 0)]
    assert statistics.by_unit(review.call.pk) == [Group(review.unit.name, 2, 1, 1, 1, 0, 0)]


def test_days_are_those_of_shanghai_without_gaps(review: Review) -> None:
    assert statistics.days(review.call.pk) == [Day(timezone.localdate(), 1, 1, 0)]
    Examination.objects.update(concluded_at=timezone.now() + timedelta(days=2))
    assert [(day.submissions, day.concluded) for day in statistics.days(review.call.pk)] == [(1, 0), (0, 0), (0, 1)]


def test_work_is_told_by_reviewer(review: Review) -> None:
    reviewer = review.reviewer.user_id or 0
    assert statistics.workload(review.call.pk) == [Work(reviewer, "沈细行", 1, 0, 0, 0, 0, None)]
    now = timezone.now()
    Examination.objects.update(conclusion="pass", accepted_at=now - timedelta(days=3), concluded_at=now)
    (work,) = statistics.workload(review.call.pk, now + timedelta(days=90))
    assert (work.concluded, work.overdue, work.days) == (1, 1, 3.0)


def test_a_call_without_applications_has_no_numbers() -> None:
    assert (statistics.days(0), statistics.workload(0), statistics.by_category(0)) == ([], [], [])
