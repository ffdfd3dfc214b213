"""What the form's script is answered: saved, in conflict, refused, and the self-check after each save."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.portal.applicant.conftest import Desk, signed_in
from tests.store.scenes.applying import actor_for, make_person
from xingshen.store.applying.changes import Change
from xingshen.store.applying.saving import save_changes
from xingshen.store.models import Revision


def save(desk: Desk, base: int, *changes: dict[str, Any], client: Client | None = None) -> Any:
    body = json.dumps({"base": base, "changes": changes})
    return (client or desk.client).post(desk.url("save/"), body, content_type="application/json")


def check(desk: Desk, section: str = "basics") -> dict[str, Any]:
    return dict(desk.client.get(desk.url(f"check/?section={section}")).json())


def test_a_save_answers_version_and_time_of_the_committed_row(desk: Desk) -> None:
    answer = save(desk, 1, {"path": "project.start", "value": "2026-07-01"}).json()
    assert (answer["version"], answer["stored"], answer["conflicts"]) == (2, ["project.start"], [])
    assert len(answer["time"]) == len("23:41:07")
    assert desk.tree()["project"]["start"] == "2026-07-01"


def test_a_conflict_answers_both_values_and_who(desk: Desk) -> None:
    other = actor_for(make_person(desk.unit, "xing@example.cn", "邢亦舟"))
    save_changes(desk.draft.pk, other, 1, [Change("project.title", "邢的名称"), Change("project.end", "2028-06-30")])
    answer = save(desk, 1, {"path": "project.title", "value": "冯的名称"}).json()
    conflict = answer["conflicts"][0]
    assert (conflict["yours"], conflict["theirs"], conflict["by"]) == ("冯的名称", "邢的名称", "邢亦舟")
    assert [(each["path"], each["value"]) for each in answer["fresh"]] == [("project.end", "2028-06-30")]


def test_after_the_choice_the_value_is_stored(desk: Desk) -> None:
    other = actor_for(make_person(desk.unit, "xing@example.cn", "邢亦舟"))
    save_changes(desk.draft.pk, other, 1, [Change("project.title", "邢的名称")])
    save(desk, 2, {"path": "project.title", "value": "冯的名称", "base": 2})
    assert desk.tree()["project"]["title"] == "冯的名称"


@pytest.mark.parametrize("body", ["", "[]", '{"base": "x", "changes": []}', '{"base": 1, "changes": [1]}'])
def test_what_cannot_be_understood_is_refused_and_changes_nothing(desk: Desk, body: str) -> None:
    assert desk.client.post(desk.url("save/"), body, content_type="application/json").status_code == 400
    assert Revision.objects.filter(application=desk.draft).count() == 1


def test_who_is_signed_out_is_sent_to_sign_in_and_nothing_is_stored(desk: Desk) -> None:
    answer = save(desk, 1, {"path": "project.title", "value": "x"}, client=Client())
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/")


def test_a_stranger_is_refused(desk: Desk) -> None:
    colleague = make_person(desk.unit, "liang@example.cn", "梁若溪")
    assert save(desk, 1, {"path": "project.title", "value": "x"}, client=signed_in(colleague)).status_code == 403


def test_the_self_check_follows_what_is_saved(desk: Desk) -> None:
    save(desk, 1, {"path": "project.start", "value": "2026-02-30"})
    found = check(desk)
    assert "2026-02-30" in found["remarks"]["project.start"]
    assert "f-project.start" in found["body"]
    save(desk, 2, {"path": "project.start", "value": "2026-07-01"})
    assert "project.start" not in check(desk)["remarks"]


def test_conditions_follow_what_is_saved(desk: Desk) -> None:
    save(desk, 1, {"path": "form.category", "value": "港澳台"})
    assert "form.subtype" in check(desk)["hidden"]
    save(desk, 2, {"path": "form.category", "value": "一带一路"})
    found = check(desk)
    assert "form.subtype" not in found["hidden"]
    assert "form.subtype" in found["required"]


def test_remarks_stand_at_the_row_they_are_about_whatever_rows_are_empty(desk: Desk) -> None:
    save(desk, 1, {"path": "team[aa]", "value": {}}, {"path": "team[bb]", "value": {"name": "甲", "birth": "19xx"}})
    remarks = check(desk, "people")["remarks"]
    assert [path for path in remarks if path.startswith("team[")] == ["team[bb].birth"]


def test_amounts_in_yuan_are_noticed(desk: Desk) -> None:
    changes = {"form.category": "一带一路", "budget.requested_grant": "500000", "applicant.type": "企业"}
    save(desk, 1, *({"path": path, "value": value} for path, value in changes.items()))
    assert "如果填的是元，应为 50" in check(desk, "budget")["remarks"]["budget.requested_grant"]


def test_sums_come_back_with_the_save(desk: Desk) -> None:
    answer = save(desk, 1, {"path": "budget.equipment", "value": "18.5"}, {"path": "budget.labour", "value": "1.5"})
    assert [(each["path"], each["value"]) for each in answer.json()["fresh"]] == [("budget.total_spending", "20")]


@pytest.mark.parametrize("count", [1, 3])
def test_saving_takes_the_same_queries_however_much_is_saved(
    desk: Desk, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    paths = ("project.start", "project.end", "project.abstract")[:count]
    with django_assert_num_queries(16):
        save(desk, 1, *({"path": path, "value": "2026-07-01"} for path in paths))
