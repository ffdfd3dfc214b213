"""The re-examination before its reviewer: the request, grounds judged anew, the ruling; and who may do it."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.portal.conftest import officer_client
from tests.store.scenes.concluding import Concluding
from xingshen.store.models import Examination

pytestmark = pytest.mark.django_db
REASON = "材料第3页已有所要求的内容。"


@pytest.fixture
def scene() -> Concluding:
    made = Concluding()
    made.refused()
    made.send()
    made.ask_again()
    return made


def url(scene: Concluding) -> str:
    return reverse("desk:reexamination", args=[scene.draft.pk])


def mark_of(scene: Concluding) -> str:
    refusal = scene.case().examination.refusal
    assert refusal is not None
    return refusal.grounds[0].basis.fingerprint


def ground(scene: Concluding, settled: str, reason: str = "已重新核对原件。") -> dict[str, Any]:
    mark = mark_of(scene)
    return {"step": mark, f"g{mark}-settled": settled, f"g{mark}-reason": reason}


def ruling(word: str, reason: str = "经重新核对。") -> dict[str, Any]:
    return {"step": "ruling", "ruling-ruling": word, "ruling-reason": reason}


def test_the_page_shows_the_request_and_the_grounds(scene: Concluding) -> None:
    shown = officer_client(scene.third).get(url(scene)).content.decode()
    for text in (REASON, "待重新认定", "还有 1 项依据没有重新认定", "作出结论"):
        assert text in shown


def test_without_judging_the_grounds_anew_there_is_no_ruling(scene: Concluding) -> None:
    response = officer_client(scene.third).post(url(scene), ruling("upheld"))
    assert response.status_code == 409
    assert "原结论所依据的要点还有 1 项没有重新认定。" in response.content.decode()


@pytest.mark.parametrize(
    ("settled", "word", "conclusion"), [("fail", "upheld", "fail"), ("pass", "overturned", "pass")]
)
def test_grounds_are_judged_and_then_ruled_on(scene: Concluding, settled: str, word: str, conclusion: str) -> None:
    client = officer_client(scene.third)
    assert client.post(url(scene), ground(scene, settled)).status_code == 302
    assert client.post(url(scene), ruling(word)).status_code == 302
    row = Examination.objects.get(application=scene.draft)
    assert (row.stage, row.conclusion) == ("final", conclusion)
    shown = client.get(url(scene)).content.decode()
    assert "经重新核对。" in shown
    assert "作出结论" not in shown


def test_nothing_chosen_is_told(scene: Concluding) -> None:
    response = officer_client(scene.third).post(url(scene), {"step": "ruling"})
    assert (response.status_code, "请先选择结论。" in response.content.decode()) == (409, True)


def test_who_took_part_in_the_refusal_sees_it_but_cannot_rule(scene: Concluding) -> None:
    for actor in (scene.reviewer, scene.second):
        client = officer_client(actor)
        response = client.post(url(scene), ruling("upheld"))
        assert response.status_code in (403, 409)
    assert Examination.objects.get(application=scene.draft).stage == "reexamining"


def test_the_office_sees_it_without_forms(scene: Concluding) -> None:
    shown = officer_client(scene.office).get(url(scene)).content.decode()
    assert REASON in shown
    assert "由公允之办理。" in shown
    assert 'name="ruling-ruling"' not in shown
