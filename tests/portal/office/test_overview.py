"""The office's numbers and list of one call."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.portal.conftest import make_user, signed_in
from tests.store.scenes.applying import actor_for, make_application, make_call, make_person, make_unit
from xingshen.review.policy import Role
from xingshen.store.models import Application

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [1, 3])
def test_the_overview_asks_the_database_equally_often_for_one_and_for_three(
    number: int, django_assert_num_queries: Any
) -> None:
    call, actor = make_call(), actor_for(make_person(make_unit()))
    for at in range(number):
        make_application(call, actor, project__title=f"项目{at}", form__category="一带一路")
    client = signed_in(make_user(Role.OFFICE))
    client.get(reverse("office:overview"))
    with django_assert_num_queries(11):
        answer = client.get(reverse("office:overview"))
    assert (answer.context["total"], len(answer.context["page"])) == (number, number)
    assert answer.context["categories"] == [("一带一路", number)]


def test_applications_are_found_by_title_stage_and_category() -> None:
    call, actor = make_call(), actor_for(make_person(make_unit()))
    make_application(call, actor, project__title="阀门联合研发", form__category="重点产业")
    make_application(call, actor, project__title="草地碳汇", form__category="一带一路")
    client = signed_in(make_user(Role.REVIEWER))

    def titles(**wanted: str) -> list[str]:
        page = client.get(reverse("office:overview"), wanted).context["page"]
        return sorted(row.title for row in page)

    assert titles(text="阀门") == ["阀门联合研发"]
    assert titles(category="一带一路") == ["草地碳汇"]
    assert titles(stage="accepted") == []


def test_a_stage_has_its_mark_and_what_is_accepted_can_be_opened() -> None:
    call, actor = make_call(), actor_for(make_person(make_unit()))
    draft = make_application(call, actor, project__title="草地碳汇")
    accepted = make_application(call, actor, project__title="阀门联合研发")
    Application.objects.filter(pk=accepted.pk).update(stage="accepted")
    client = signed_in(make_user(Role.OFFICE))
    page = client.get(reverse("office:overview")).content.decode()
    assert '<span class="state active">填写中</span>' in page
    assert '<span class="state done">已受理</span>' in page
    url = reverse("filing:timeline", args=[accepted.pk])
    assert f'<a href="{url}">阀门联合研发</a>' in page
    assert client.get(url).status_code == 200
    assert reverse("filing:timeline", args=[draft.pk]) not in page


def test_without_a_call_the_page_says_what_will_be_here() -> None:
    page = signed_in(make_user(Role.OFFICE)).get(reverse("office:overview")).content.decode()
    assert "还没有批次" in page
