"""The panel: who is asked, opinions apart, the conclusion, other members, the list."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.portal.conftest import give_second_factor, signed_in
from tests.portal.desk.panelling import OnDesk
from tests.store.scenes.comparing import Batch
from tests.store.scenes.reviewing import make_officer
from xingshen.kernel.outcome import Outcome
from xingshen.review.examination import Stage
from xingshen.review.examination_commands import OpenPanel
from xingshen.review.policy import Role
from xingshen.store.models import Likeness, Message, OfficerProfile, User
from xingshen.store.people import officers
from xingshen.store.people.officers import Declaration, Kind
from xingshen.store.record.audit import Origin

pytestmark = pytest.mark.django_db


def _address(desk: OnDesk, page: str = "panel") -> str:
    return reverse(f"desk:{page}", args=[desk.draft.pk])


def _opinions(count: int, outcome: str = "pass", reason: str = "符合。") -> dict[str, Any]:
    fields: dict[str, Any] = {"step": "opinions"}
    for at in range(count):
        fields |= {f"opinion-{at}-outcome": outcome, f"opinion-{at}-reason": reason}
    return fields


def _conclusion(count: int, outcome: str = "pass") -> dict[str, Any]:
    fields: dict[str, Any] = {"step": "conclude"}
    for at in range(count):
        fields |= {f"conclusion-{at}-outcome": outcome, f"conclusion-{at}-reason": "综合各位意见。"}
    return fields


# --- opening ---------------------------------------------------------------------------------------------------------


def test_the_reviewer_chooses_points_and_people() -> None:
    desk = OnDesk()
    client, marks = desk.client_of(desk.reviewer), desk.marks()
    page = client.get(_address(desk, "panel_open")).content.decode()
    assert all(f'value="{mark}"' in page for mark in marks)
    assert "何从容" in page
    members = [each.user_id for each in desk.panel]
    asked = {"point": marks, "member": members, "phrase": "指南未涵盖的特殊情况：", "reason": "首次出现。"}
    answer = client.post(_address(desk, "panel_open"), asked)
    assert answer.headers["Location"] == _address(desk)
    panel = desk.case().examination.panel
    assert panel is not None
    assert ([point.fingerprint for point in panel.points], list(panel.members)) == (marks, members)


def test_a_point_can_be_ticked_by_the_address() -> None:
    desk = OnDesk()
    mark = desk.marks(1)[0]
    page = desk.client_of(desk.reviewer).get(_address(desk, "panel_open"), {"point": mark}).content.decode()
    assert f'value="{mark}" checked' in page


def test_what_is_missing_is_said_and_what_was_typed_stays() -> None:
    desk = OnDesk()
    client = desk.client_of(desk.reviewer)
    answer = client.post(_address(desk, "panel_open"), {"point": desk.marks(1), "reason": "首次出现。"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "至少 2 位不同的人员" in page
    assert "首次出现。" in page


def test_who_is_on_leave_is_chosen_by_the_office_only_and_ticked_for_nobody() -> None:
    desk = OnDesk()
    away, there = desk.panel
    OfficerProfile.objects.update_or_create(user_id=away.user_id, defaults={"away_from": timezone.localdate()})
    client, marks = desk.client_of(desk.reviewer), desk.marks()
    page = client.get(_address(desk, "panel_open"))
    kept = {each.user_id: (each.kept_out[:4], each.away) for each in page.context["candidates"]}
    assert kept == {there.user_id: ("", False), away.user_id: ("休假期间", True)}
    asked = {"point": marks, "member": [each.user_id for each in desk.panel], "reason": "首次出现。"}
    answer = client.post(_address(desk, "panel_open"), asked)
    assert (answer.status_code, answer.context["refusal"]) == (409, f"{away.name}正在休假，请另选成员。")
    assert desk.case().examination.panel is None
    desk.open_panel()
    office = desk.client_of(desk.office)
    context = office.get(_address(desk)).context
    assert context["members"] == [str(there.user_id)]
    assert [each.kept_out for each in context["candidates"]] == ["", ""]


def test_people_with_a_conflict_cannot_be_chosen() -> None:
    desk = OnDesk()
    tied = make_officer(Role.PANEL, "有关系")
    officers.declare(tied.user_id or 0, Declaration(((Kind.OWN_UNIT, desk.unit.name),)), tied, Origin())
    page = desk.client_of(desk.reviewer).get(_address(desk, "panel_open")).content.decode()
    assert f'value="{tied.user_id}" disabled' in page


def test_only_the_reviewer_of_the_dossier_opens_a_panel() -> None:
    desk = OnDesk()
    assert desk.client_of(desk.second).get(_address(desk, "panel_open")).status_code == 403
    assert desk.client_of(desk.panel[0]).get(_address(desk, "panel_open")).status_code == 403


def test_a_second_panel_waits_for_the_first() -> None:
    desk = OnDesk()
    desk.open_panel()
    answer = desk.client_of(desk.reviewer).get(_address(desk, "panel_open"))
    assert answer.headers["Location"] == _address(desk)


# --- opinions --------------------------------------------------------------------------------------------------------


def test_members_are_told_with_a_link_to_the_panel() -> None:
    desk = OnDesk()
    desk.open_panel()
    links = {each.user_id: Message.objects.filter(user_id=each.user_id).latest("pk").link for each in desk.panel}
    assert set(links.values()) == {_address(desk)}


def test_an_opinion_stays_hidden_until_all_are_in() -> None:
    desk = OnDesk()
    marks = desk.open_panel()
    one, other = (desk.client_of(each) for each in desk.panel)
    assert one.post(_address(desk), _opinions(len(marks), "fail", "不属于所列。")).status_code == 302
    assert "不属于所列。" in one.get(_address(desk)).content.decode()
    page = other.get(_address(desk)).content.decode()
    assert "不属于所列。" not in page
    assert "已写齐" in page
    assert "不属于所列。" not in desk.client_of(desk.office).get(_address(desk)).content.decode()
    other.post(_address(desk), _opinions(len(marks), "pass", "属于所列。"))
    assert "不属于所列。" in other.get(_address(desk)).content.decode()


def test_an_opinion_can_be_changed_while_others_are_missing() -> None:
    desk = OnDesk()
    marks = desk.open_panel()
    client = desk.client_of(desk.panel[0])
    client.post(_address(desk), _opinions(len(marks)))
    client.post(_address(desk), _opinions(len(marks), "fail", "改了主意。"))
    panel = desk.case().examination.panel
    assert panel is not None
    assert {(each.opinion, each.reason) for each in panel.opinions} == {(Outcome.FAIL, "改了主意。")}


def test_one_point_at_a_time_is_enough_and_a_reason_is_needed() -> None:
    desk = OnDesk()
    desk.open_panel()
    client = desk.client_of(desk.panel[0])
    assert client.post(_address(desk), _opinions(1)).status_code == 302
    answer = client.post(_address(desk), {"step": "opinions", "opinion-1-outcome": "pass"})
    assert (answer.status_code, "请写明意见的理由" in answer.content.decode()) == (409, True)
    assert client.post(_address(desk), {"step": "opinions"}).status_code == 409


def test_others_give_no_opinion() -> None:
    desk = OnDesk()
    marks = desk.open_panel()
    assert desk.client_of(desk.reviewer).post(_address(desk), _opinions(len(marks))).status_code == 409
    assert desk.client_of(desk.second).get(_address(desk)).status_code == 403


# --- conclusion ------------------------------------------------------------------------------------------------------


def test_one_member_concludes_when_all_are_in_and_the_record_stays() -> None:
    desk = OnDesk()
    marks = desk.open_panel()
    for member in desk.panel:
        desk.opine(marks, member)
    told = Message.objects.filter(user_id=desk.panel[0].user_id).latest("pk")
    assert told.subject.startswith("综合研判的意见已齐全")
    client = desk.client_of(desk.panel[1])
    assert client.post(_address(desk), _conclusion(len(marks))).status_code == 302
    state = desk.case().examination
    assert (state.stage, state.panel) == (Stage.EXAMINING, None)
    page = client.get(_address(desk)).content.decode()
    for shown in ("综合各位意见。", "何从容的理由", "鉴以衡的理由", "已作出的结论"):
        assert shown in page


def test_a_conclusion_follows_an_opinion() -> None:
    desk = OnDesk()
    marks = desk.open_panel()
    for member in desk.panel:
        desk.opine(marks, member)
    answer = desk.client_of(desk.panel[0]).post(_address(desk), _conclusion(len(marks), "fail"))
    assert (answer.status_code, desk.case().examination.stage) == (409, Stage.AT_PANEL)


# --- members and list ------------------------------------------------------------------------------------------------


def test_the_office_changes_members() -> None:
    desk = OnDesk()
    marks = desk.open_panel()
    desk.opine(marks, desk.panel[0])
    third = make_officer(Role.PANEL, "接替者")
    fields = {"step": "members", "member": [desk.panel[0].user_id, third.user_id], "members-phrase": "成员回避。"}
    assert desk.client_of(desk.reviewer).post(_address(desk), fields).status_code == 409
    assert desk.client_of(desk.office).post(_address(desk), fields).status_code == 302
    panel = desk.case().examination.panel
    assert panel is not None
    assert panel.members == (desk.panel[0].user_id, third.user_id)
    assert desk.client_of(desk.panel[1]).get(_address(desk)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_open_panels_asks_as_often_for_one_as_for_three(count: int, django_assert_num_queries: Any) -> None:
    desk = OnDesk()
    for number in range(count - 1):
        other = desk.make_draft(project__title=f"另一个项目{number}")
        desk.accept(other)
        desk.assign(other)
        marks = tuple(point.finding.fingerprint for point in desk.waiting(other))[:1]
        people = tuple(each.user_id or 0 for each in desk.panel)
        desk.act(OpenPanel(marks, people, "指南未涵盖。"), desk.reviewer, other)
    desk.open_panel()
    client = desk.client_of(desk.office)
    client.get(reverse("desk:panels"))
    with django_assert_num_queries(7):
        page = client.get(reverse("desk:panels")).content.decode()
    assert page.count("还差") == 2 * count


def test_points_that_rest_on_other_dossiers_are_ticked_where_a_likeness_is_put_to_the_panel() -> None:
    batch = Batch()
    batch.accept()
    batch.assign()
    batch.add(project__title="海洋牧场生态监测浮标网络研制")
    batch.look()
    user = give_second_factor(User.objects.get(pk=batch.reviewer.user_id))
    address = reverse("desk:panel_open", args=[batch.draft.pk])
    page = signed_in(user).get(address, {"likeness": Likeness.objects.get(kind="leader").pk}).content.decode()
    marks = [point.finding.fingerprint for point in batch.case().points()]
    ticked = {mark for mark in marks if f'value="{mark}" checked' in page}
    assert batch.point_on("5.1.c", batch.draft, "未同时负责").finding.fingerprint in ticked
    assert 0 < len(ticked) < 4
    assert "同一负责人：" in page
