"""The pages of unit and department: queues with bounded queries, one filing, several at once, the summary table."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.portal.conftest import signed_in
from tests.portal.filing.routes import stranger_scene
from tests.store.scenes.filing import Scene
from xingshen.store.filing import filings
from xingshen.store.messages import inbox
from xingshen.store.models import Application, Paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
def unit(scene: Scene) -> Client:
    return signed_in(scene.administrator)


@pytest.fixture
def department(scene: Scene) -> Client:
    Authenticator.objects.create(user=scene.officer, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return signed_in(scene.officer)


def _text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_of_a_unit_takes_as_many_queries_for_three_as_for_one(
    scene: Scene, unit: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        scene.hand_in(scene.make_draft())
    unit.get("/filing/unit/")
    with django_assert_num_queries(11):
        answer = unit.get("/filing/unit/")
    assert len(answer.context["page"].object_list) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_of_a_department_takes_as_many_queries_for_three_as_for_one(
    scene: Scene, department: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        draft = scene.make_draft()
        scene.hand_in(draft)
        scene.approve(draft)
    department.get("/filing/department/")
    with django_assert_num_queries(12):
        answer = department.get("/filing/department/")
    assert len(answer.context["page"].object_list) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_takes_as_many_queries_for_three_as_for_one(
    scene: Scene, unit: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for at in range(count):
        inbox.send([scene.administrator.pk], f"消息 {at}")
    unit.get("/filing/inbox/")
    with django_assert_num_queries(6):
        answer = unit.get("/filing/inbox/")
    assert len(answer.context["page"].object_list) == count


def test_approving_moves_it_on_and_tells_the_department(scene: Scene, unit: Client) -> None:
    scene.hand_in()
    answer = unit.post(f"/filing/unit/{scene.draft.pk}/", {"step": "forward"}, follow=True)
    assert "已审核通过 2026-2-0001，转归口管理部门推荐。" in _text(answer)
    assert scene.stage() == "at_department"
    assert inbox.unread_count(scene.officer.pk) == 1


def test_giving_back_with_rows_that_point_at_fields_and_papers(scene: Scene, unit: Client) -> None:
    scene.add_paper()
    scene.hand_in()
    data = {
        "step": "back", "reason": "请补正",
        "target-0": "field:budget.self_funding", "text-0": "改为 150.00", "clause-0": "3.6.a",
        "target-1": "paper:05-协议.pdf", "text-1": "补交译件",
        "target-2": "field:no.such.field", "text-2": "其他",
    }  # fmt: skip
    unit.post(f"/filing/unit/{scene.draft.pk}/", data)
    row = filings.open_return(scene.draft.pk)
    assert row is not None
    assert (scene.stage(), row.reason) == ("returned", "请补正")
    assert [(item["target"], item["at"], item["text"], item["clause"]) for item in row.items] == [
        ("field", "budget.self_funding", "改为 150.00", "3.6.a"),
        ("paper", "05-协议.pdf", "补交译件", ""),
        ("whole", "", "其他", ""),
    ]


def test_what_was_given_back_stands_on_the_form_until_it_is_handed_in_again(scene: Scene, unit: Client) -> None:
    owner = signed_in(scene.person)
    scene.hand_in()
    data = {"step": "back", "target-0": "field:budget.self_funding", "text-0": "改为 150.00", "clause-0": "3.6.a"}
    unit.post(f"/filing/unit/{scene.draft.pk}/", data)
    address = f"/apply/{scene.draft.pk}/form/budget/"
    assert "改为 150.00" in owner.get(address).content.decode()
    scene.hand_in(key="again")
    assert "改为 150.00" not in owner.get(address).content.decode()


def test_giving_back_without_a_word_is_refused_and_what_was_ticked_stays(scene: Scene, unit: Client) -> None:
    scene.hand_in()
    answer = unit.post(f"/filing/unit/{scene.draft.pk}/", {"step": "back", "clause-0": "3.6.a"})
    assert answer.status_code == 409
    assert "退回时请写明原因" in _text(answer)
    assert 'value="3.6.a"' in answer.content.decode()
    assert scene.stage() == "at_unit"


def test_several_at_once_and_foreign_ones_are_refused(scene: Scene, unit: Client) -> None:
    own, other = scene.make_draft(), stranger_scene(scene)
    scene.hand_in(own)
    chosen = {"chosen": [own.pk, other.pk, "x", "999999"]}
    Application.objects.filter(pk=other.pk).update(stage="at_unit")
    text = _text(unit.post("/filing/unit/approve/", {"chosen": chosen["chosen"][:3]}, follow=True))
    assert "已审核通过 1 份。" in text
    assert "1 份没有办理：只有申报单位的管理员能办理此项。" in text
    assert (scene.stage(own), scene.stage(other)) == ("at_department", "at_unit")


def test_every_link_to_a_paper_leads_somewhere_also_while_it_is_not_read(scene: Scene, unit: Client) -> None:
    waiting, read = scene.add_paper("waiting.pdf"), scene.add_paper("read.pdf", b"%PDF-1.7 other")
    scene.hand_in()
    page = {"width": 595.0, "height": 842.0, "turned": 0, "how": "text-layer"}
    Paper.objects.filter(pk=read.pk).update(state="read", summary={"pages": [page]})
    shown = unit.get(f"/filing/unit/{scene.draft.pk}/").content.decode()
    links = re.findall(r'<a href="([^"]*/papers/[^"]*)">', shown)
    assert links == [
        f"/apply/{scene.draft.pk}/papers/{waiting.pk}/file/",
        f"/apply/{scene.draft.pk}/papers/{read.pk}/pages/1/",
    ]
    answers = [unit.get(link) for link in links]
    assert [each.status_code for each in answers] == [200, 200]
    for each in answers:
        each.close()
    assert shown.count(" · 等待识读") == 1


def test_the_department_gets_no_links_to_papers_that_it_may_not_open(scene: Scene, department: Client) -> None:
    scene.add_paper()
    scene.hand_in()
    scene.approve()
    shown = department.get(f"/filing/department/{scene.draft.pk}/").content.decode()
    assert ("05-协议.pdf" in shown, "/papers/" in shown) == (True, False)


def test_private_values_are_masked_before_those_who_review(scene: Scene, unit: Client) -> None:
    scene.hand_in()
    page = unit.get(f"/filing/unit/{scene.draft.pk}/").content.decode()
    assert "130102198104126876" not in page
    assert "130*************76" in page


def test_the_department_sees_only_its_units_and_nothing_before_it_was_handed_in(
    scene: Scene, department: Client
) -> None:
    other = stranger_scene(scene)
    scene.hand_in()
    listed = department.get("/filing/department/?stage=all").context["page"].object_list
    assert [row.pk for row in listed] == [scene.draft.pk]
    assert department.get(f"/filing/department/{other.pk}/").status_code == 403
    assert department.get(f"/filing/department/{scene.make_draft().pk}/").status_code == 403


def test_recommending_accepts(scene: Scene, department: Client) -> None:
    scene.hand_in()
    scene.approve()
    department.post("/filing/department/recommend/", {"chosen": [scene.draft.pk]})
    assert scene.stage() == "accepted"


def test_the_summary_table_holds_no_formula(scene: Scene, department: Client) -> None:
    draft = scene.make_draft(project__title='=HYPERLINK("http://evil.example","x")')
    scene.hand_in(draft)
    scene.approve(draft)
    text = department.get("/filing/department/table.csv").content.decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(text))
    assert (head[1], head[2]) == ("编号", "项目名称")
    assert (row[1], row[2]) == ("2026-2-0001", '\'=HYPERLINK("http://evil.example","x")')


def test_opening_a_message_marks_it_read_and_leads_on(scene: Scene, unit: Client) -> None:
    scene.hand_in()
    (message,) = inbox.messages_of(scene.administrator.pk)
    answer = unit.post(f"/filing/inbox/{message.pk}/")
    assert answer.headers["Location"] == f"/filing/unit/{scene.draft.pk}/"
    assert inbox.unread_count(scene.administrator.pk) == 0
