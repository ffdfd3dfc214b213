"""The reviewer's side of a correction: what is offered, a look first, sending; and what came of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.portal.conftest import officer_client
from tests.store.scenes.reviewing import Review, run_checks, with_a_paper
from xingshen.review.examination_table import Stage
from xingshen.store.applying import applications, saving
from xingshen.store.applying.changes import Change
from xingshen.store.examination import corrections
from xingshen.store.examination.corrections import Given
from xingshen.store.models import AwaitedCorrection

pytestmark = pytest.mark.django_db
FUNDING = "R-3.6.a"


@pytest.fixture
def review() -> Review:
    return with_a_paper()


@pytest.fixture
def client(review: Review) -> Client:
    return officer_client(review.reviewer)


def url(review: Review) -> str:
    return f"/desk/{review.draft.pk}/correction/"


def mark_of(review: Review, rule: str = FUNDING) -> str:
    return next(point.finding.fingerprint for point in review.case().points() if point.finding.rule == rule)


def posted(review: Review, do: str, **more: Any) -> dict[str, Any]:
    mark = mark_of(review)
    return {
        "pick": [mark],
        f"cure:{mark}": "请把自筹经费改为实际数额。",
        f"field:{mark}": ["budget.self_funding"],
        "do": do,
        **more,
    }


def test_only_failed_and_open_points_are_offered_each_with_what_it_opens(client: Client, review: Review) -> None:
    page = client.get(url(review))
    offered = {choice.shown.mark for choice in page.context["choices"]}
    points = {point.finding.fingerprint: point for point in review.case().points()}
    assert offered
    assert all(points[mark].fails or points[mark].waits for mark in offered)
    assert not any(points[mark].finding.standing for mark in offered)
    assert 'value="budget.self_funding" checked' in page.content.decode()


def test_the_look_shows_what_the_applicant_will_see_and_changes_nothing(client: Client, review: Review) -> None:
    page = client.post(url(review), posted(review, "preview")).content.decode()
    assert "请补正 1 项" in page
    assert "请把自筹经费改为实际数额。" in page
    assert AwaitedCorrection.objects.count() == 0
    assert review.case().examination.stage is Stage.ASSIGNED


def test_sending_asks_for_exactly_what_was_ticked_and_written(client: Client, review: Review) -> None:
    answer = client.post(url(review), posted(review, "send"))
    assert answer["Location"] == url(review)
    awaited = review.case().examination.waiting_for
    assert awaited is not None
    (item,) = awaited.items
    assert (item.cure, item.opens.fields, item.opens.papers) == (
        "请把自筹经费改为实际数额。", ("budget.self_funding",), (),
    )  # fmt: skip
    assert "等待补正期间" in client.get(url(review)).content.decode()


def test_nothing_is_opened_that_the_point_does_not_touch(client: Client, review: Review) -> None:
    mark = mark_of(review)
    more = {f"field:{mark}": ["budget.self_funding", "leader.name"], f"paper:{mark}": ["审计报告"]}
    client.post(url(review), posted(review, "send", **more))
    assert AwaitedCorrection.objects.get().fields == ["budget.self_funding"]


def test_without_a_point_or_a_cure_nothing_is_sent_and_it_is_said(client: Client, review: Review) -> None:
    nothing = client.post(url(review), posted(review, "send", pick=[]))
    assert nothing.status_code == 409
    assert "请列出需要补正的要点" in nothing.content.decode()
    mark = mark_of(review)
    closed = client.post(url(review), posted(review, "preview", **{f"field:{mark}": []}))
    assert "没有开放任何可以修改的栏目或材料" in closed.content.decode()
    assert AwaitedCorrection.objects.count() == 0


def test_editing_again_keeps_what_was_written(client: Client, review: Review) -> None:
    page = client.post(url(review), posted(review, "edit")).content.decode()
    assert "请把自筹经费改为实际数额。" in page


def test_another_reviewer_sees_nothing(review: Review) -> None:
    other = officer_client(review.second)
    assert other.get(url(review)).status_code == 403


def test_after_the_recheck_the_page_tells_what_came_of_each_point(client: Client, review: Review) -> None:
    client.post(url(review), posted(review, "send"))
    now = applications.get(review.draft.pk)
    saving.save_changes(now.pk, review.applicant, now.version, [Change("budget.self_funding", "150")])
    mark = mark_of(review)
    corrections.hand_in(review.draft.pk, "k", Given({mark: "已改为150万元。"}), review.applicant)
    assert "自动审查还没有完成" in client.get(url(review)).content.decode()
    run_checks()
    page = client.get(url(review))
    told = {each.title: each for each in page.context["follow_up"]}
    assert [each.reply for each in told.values() if each.reply] == ["已改为150万元。"]
    assert {each.state for each in told.values()} <= {"solved", "still_open", "new", "reappeared"}


def test_after_the_last_round_nothing_more_can_be_returned(client: Client, review: Review) -> None:
    review.call.settings = {"review": {"correction_rounds": 0}}
    review.call.save()
    assert "补正已达 0 次的上限" in client.get(url(review)).content.decode()
