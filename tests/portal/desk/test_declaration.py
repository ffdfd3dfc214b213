"""Officers declare their ties, or that there are none."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.portal.conftest import make_user, signed_in
from xingshen.review.policy import Role
from xingshen.store.models import Event, OfficerProfile, Tie

pytestmark = pytest.mark.django_db
PAGE = "desk:declaration"


def test_nothing_at_all_is_no_declaration() -> None:
    client = signed_in(make_user(Role.REVIEWER))
    answer = client.post(reverse(PAGE), {})
    assert "没有关系也要说明" in answer.content.decode()
    assert OfficerProfile.objects.count() == 0


def test_that_there_is_nothing_is_a_declaration() -> None:
    person = make_user(Role.PANEL)
    signed_in(person).post(reverse(PAGE), {"nothing": "on"})
    profile = OfficerProfile.objects.get(user=person)
    assert (profile.declared_at is not None, profile.ties.count()) == (True, 0)


def test_ties_are_kept_line_by_line_and_not_named_in_the_record() -> None:
    client = signed_in(make_user(Role.REVIEWER))
    sent = {"own_unit": "河北大学\n91130100MA01106879", "related_person": " 冯知衡 \n"}
    client.post(reverse(PAGE), sent)
    kept = sorted(Tie.objects.values_list("kind", "key"))
    assert kept == [("own_unit", "91130100MA01106879"), ("own_unit", "河北大学"), ("related_person", "冯知衡")]
    assert Event.objects.get(kind="officer.declared").after == {"ties": 3}
    assert "河北大学" in client.get(reverse(PAGE)).content.decode()


def test_a_code_with_a_wrong_digit_is_refused_at_its_field() -> None:
    answer = signed_in(make_user(Role.REVIEWER)).post(reverse(PAGE), {"related_unit": "91130100MA01106878"})
    assert list(answer.context["form"].errors) == ["related_unit"]


def test_ties_together_with_the_statement_that_there_are_none_are_refused() -> None:
    answer = signed_in(make_user(Role.REVIEWER)).post(reverse(PAGE), {"own_unit": "河北大学", "nothing": "on"})
    assert list(answer.context["form"].errors) == ["nothing"]
