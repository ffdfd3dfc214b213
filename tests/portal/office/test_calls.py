"""Making, publishing, moving and extending calls."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.portal.conftest import make_unit, make_user, signed_in
from tests.store.scenes.applying import make_call
from xingshen.review.policy import Role
from xingshen.store.models import Call, Event, Extension, Window

pytestmark = pytest.mark.django_db


def filled_in(**changes: str) -> dict[str, str]:
    """A form as the office fills it in."""
    now = timezone.localtime().replace(second=0, microsecond=0)
    data = {
        "title": "2027年度国际科技合作专项",
        "slug": "intl-2027",
        "number_prefix": "2027GH",
        "guide_id": "hebei-intl-2026",
    }
    for at, who in enumerate(("applicant", "unit", "department")):
        data[f"{who}_opens"] = now.strftime("%Y-%m-%dT%H:%M")
        data[f"{who}_closes"] = (now + timedelta(days=10 + at)).strftime("%Y-%m-%dT%H:%M")
    return {**data, **changes}


def test_a_new_call_is_seen_by_nobody_until_it_is_published() -> None:
    client = signed_in(make_user(Role.OFFICE))
    answer = client.post(reverse("office:call_new"), filled_in())
    call = Call.objects.get()
    assert (answer.status_code, call.state) == (302, "draft")
    assert client.get(reverse("public:call", args=[call.slug])).status_code == 404
    client.post(reverse("office:call_publish", args=[call.pk]))
    call.refresh_from_db()
    assert (call.state, call.guide_version, len(call.guide_digest)) == ("published", "1.0.0", 71)
    assert client.get(reverse("public:call", args=[call.slug])).status_code == 200
    assert list(Event.objects.filter(kind__startswith="call.").order_by("seq").values_list("kind", flat=True)) == [
        "call.created",
        "call.published",
    ]


def test_a_window_that_ends_before_the_one_before_it_is_refused_with_the_reason() -> None:
    early = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    answer = signed_in(make_user(Role.OFFICE)).post(reverse("office:call_new"), filled_in(unit_closes=early))
    assert "应不早于上一环节的截止时间" in answer.content.decode()
    assert Call.objects.count() == 0


def test_a_short_name_that_is_taken_is_told_at_its_field() -> None:
    make_call("intl-2027")
    answer = signed_in(make_user(Role.OFFICE)).post(reverse("office:call_new"), filled_in())
    assert "这个网址短名已被使用" in answer.content.decode()


def test_the_guide_of_a_published_call_cannot_be_changed() -> None:
    call = make_call()
    client = signed_in(make_user(Role.OFFICE))
    assert client.post(reverse("office:call_publish", args=[call.pk])).status_code == 403
    page = client.get(reverse("office:call", args=[call.pk])).content.decode()
    assert 'name="guide_id"' not in page


def test_moving_windows_needs_a_reason_and_leaves_an_event() -> None:
    call = make_call()
    client = signed_in(make_user(Role.OFFICE))
    address = reverse("office:call", args=[call.pk])
    assert "reason" in client.post(address, filled_in()).context["form"].errors
    client.post(address, filled_in(reason="系统维护"))
    event = Event.objects.get(kind="call.windows_moved")
    assert (event.reason, sorted(event.after)) == ("系统维护", ["applicant", "department", "unit"])


def test_an_extension_is_shown_on_the_public_page_with_its_reason() -> None:
    call, unit = make_call(), make_unit(name="沧州海晏管道装备有限公司")
    client = signed_in(make_user(Role.OFFICE))
    later = (timezone.localtime() + timedelta(days=30)).strftime("%Y-%m-%dT%H:%M")
    data = {"who": "applicant", "unit": str(unit.pk), "closes_at": later, "reason": "当地断网两天"}
    client.post(reverse("office:call_extend", args=[call.pk]), data)
    assert Extension.objects.get().unit == unit
    assert "当地断网两天" in client.get(reverse("public:call", args=[call.slug])).content.decode()


def test_an_extension_that_is_not_later_is_refused() -> None:
    call, unit = make_call(), make_unit()
    window = Window.objects.get(call=call, who="applicant")
    data = {
        "who": "applicant", "unit": str(unit.pk), "reason": "x",
        "closes_at": timezone.localtime(window.closes_at - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"),
    }  # fmt: skip
    answer = signed_in(make_user(Role.OFFICE)).post(reverse("office:call_extend", args=[call.pk]), data)
    assert "应晚于原截止时间" in answer.content.decode()
    assert Extension.objects.count() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_database_equally_often_for_one_and_for_three(
    number: int, django_assert_num_queries: Any
) -> None:
    for at in range(number):
        make_call(f"call-{at}")
    client = signed_in(make_user(Role.OFFICE))
    client.get(reverse("office:calls"))
    with django_assert_num_queries(7):
        answer = client.get(reverse("office:calls"))
    assert answer.content.decode().count('<tr><th scope="row">') == number
