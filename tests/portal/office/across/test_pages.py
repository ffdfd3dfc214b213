"""The list of likenesses and the page with two dossiers: who sees them, what they show, what is decided."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.portal.conftest import give_second_factor, signed_in
from tests.store.scenes.comparing import TEXT, Batch
from tests.store.scenes.reviewing import make_officer
from xingshen.review.examination_commands import Assign
from xingshen.review.policy import Actor
from xingshen.store.models import Likeness, User
from xingshen.store.people import officers
from xingshen.store.people.officers import Declaration, Kind
from xingshen.store.record.audit import Origin

pytestmark = pytest.mark.django_db
OTHER = {"project__title": "海洋牧场生态监测浮标网络研制", "leader__name": "水明月", "leader__id": "130102198203154521"}
NUMBERED = "联系电话13812345678，证件号130102198104126876。"


def _client(actor: Actor) -> Client:
    user = User.objects.get(pk=actor.user_id)
    if not user.authenticator_set.exists():
        give_second_factor(user)
    return signed_in(user)


def _two_categories() -> tuple[Batch, Likeness]:
    batch = Batch()
    batch.accept()
    batch.assign()
    batch.add(form__category="2", **OTHER)
    batch.look()
    return batch, Likeness.objects.get()


def _address(row: Likeness) -> str:
    return reverse("office:likeness", args=[row.pk])


# --- list ------------------------------------------------------------------------------------------------------------


def test_the_office_finds_them_by_kind_and_text() -> None:
    batch, row = _two_categories()
    client = _client(batch.office)
    page = client.get(reverse("office:across")).content.decode()
    assert "同一单位申报多个类别" in page
    assert _address(row) in page
    assert _address(row) not in client.get(reverse("office:across"), {"kind": "leader"}).content.decode()
    assert _address(row) in client.get(reverse("office:across"), {"text": "水明月"}).content.decode()
    assert _address(row) not in client.get(reverse("office:across"), {"state": "aside"}).content.decode()


def test_the_list_is_the_offices() -> None:
    batch, _ = _two_categories()
    assert _client(batch.reviewer).get(reverse("office:across")).status_code == 403


def test_before_anything_was_accepted_the_list_says_what_will_be_here() -> None:
    batch = Batch()
    assert "还没有受理的申报" in _client(batch.office).get(reverse("office:across")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_one_as_for_three(count: int, django_assert_num_queries: Any) -> None:
    batch = Batch()
    batch.accept()
    for at in range(count):
        batch.add(form__category="2", **{**OTHER, "leader__id": "", "leader__name": f"水明月{at}"})
    batch.look()
    Likeness.objects.exclude(kind="unit").delete()
    client = _client(batch.office)
    with django_assert_num_queries(13):
        page = client.get(reverse("office:across")).content.decode()
    assert page.count("/office/across/pair/") == count


# --- who sees two side by side ---------------------------------------------------------------------------------------


def test_the_reviewer_of_one_sees_both_and_nobody_else_does() -> None:
    batch, row = _two_categories()
    assert _client(batch.reviewer).get(_address(row)).status_code == 200
    assert _client(batch.second).get(_address(row)).status_code == 403
    assert _client(batch.panel[0]).get(_address(row)).status_code == 403


def test_a_conflict_with_the_other_dossier_keeps_out() -> None:
    batch, row = _two_categories()
    tie = Declaration(((Kind.RELATED_PERSON, "水明月"),))
    officers.declare(batch.reviewer.user_id or 0, tie, batch.reviewer, Origin())
    assert _client(batch.reviewer).get(_address(row)).status_code == 403


def test_the_other_dossier_is_a_link_only_for_who_may_open_it() -> None:
    batch, row = _two_categories()
    own, other = (reverse("desk:dossier", args=[each]) for each in (row.first_id, row.second_id))
    page = _client(batch.reviewer).get(_address(row)).content.decode()
    assert (f'href="{own}"' in page, f'href="{other}"' in page) == (True, False)


# --- what it shows ---------------------------------------------------------------------------------------------------


def test_near_texts_stand_side_by_side_with_what_differs_marked_and_numbers_masked() -> None:
    batch = Batch()
    batch.add(form__content=f"{TEXT}。{NUMBERED}", **OTHER)
    changed = {**OTHER, "leader__name": "云中鹤", "leader__id": "110105199003072413"}
    batch.add(form__content=f"{TEXT.replace('第3项', '第三项')}。{NUMBERED}", **changed)
    batch.look()
    row = Likeness.objects.get(kind="text_near")
    page = _client(batch.office).get(_address(row)).content.decode()
    assert "<mark>" in page
    assert "13812345678" not in page
    assert "130102198104126876" not in page


def test_only_pages_of_the_paper_in_question_are_handed_out() -> None:
    batch, row = _two_categories()
    client = _client(batch.office)
    for side, page in (("first", 1), ("third", 1)):
        address = reverse("office:likeness_image", args=[row.pk, side, page])
        assert client.get(address).status_code == 404


# --- what is decided -------------------------------------------------------------------------------------------------


def test_it_is_set_aside_with_a_reason_and_taken_up_again() -> None:
    batch, row = _two_categories()
    client = _client(batch.reviewer)
    assert client.post(_address(row), {"step": "aside", "reason": " "}).status_code == 409
    client.post(_address(row), {"step": "aside", "reason": "经批准的例外。"})
    row.refresh_from_db()
    assert (row.set_aside_reason, row.set_aside_by_id) == ("经批准的例外。", batch.reviewer.user_id)
    assert "经批准的例外。" in client.get(_address(row)).content.decode()
    client.post(_address(row), {"step": "up", "reason": "情况有变。"})
    row.refresh_from_db()
    assert row.set_aside_at is None


def test_the_reviewer_puts_it_to_the_panel() -> None:
    batch, row = _two_categories()
    client = _client(batch.reviewer)
    link = f"{reverse('desk:panel_open', args=[batch.draft.pk])}?likeness={row.pk}"
    assert link in client.get(_address(row)).content.decode()
    page = client.get(link).content.decode()
    mark = batch.point_on("3.5", batch.draft).finding.fingerprint
    assert f'value="{mark}" checked' in page
    assert "与其他申报材料相同或近似" in page


def test_a_member_of_the_panel_may_look_but_not_set_aside() -> None:
    batch, row = _two_categories()
    other = make_officer(name="别的审查员")
    batch.act(Assign(other.user_id or 0), batch.office, row.second)
    assert _client(other).post(_address(row), {"step": "aside", "reason": "无碍"}).status_code == 302
    row.refresh_from_db()
    assert row.set_aside_by_id == other.user_id
