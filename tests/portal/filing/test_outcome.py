"""The applicant's page of the outcome: nothing before the letter, then conclusion, letters and the way to ask again."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.portal.conftest import signed_in
from tests.store.scenes.concluding import Concluding
from xingshen.kernel.outcome import Outcome
from xingshen.review.examination_values import Ruling
from xingshen.store.models import Examination

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Concluding:
    return Concluding()


def page(scene: Concluding, person: Any = None) -> str:
    client = signed_in(person or scene.person)
    response = client.get(reverse("filing:outcome", args=[scene.draft.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_before_acceptance_it_says_what_will_come(scene: Concluding) -> None:
    assert "还没有受理" in page(scene)


def test_a_conclusion_is_not_told_before_its_letter_went_out(scene: Concluding) -> None:
    scene.refused()
    shown = page(scene)
    assert "正在审查" in shown
    assert "不通过形式审查" not in shown


def test_a_refusal_shows_its_points_its_files_and_the_form_to_ask_again(scene: Concluding) -> None:
    scene.refused()
    letter = scene.send()
    shown = page(scene)
    (item,) = letter.record["content"]["items"]
    for text in ("不通过形式审查", letter.number, item["quotes"][0]["text"], item["reason"], "提交复审申请"):
        assert text in shown


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_letters_are_downloaded_as_they_were_sent(scene: Concluding, suffix: str) -> None:
    scene.passed()
    letter = scene.send()
    response = signed_in(scene.person).get(reverse("filing:letter", args=[scene.draft.pk, letter.pk, suffix]))
    assert hashlib.sha256(response.content).hexdigest() == letter.record["files"][suffix]["sha256"]
    assert "attachment" in response.headers["Content-Disposition"]


def test_a_request_with_its_reason_reaches_the_office_and_the_page_shows_it(scene: Concluding) -> None:
    scene.refused()
    scene.send()
    client, url = signed_in(scene.person), reverse("filing:outcome", args=[scene.draft.pk])
    response = client.post(url, {"reason": "协议第3页写明有效期至2028年。"})
    assert response.headers["Location"] == url
    assert Examination.objects.get(application=scene.draft).stage == "reexamination_requested"
    assert "协议第3页写明有效期至2028年。" in page(scene)


def test_a_request_without_a_reason_is_not_sent(scene: Concluding) -> None:
    scene.refused()
    scene.send()
    response = signed_in(scene.person).post(reverse("filing:outcome", args=[scene.draft.pk]), {"reason": " "})
    assert "请写明申请复审的理由。" in response.content.decode()
    assert Examination.objects.get(application=scene.draft).stage == "refused"


def test_a_second_request_is_refused_and_what_was_written_stays(scene: Concluding) -> None:
    scene.refused()
    scene.send()
    scene.ask_again()
    response = signed_in(scene.person).post(reverse("filing:outcome", args=[scene.draft.pk]), {"reason": "再看一次"})
    assert response.status_code == 409
    assert Examination.objects.get(application=scene.draft).stage == "reexamining"


def test_the_unit_may_ask_too(scene: Concluding) -> None:
    scene.refused()
    scene.send()
    assert "提交复审申请" in page(scene, scene.administrator)


def test_an_overturned_refusal_is_told_as_passed(scene: Concluding) -> None:
    scene.refused()
    scene.send()
    scene.ask_again()
    scene.rule(Ruling.OVERTURNED)
    shown = page(scene)
    assert scene.case().examination.conclusion is Outcome.PASS
    assert "撤销原结论，通过形式审查" in shown


def test_strangers_see_nothing(scene: Concluding) -> None:
    scene.passed()
    letter = scene.send()
    assert Client().get(reverse("filing:outcome", args=[scene.draft.pk])).status_code == 302
    officer = signed_in(scene.officer)
    assert officer.get(reverse("filing:letter", args=[scene.draft.pk, letter.pk, "pdf"])).status_code in (302, 403)


def test_a_suffix_that_is_none_is_not_found(scene: Concluding) -> None:
    scene.passed()
    letter = scene.send()
    url = reverse("filing:letter", args=[scene.draft.pk, letter.pk, "exe"])
    assert signed_in(scene.person).get(url).status_code == 404
