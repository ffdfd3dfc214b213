"""A section of the form as it is shown and saved without scripts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.portal.applicant.conftest import Desk, signed_in
from tests.store.scenes.applying import actor_for, make_person, make_unit
from xingshen.store.applying import applications
from xingshen.store.applying.changes import Change
from xingshen.store.applying.saving import save_changes
from xingshen.store.models import Window


def post(desk: Desk, section: str, client: Client | None = None, **fields: Any) -> Any:
    """Post a section; ``__`` for the dot."""
    data = {"base": desk.now().version, **{key.replace("__", "."): value for key, value in fields.items()}}
    return (client or desk.client).post(desk.url(f"form/{section}/"), data)


def change(desk: Desk, **fields: Any) -> int:
    """What somebody else saves meanwhile; the version before."""
    base = desk.now().version
    other = make_person(desk.unit, f"other{base}@example.cn", "邢亦舟")
    changes = [Change(key.replace("__", "."), value) for key, value in fields.items()]
    save_changes(desk.draft.pk, actor_for(other), base, changes)
    return base


def test_a_section_shows_its_fields_with_hints_clauses_and_what_is_written(desk: Desk) -> None:
    page = desk.client.get(desk.url("form/basics/")).content.decode()
    assert 'name="project.title"' in page
    assert 'value="柔性焊接机器人"' in page
    assert "与合作协议、签章页上的项目名称一致" in page
    assert f'href="/calls/{desk.call.slug}/guide/#c-5.2.a"' in page
    assert '<a class="step" href="' + desk.url("form/applicant/") in page


def test_fields_that_do_not_concern_the_category_are_hidden(desk: Desk) -> None:
    save_changes(desk.draft.pk, desk.actor, 1, [Change("form.category", "港澳台")])
    response = desk.client.get(desk.url("form/basics/"))
    hidden = {field.path: field.hidden for group in response.context["groups"] for field in group.fields}
    assert (hidden["form.subtype"], hidden["form.base.name"], hidden["form.field"]) == (True, True, False)


def test_saving_leads_to_the_next_section_and_from_the_last_to_the_review(desk: Desk) -> None:
    answer = post(desk, "basics", project__title="新名称", form__category="重点产业")
    assert answer.url == desk.url("form/applicant/")
    assert desk.tree()["project"]["title"] == "新名称"
    assert post(desk, "declarations").url in (desk.url("form/attachments/"), desk.url("papers/"))
    assert post(desk, "attachments").url == desk.url("review/")


def test_saving_only_stays_on_the_page(desk: Desk) -> None:
    assert post(desk, "basics", do="stay").url == desk.url("form/basics/")


def test_lists_of_options_and_lines_are_saved_as_lists(desk: Desk) -> None:
    data = {"base": 1, "form.activity_type": ["联合攻关", "平台建设"], "form.activity_type+": "联合考察\n\n"}
    desk.client.post(desk.url("form/basics/"), data)
    post(desk, "applicant", applicant__former_names="旧名一\n旧名二")
    assert desk.tree()["form"]["activity_type"] == ["联合攻关", "平台建设", "联合考察"]
    assert desk.tree()["applicant"]["former_names"] == ["旧名一", "旧名二"]


def test_a_form_that_was_open_for_long_puts_no_old_value_back(desk: Desk) -> None:
    base = change(desk, project__title="邢的名称")
    data = {"base": base, "project.title": "柔性焊接机器人", "project.start": "2026-07-01", "do": "stay"}
    assert desk.client.post(desk.url("form/basics/"), data).status_code == 302
    assert desk.tree()["project"] == {"title": "邢的名称", "start": "2026-07-01"}


def test_a_conflict_shows_both_values_and_is_stored_only_when_saved_again(desk: Desk) -> None:
    base = change(desk, project__title="邢的名称")
    data = {"base": base, "project.title": "冯的名称", "project.end": "2028-06-30"}
    answer = desk.client.post(desk.url("form/basics/"), data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<q>邢的名称</q>" in page
    assert 'value="冯的名称"' in page
    assert desk.tree()["project"] == {"title": "邢的名称", "end": "2028-06-30"}
    post(desk, "basics", project__title="冯的名称", project__end="2028-06-30")
    assert desk.tree()["project"]["title"] == "冯的名称"


def test_in_a_conflict_the_value_of_the_other_can_be_taken(desk: Desk) -> None:
    change(desk, project__title="邢的名称")
    post(desk, "basics", project__title="冯的名称", take="project.title")
    assert desk.tree()["project"]["title"] == "邢的名称"


def test_rows_are_added_filled_moved_and_removed_with_buttons(desk: Desk) -> None:
    for _ in range(2):
        post(desk, "people", do="add:team")
    first, second = (row["_id"] for row in desk.now().answers["team"])
    data = {
        "base": desk.now().version, "team[]": [first, second, "__row__"], f"team[{first}].name": "甲",
        f"team[{second}].name": "乙", f"team[{second}].id": "130102198104126876", "do": f"up:team[{second}]",
    }  # fmt: skip
    answer = desk.client.post(desk.url("form/people/"), data)
    assert answer.url == f"{desk.url('form/people/')}#f-team:{second}"
    assert desk.tree()["team"] == [{"name": "乙", "id": "130102198104126876"}, {"name": "甲"}]
    post(desk, "people", **{"team[]": [second, first], f"team[{second}].name": "乙", f"team[{first}].name": "甲",
         f"team[{second}].id": "130102198104126876", "do": f"remove:team[{first}]"})  # fmt: skip
    assert [row["name"] for row in desk.tree()["team"]] == ["乙"]


def test_pasted_rows_are_shown_before_they_are_added(desk: Desk) -> None:
    text = "姓名\t出生日期\n甲\t1988-09-03\n乙\t19xx"
    answer = post(desk, "people", **{"paste:team": text, "do": "paste:team"})
    page = answer.content.decode()
    assert "填入这 2 行" in page
    assert "team" not in desk.tree()
    desk.client.post(
        desk.url("form/people/paste/"), {"field": "team", "text": text, "column": ["name", "birth"], "confirm": "1"}
    )
    assert desk.tree()["team"] == [{"name": "甲", "birth": "1988-09-03"}, {"name": "乙", "birth": "19xx"}]


def test_after_the_window_closed_one_can_still_save_and_is_told(desk: Desk) -> None:
    opens_at = desk.call.windows.get(who="applicant").opens_at
    Window.objects.filter(call=desk.call).update(closes_at=opens_at + timedelta(hours=1))
    page = desk.client.get(desk.url("form/basics/")).content.decode()
    assert "申报窗口已经关闭，不能再提交。" in page
    assert "您填写的内容都还在" in page
    post(desk, "basics", project__title="留作底稿")
    assert desk.tree()["project"]["title"] == "留作底稿"


def test_who_may_only_read_is_shown_the_page_to_read(desk: Desk) -> None:
    reader = make_person(desk.unit, "reader@example.cn", "梁若溪")
    applications.invite(desk.draft, reader, "read", desk.actor)
    client = signed_in(reader)
    assert client.get(desk.url("form/basics/")).url == desk.url("show/")
    assert client.post(desk.url("form/basics/"), {"base": 1, "project.title": "x"}).status_code == 403
    assert "您可以查看这份申报，但没有编辑权限" in client.get(desk.url("show/")).content.decode()


def test_people_of_other_units_are_refused(desk: Desk) -> None:
    stranger = make_person(make_unit("别的单位", "91130100MA0F7K2T5X"), "x@example.cn", "别人")
    assert signed_in(stranger).get(desk.url("form/basics/")).status_code == 403


def test_an_unknown_section_is_not_found(desk: Desk) -> None:
    assert desk.client.get(desk.url("form/nonsense/")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_of_a_section_do_not_grow_with_its_rows(
    desk: Desk, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [Change(f"team[a{at}]", {"name": f"成员{at}", "id": "130102198104126876"}) for at in range(count)]
    save_changes(desk.draft.pk, desk.actor, 1, rows)
    desk.client.get(desk.url("form/people/"))
    with django_assert_num_queries(QUERIES):
        desk.client.get(desk.url("form/people/"))


QUERIES = 9


def test_in_english_fields_have_english_names_and_options_keep_their_word(desk: Desk) -> None:
    desk.client.cookies["xs_language"] = "en"
    page = desk.client.get(desk.url("form/basics/")).content.decode()
    assert "Project title" in page
    assert 'value="重点产业"' in page
