"""The other pages of applications: list, beginning, reading, reviewing, points, people, import and export."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.portal.applicant.conftest import Desk, signed_in
from tests.store.scenes.applying import make_application, make_call, make_person, make_unit
from xingshen.review.policy import Role
from xingshen.store.applying import applications
from xingshen.store.applying.changes import Change
from xingshen.store.applying.saving import save_changes
from xingshen.store.messages import inbox
from xingshen.store.models import Application, Event, User, Window

EXAMPLE = Path(__file__).parents[3] / "examples" / "dossiers" / "agreement-one-day-short"


def example_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for path in sorted(EXAMPLE.iterdir()):
            packed.write(path, path.name)
    return out.getvalue()


# --- list ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_whatever_its_length(
    desk: Desk, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count - 1):
        make_application(desk.call, desk.actor, project__title="另一份")
    desk.client.get("/apply/")
    with django_assert_num_queries(14):
        page = desk.client.get("/apply/").content.decode()
    assert page.count('<th scope="row">') == count


def test_the_list_tells_stage_deadline_and_open_points(desk: Desk) -> None:
    page = desk.client.get("/apply/").content.decode()
    assert "柔性焊接机器人" in page
    assert "填写中" in page
    assert "剩 9 天" in page
    assert "未填" in page


def test_a_deadline_and_what_is_left_are_one_piece_of_their_cell(desk: Desk) -> None:
    page = desk.client.get("/apply/").content.decode()
    cell = page.partition('<td data-label="截止">')[2].partition("</td>")[0]
    assert (cell[:5], cell[-6:]) == ("<div>", "</div>")


def test_an_empty_list_says_what_will_be_here(desk: Desk) -> None:
    newcomer = make_person(desk.unit, "new@example.cn", "新人")
    assert "草稿和已提交的申报都会列在这里" in signed_in(newcomer).get("/apply/").content.decode()


def test_somebody_without_a_unit_is_told_what_to_wait_for(desk: Desk) -> None:
    unit = make_unit("待审单位", "91130100MA0F7K2T5X")
    person = make_person(unit, "wait@example.cn", "等待")
    person.memberships.update(unit=None)
    assert "您的账号还没有所属单位" in signed_in(person).get("/apply/").content.decode()


def test_a_draft_is_removed_after_a_question_and_comes_back(desk: Desk) -> None:
    assert "删除“柔性焊接机器人”？" in desk.client.get(desk.url("delete/")).content.decode()
    desk.client.post(desk.url("delete/"))
    page = desk.client.get("/apply/").content.decode()
    assert "最近删除的草稿" in page
    assert desk.client.get(desk.url("form/basics/")).status_code == 403
    desk.client.post(desk.url("restore/"))
    assert desk.now().deleted_at is None


# --- beginning -------------------------------------------------------------------------------------------------------


def test_one_begins_in_an_open_call_and_lands_in_the_first_section(desk: Desk) -> None:
    answer = desk.client.post("/apply/new/", {"call": desk.call.pk})
    newest = Application.objects.latest("pk")
    assert answer.url == f"/apply/{newest.pk}/form/basics/"
    assert applications.tree(newest)["applicant"]["uscc"] == desk.unit.uscc


def test_one_cannot_begin_where_the_window_is_closed(desk: Desk) -> None:
    closed = make_call("over", opens=-9, closes=-1)
    assert desk.client.post("/apply/new/", {"call": closed.pk}).status_code == 403
    assert f'name="call" value="{closed.pk}"' not in desk.client.get("/apply/new/").content.decode()


def test_an_earlier_application_is_copied_and_told_what_was_not(desk: Desk) -> None:
    changes = {"project.start": "2025-07-01", "form.declaration.no_secret": "是", "leader.id": "130102198104126876"}
    save_changes(desk.draft.pk, desk.actor, 1, [Change(path, value) for path, value in changes.items()])
    next_year = make_call("intl-2027")
    page = desk.client.post(
        "/apply/new/", {"call": next_year.pk, "source": desk.draft.pk}, follow=True
    ).content.decode()
    copied = applications.tree(Application.objects.latest("pk"))
    assert copied["project"] == {"title": "柔性焊接机器人"}
    assert copied["leader"] == {"id": "130102198104126876"}
    assert "declaration" not in copied.get("form", {})
    assert "附件没有复制" in page
    assert "非涉密声明" in page


def test_a_foreign_application_cannot_be_copied(desk: Desk) -> None:
    stranger = make_person(make_unit("别的单位", "91130100MA0F7K2T5X"), "x@example.cn", "别人")
    answer = signed_in(stranger).post("/apply/new/", {"call": desk.call.pk, "source": desk.draft.pk})
    assert answer.status_code == 403


def test_the_front_door_leads_to_the_first_section_that_needs_work(desk: Desk) -> None:
    assert desk.client.get(desk.url()).url == desk.url("form/basics/")


# --- the adviser -----------------------------------------------------------------------------------------------------


def test_the_adviser_answers_by_the_guides_rules_with_clauses(desk: Desk) -> None:
    query = {
        "applicant.type": "企业", "applicant.uscc": desk.unit.uscc, "applicant.registered_place": "河北省石家庄市",
        "partner.country": "中国香港", "partner.type": "高校", "form.activity_type": "联合研发", "form.field": "新材料",
    }  # fmt: skip
    response = Client().get(f"/apply/which/{desk.call.slug}/", query)
    found = {each.name: each for each in response.context["advice"]}
    assert found["港澳台科技合作项目"].outcome == "pass"
    assert found["“一带一路”共建国家及重点国别创新合作项目"].outcome == "fail"
    assert f"/calls/{desk.call.slug}/guide/#c-" in response.content.decode()


def test_the_adviser_begins_with_what_the_registration_says_and_no_result(desk: Desk) -> None:
    response = desk.client.get(f"/apply/which/{desk.call.slug}/")
    assert response.context["advice"] == []
    assert desk.unit.uscc in response.content.decode()


# --- reading and reviewing -------------------------------------------------------------------------------------------


def test_the_page_to_read_masks_private_values_and_shows_the_history(desk: Desk) -> None:
    save_changes(
        desk.draft.pk, desk.actor, 1, [Change("leader.id", "130102198104126876"), Change("project.title", "新")]
    )
    page = desk.client.get(desk.url("show/")).content.decode()
    assert "130102198104126876" not in page
    assert "130*" in page
    assert "<q>柔性焊接机器人</q> → <q>新</q>" in page
    assert "（已修改，不显示内容）" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_to_read_takes_the_same_queries_whatever_was_saved(
    desk: Desk, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for at in range(count):
        save_changes(desk.draft.pk, desk.actor, at + 1, [Change("project.title", f"名称{at}")])
    desk.client.get(desk.url("show/"))
    with django_assert_num_queries(12):
        desk.client.get(desk.url("show/"))


def test_a_saved_change_is_taken_back_from_the_history(desk: Desk) -> None:
    save_changes(desk.draft.pk, desk.actor, 1, [Change("project.title", "误改")])
    desk.client.post(desk.url("undo/"), {"version": 2})
    assert desk.tree()["project"]["title"] == "柔性焊接机器人"
    page = desk.client.post(desk.url("undo/"), {"version": 99}, follow=True).content.decode()
    assert "没有找到这次修改，什么也没有改变。" in page


def test_saves_of_one_sitting_are_one_line_and_are_taken_back_together(desk: Desk) -> None:
    for at, title in enumerate(("误", "误改"), start=1):
        save_changes(desk.draft.pk, desk.actor, at, [Change("project.title", title)])
    page = desk.client.get(desk.url("show/")).content.decode()
    assert page.count("<q>柔性焊接机器人</q> → <q>误改</q>") == 1
    assert "<q>误</q>" not in page
    page = desk.client.post(desk.url("undo/"), {"version": 3, "first": 2}, follow=True).content.decode()
    assert desk.tree()["project"]["title"] == "柔性焊接机器人"
    assert "已撤销 1 处" in page
    assert "改过又改了回来，内容没有变化" in page


def test_the_history_tells_options_by_their_names_and_amounts_with_their_unit(desk: Desk) -> None:
    save_changes(desk.draft.pk, desk.actor, 1, [Change("form.category", "1"), Change("budget.requested_grant", "100")])
    page = desk.client.get(desk.url("show/")).content.decode()
    assert "<b>类别</b> <q>重点产业</q>" in page
    assert "<b>申请财政资金</b> <q>100 万元</q>" in page


def test_the_review_names_what_stops_a_submission_with_a_link(desk: Desk) -> None:
    page = desk.client.get(desk.url("review/")).content.decode()
    assert "请选择申报类别" in page
    assert f"{desk.url('form/basics/')}#f-form.category" in page
    assert 'name="key"' not in page


def test_where_nothing_stops_it_the_review_offers_to_submit(desk: Desk) -> None:
    needed = {
        "form.category": "一带一路", "applicant.uscc": desk.unit.uscc, "form.declaration.no_secret": "是",
        "form.declaration.lawful": "是", "form.declaration.partner_independent": "是",
    }  # fmt: skip
    save_changes(desk.draft.pk, desk.actor, 1, [Change(path, value) for path, value in needed.items()])
    page = desk.client.get(desk.url("review/")).content.decode()
    assert f'action="/filing/{desk.draft.pk}/submit/"' in page
    assert '<input type="hidden" name="version" value="2">' in page


def test_after_the_window_closed_the_review_does_not_offer_to_submit(desk: Desk) -> None:
    opens_at = desk.call.windows.get(who="applicant").opens_at
    Window.objects.filter(call=desk.call).update(closes_at=opens_at + timedelta(hours=1))
    page = desk.client.get(desk.url("review/")).content.decode()
    assert "窗口已关闭，不能提交" in page


@pytest.mark.parametrize("page", ["clauses/", "print/"])
def test_all_points_are_listed_and_questions_for_people_stand_apart(desk: Desk, page: str) -> None:
    response = desk.client.get(desk.url(page))
    points, standing = response.context["points"], response.context["standing"]
    assert len(points) + len(standing) == response.context["check"].total
    assert {point["state"] for point in standing} == {"standing"}
    assert "由人判断的" in response.content.decode()


def test_points_can_be_narrowed_to_one_state(desk: Desk) -> None:
    points = desk.client.get(desk.url("clauses/?state=passed")).context["points"]
    assert {point["state"] for point in points} == {"passed"}


# --- people ----------------------------------------------------------------------------------------------------------


def test_a_colleague_is_invited_told_and_taken_back(desk: Desk) -> None:
    colleague = make_person(desk.unit, "xing@example.cn", "邢亦舟")
    desk.client.post(desk.url("people/"), {"user": colleague.pk, "right": "edit"})
    assert signed_in(colleague).get(desk.url("form/basics/")).status_code == 200
    assert [each.subject for each in inbox.messages_of(colleague.pk)] == ["冯知衡 邀请您参与填报“柔性焊接机器人”"]
    desk.client.post(desk.url("people/"), {"remove": colleague.pk})
    assert signed_in(colleague).get(desk.url("form/basics/")).status_code == 403


def test_nobody_of_another_unit_can_be_invited(desk: Desk) -> None:
    stranger = make_person(make_unit("别的单位", "91130100MA0F7K2T5X"), "x@example.cn", "别人")
    page = desk.client.post(desk.url("people/"), {"user": stranger.pk, "right": "edit"}, follow=True).content.decode()
    assert "请选择一位本单位的同事和权限。" in page
    assert desk.now().collaborators.count() == 0


def test_an_editor_cannot_invite_others(desk: Desk) -> None:
    editor = make_person(desk.unit, "xing@example.cn", "邢亦舟")
    applications.invite(desk.draft, editor, "edit", desk.actor)
    assert signed_in(editor).post(desk.url("people/"), {"user": desk.user.pk, "right": "read"}).status_code == 403


def test_the_administrator_of_the_unit_reads_and_invites_but_does_not_write(desk: Desk) -> None:
    admin: User = make_person(desk.unit, "keyan@example.cn", "科研处", Role.UNIT_ADMIN)
    client = signed_in(admin)
    assert client.get(desk.url("form/basics/")).url == desk.url("show/")
    assert client.get(desk.url("people/")).status_code == 200


# --- import and export -----------------------------------------------------------------------------------------------


def test_a_dossier_folder_is_imported_as_a_new_draft(desk: Desk) -> None:
    upload = SimpleUploadedFile("one.zip", example_zip())
    desk.client.post(f"/apply/import/{desk.call.slug}/", {"file": upload})
    newest = Application.objects.latest("pk")
    assert newest.title == "耐寒抗旱苜蓿品种筛选与免耕补播技术研发"
    assert newest.papers.count() == 5
    assert Event.objects.filter(kind="application.imported", subject_id=str(newest.pk)).count() == 1


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"no zip", "这不是完好的 zip 压缩包"), (None, "请选择要导入的 zip 文件。")]
)
def test_what_is_no_dossier_is_refused_with_a_sentence(desk: Desk, content: bytes | None, sentence: str) -> None:
    data = {"file": SimpleUploadedFile("x.zip", content)} if content else {}
    answer = desk.client.post(f"/apply/import/{desk.call.slug}/", data)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert Application.objects.count() == 1


def test_an_export_is_a_zip_with_the_application_and_is_recorded(desk: Desk) -> None:
    answer = desk.client.get(desk.url("export/"))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as packed:
        assert packed.namelist() == ["application.json"]
    assert Event.objects.filter(kind="application.exported").count() == 1
