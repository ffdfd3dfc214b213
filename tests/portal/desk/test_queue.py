"""The queue: tabs by whose turn it is, filters, search, order, views, export."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests.portal.conftest import give_second_factor, signed_in
from tests.store.scenes.reviewing import Review, judged
from xingshen.kernel.outcome import Outcome
from xingshen.review.examination_commands import Assign, ProposeRefusal
from xingshen.review.policy import Actor
from xingshen.store.models import Event, Examination, SavedView, User

pytestmark = pytest.mark.django_db
QUEUE = "desk:queue"


def client_of(actor: Actor) -> Client:
    """A client in which this officer is signed in."""
    user = User.objects.get(pk=actor.user_id)
    known = Authenticator.objects.filter(user=user).exists()
    return signed_in(user if known else give_second_factor(user))


def numbers(answer: Any) -> dict[str, int]:
    """The number on each tab."""
    return {tab.value: number for tab, _word, number in answer.context["tabs"]}


def titles(answer: Any) -> list[str]:
    """The titles on the page."""
    return [line.row.application.title for line in answer.context["lines"]]


@pytest.fixture
def review() -> Review:
    """Three accepted dossiers: one given to the reviewer, two waiting."""
    made = Review()
    made.accept(checked=False)
    for title in ("低碳水泥联合研发", "海水淡化膜材料"):
        made.accept(made.make_draft(project__title=title, leader__name="何远山"), checked=False)
    made.assign()
    return made


def test_everybody_begins_where_their_work_waits(review: Review) -> None:
    office = client_of(review.office).get(reverse(QUEUE))
    reviewer = client_of(review.reviewer).get(reverse(QUEUE))
    assert (office.context["tab"], numbers(office)) == (
        "assign", {"countersign": 0, "assign": 2, "correction": 0, "all": 3},
    )  # fmt: skip
    assert (reviewer.context["tab"], numbers(reviewer)) == (
        "review", {"review": 1, "countersign": 0, "correction": 0, "all": 1},
    )  # fmt: skip


def test_a_proposed_refusal_waits_for_every_other_officer() -> None:
    review = Review()
    review.accept()
    review.assign()
    review.settle()
    point = next(each for each in review.case().points() if each.settled is Outcome.PASS and not each.for_panel)
    review.act(judged(point, Outcome.FAIL), review.reviewer)
    review.act(ProposeRefusal("不符合要求"), review.reviewer)
    counted = [
        numbers(client_of(each).get(reverse(QUEUE)))["countersign"]
        for each in (review.reviewer, review.second, review.panel[0], review.office)
    ]
    assert counted == [0, 1, 1, 1]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "水泥"}, ["低碳水泥联合研发"]),
        ({"q": "何远山 淡化"}, ["海水淡化膜材料"]),
        ({"q": "砺行"}, ["柔性焊接机器人力位协同控制", "低碳水泥联合研发", "海水淡化膜材料"]),
        ({"q": "没有这样的"}, []),
        ({"stage": "assigned"}, ["柔性焊接机器人力位协同控制"]),
        ({"sort": "newest", "stage": "accepted"}, ["海水淡化膜材料", "低碳水泥联合研发"]),
        ({"reviewer": "0"}, ["低碳水泥联合研发", "海水淡化膜材料"]),
        ({"category": "重点产业", "q": "水泥"}, ["低碳水泥联合研发"]),
        ({"round": "1"}, []),
        ({"overdue": "on"}, []),
        ({"open": "on"}, []),
        ({"stage": "nonsense", "q": "水泥"}, ["低碳水泥联合研发"]),
    ],
)
def test_filters_and_search(review: Review, asked: dict[str, str], found: list[str]) -> None:
    answer = client_of(review.office).get(reverse(QUEUE), {"tab": "all", **asked})
    assert titles(answer) == found


def test_the_department_of_the_unit_is_a_filter(review: Review) -> None:
    client, department = client_of(review.office), review.unit.department_id
    assert len(titles(client.get(reverse(QUEUE), {"tab": "all", "department": department}))) == 3
    Examination.objects.update(waiting=2)
    assert len(titles(client.get(reverse(QUEUE), {"tab": "all", "open": "on", "sort": "points"}))) == 3


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_asks_the_database_equally_often_for_one_and_for_three(
    review: Review, number: int, django_assert_num_queries: Any
) -> None:
    client = client_of(review.office)
    client.get(reverse(QUEUE))
    asked = {"tab": "all"} if number == 3 else {"tab": "all", "q": "水泥"}
    with django_assert_num_queries(17):
        answer = client.get(reverse(QUEUE), asked)
    assert len(titles(answer)) == number


def test_a_view_is_kept_renamed_shown_first_and_removed(review: Review) -> None:
    client = client_of(review.office)
    client.post(reverse("desk:keep_view"), {"name": "水泥", "query": "tab=all&q=水泥&page=3"})
    view = SavedView.objects.get()
    change = reverse("desk:change_view", args=[view.pk])
    client.post(change, {"do": "rename", "name": "建材"})
    client.post(change, {"do": "default"})
    answer = client.get(reverse(QUEUE), follow=True)
    assert (titles(answer), answer.context["views"][0].name) == (["低碳水泥联合研发"], "建材")
    client.post(change, {"do": "remove"})
    assert SavedView.objects.count() == 0


def test_a_second_first_view_takes_the_place_of_the_first(review: Review) -> None:
    client = client_of(review.office)
    for name in ("甲", "乙"):
        client.post(reverse("desk:keep_view"), {"name": name, "query": "tab=all"})
        client.post(reverse("desk:change_view", args=[SavedView.objects.get(name=name).pk]), {"do": "default"})
    assert list(SavedView.objects.filter(is_default=True).values_list("name", flat=True)) == ["乙"]


def test_a_name_that_is_taken_is_not_given_twice(review: Review) -> None:
    client = client_of(review.office)
    for name in ("甲", "乙"):
        client.post(reverse("desk:keep_view"), {"name": name, "query": "tab=all"})
    second = SavedView.objects.get(name="乙")
    answer = client.post(reverse("desk:change_view", args=[second.pk]), {"do": "rename", "name": "甲"}, follow=True)
    assert "您已有一个同名的视图" in answer.content.decode()
    second.refresh_from_db()
    assert second.name == "乙"


def test_an_export_is_recorded_and_has_no_cell_that_a_spreadsheet_would_run(review: Review) -> None:
    review.draft.refresh_from_db()
    review.draft.title = "=cmd|计算"
    review.draft.save()
    client = client_of(review.office)
    text = client.get(reverse("desk:queue_export"), {"format": "csv", "tab": "all"}).content.decode()
    assert ("'=cmd|计算" in text, ",=cmd" in text, text.count("石家庄砺行")) == (True, False, 3)
    book = client.get(reverse("desk:queue_export"), {"chosen": "1", "id": [review.draft.pk]}).content
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        assert "<f>" not in packed.read("xl/worksheets/sheet1.xml").decode()
    recorded = Event.objects.filter(kind="queue.exported").order_by("seq").values_list("after", flat=True)
    assert list(recorded) == [{"rows": 3, "form": "csv"}, {"rows": 1, "form": "xlsx"}]


def test_nobody_exports_what_they_may_not_see(review: Review) -> None:
    other = Examination.objects.exclude(application=review.draft).first()
    assert other is not None
    client = client_of(review.reviewer)
    text = client.get(reverse("desk:queue_export"), {"format": "csv", "id": [other.application_id]}).content.decode()
    assert text.count("\r\n") == 1


def test_what_is_left_is_told_in_working_days_and_a_standing_clock_as_standing(review: Review) -> None:
    assert review.second.user_id is not None
    rest = Examination.objects.exclude(application=review.draft).order_by("pk")
    review.act(Assign(review.second.user_id), review.office, rest[0].application)
    Examination.objects.filter(pk=rest[1].pk).update(stage="in_correction", due_at=None)
    lines = client_of(review.office).get(reverse(QUEUE), {"tab": "all"}).context["lines"]
    assert [line.remaining() for line in lines] == ["剩 20 个工作日", "剩 20 个工作日", "停（待补正）"]
