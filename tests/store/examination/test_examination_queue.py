"""The queue as the store gives it: who sees which rows, numbers by part, pages and order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.store.scenes.reviewing import Review
from xingshen.review.policy import NOBODY
from xingshen.store.examination import examination_lists, examination_queue
from xingshen.store.examination.examination_lists import Tab
from xingshen.store.examination.examination_queue import Listed, Order, Wanted
from xingshen.store.models import Application, Examination, PanelSeat

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    """Three dossiers before the office."""
    made = Review()
    made.accept(checked=False)
    for at in (1, 2):
        made.accept(made.make_draft(project__title=f"项目{at}"), checked=False)
    return made


def test_a_panellist_who_also_reviews_sees_a_row_once(review: Review) -> None:
    review.assign()
    row = Examination.objects.get(application=review.draft)
    for user in (review.reviewer.user_id, review.panel[0].user_id):
        assert user is not None
        PanelSeat.objects.create(examination=row, user_id=user, opinions_left=1)
    assert [each.pk for each in examination_lists.visible_to(review.reviewer)] == [row.pk]
    seen = Listed(Wanted(tab=Tab.PANEL), review.panel[0])
    assert (len(seen), [each.pk for each in seen[0:25]], seen[0].pk) == (1, [row.pk], row.pk)


def test_nobody_sees_nothing(review: Review) -> None:
    assert list(examination_lists.visible_to(NOBODY)) == []


def test_members_of_the_team_are_found(review: Review) -> None:
    application = Application.objects.get(pk=review.draft.pk)
    application.answers = {**application.answers, "team": [{"name": "贺兰青", "unit": "河北大学"}]}
    application.save()
    review.assign()
    assert len(Listed(Wanted(text="贺兰青"), review.office)) == 1


def test_what_is_due_first_comes_first_and_what_stands_comes_last(review: Review) -> None:
    now, rows = timezone.now(), list(Examination.objects.order_by("pk"))
    for row, due in zip(rows, (None, now + timedelta(days=2), now - timedelta(days=1)), strict=True):
        Examination.objects.filter(pk=row.pk).update(due_at=due)
    listed = Listed(Wanted(order=Order.DEADLINE), review.office, now)
    assert [row.pk for row in listed[0:25]] == [rows[2].pk, rows[1].pk, rows[0].pk]
    assert [row.pk for row in listed[1:2]] == [rows[1].pk]
    assert len(Listed(Wanted(overdue=True), review.office, now)) == 1


def test_chosen_dossiers_are_only_those_that_one_may_see(review: Review) -> None:
    review.assign()
    ids = list(Application.objects.values_list("pk", flat=True))
    assert len(examination_queue.chosen(ids, review.office)) == 3
    assert [row.application_id for row in examination_queue.chosen(ids, review.reviewer)] == [review.draft.pk]
