"""Letters in the office: what is due, preview, sending; templates downloaded, tried, put into use, given up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.portal.conftest import officer_client
from tests.reports.letters.writing import ITEMS, WHOLE, a_template, texts
from tests.store.scenes.concluding import Concluding
from xingshen.review.examination_values import LetterKind
from xingshen.store.conclusions import letter_settings
from xingshen.store.models import Call, Event, Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Concluding:
    return Concluding()


@pytest.fixture
def client(scene: Concluding) -> Client:
    return officer_client(scene.office)


def test_a_letter_is_previewed_and_sent(scene: Concluding, client: Client) -> None:
    scene.refused()
    url = reverse("office:dossier_letters", args=[scene.draft.pk])
    assert "待发" in client.get(url).content.decode()
    preview = client.get(reverse("office:letter_preview", args=[scene.draft.pk, "pdf"]))
    assert (preview.status_code, preview.content[:5], Letter.objects.count()) == (200, b"%PDF-", 0)
    assert client.post(url).status_code == 302
    letter = Letter.objects.get()
    assert letter.number in client.get(url).content.decode()
    sent = client.get(reverse("office:letter_file", args=[scene.draft.pk, letter.pk, "pdf"]))
    assert sent.content[:5] == b"%PDF-"


def test_sending_again_is_refused(scene: Concluding, client: Client) -> None:
    scene.passed()
    scene.send()
    response = client.post(reverse("office:dossier_letters", args=[scene.draft.pk]))
    assert (response.status_code, Letter.objects.count()) == (409, 1)


def test_without_anything_due_there_is_no_preview(scene: Concluding, client: Client) -> None:
    scene.begin()
    assert client.get(reverse("office:letter_preview", args=[scene.draft.pk, "pdf"])).status_code == 404


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_asks_the_same_number_of_queries(
    scene: Concluding, client: Client, more: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    scene.passed()
    for at in range(more):
        other = scene.make_draft(project__title=f"项目{at}")
        scene.passed(other)
    url = reverse("office:letters", args=[scene.call.pk])
    client.get(url)
    with django_assert_num_queries(14):
        response = client.get(url)
    assert response.content.decode().count('<th scope="row">') == more + 1


# --- templates -------------------------------------------------------------------------------------------------------


def page(scene: Concluding, kind: str = "refusal") -> str:
    return reverse("office:letter_template", args=[scene.call.pk, kind])


def upload(content: bytes, step: str) -> dict[str, Any]:
    return {"step": step, "file": SimpleUploadedFile("自己的.docx", content)}


def test_the_template_in_use_is_downloaded_and_fits(scene: Concluding, client: Client) -> None:
    response = client.get(reverse("office:letter_template_file", args=[scene.call.pk, "refusal"]))
    assert letter_settings.problems_of(response.content, LetterKind.REFUSAL) == []


def test_a_sample_is_tried_before_the_template_is_used(scene: Concluding, client: Client) -> None:
    template = a_template(*WHOLE, *ITEMS, "自己的一段")
    tried = client.post(page(scene), upload(template, "try"))
    assert texts(tried.content)[-1] == "自己的一段"
    assert letter_settings.own_templates(scene.call.pk) == {}
    assert client.post(page(scene), upload(template, "use")).status_code == 302
    assert list(letter_settings.own_templates(scene.call.pk)) == ["refusal"]
    assert (
        texts(client.get(reverse("office:letter_sample", args=[scene.call.pk, "refusal"])).content)[-1] == "自己的一段"
    )
    client.post(reverse("office:letter_builtin", args=[scene.call.pk, "refusal"]))
    assert letter_settings.own_templates(scene.call.pk) == {}


@pytest.mark.parametrize("step", ["try", "use"])
def test_what_is_wrong_with_a_template_is_told_with_its_place(scene: Concluding, client: Client, step: str) -> None:
    response = client.post(page(scene), upload(a_template(*WHOLE, *ITEMS, "{{文件号}}"), step))
    assert response.status_code == 422
    assert "正文第11段：不认识 {{文件号}}，请对照可用的名称改正。" in response.content.decode()
    assert letter_settings.own_templates(scene.call.pk) == {}


@pytest.mark.parametrize("content", [b"", b"MZ\x90", b"%PDF-1.7"])
def test_other_files_are_refused(scene: Concluding, client: Client, content: bytes) -> None:
    response = client.post(page(scene), upload(content, "use") if content else {"step": "use"})
    assert response.status_code == 422


def test_another_kind_is_not_found(scene: Concluding, client: Client) -> None:
    assert client.get(page(scene, "thanks")).status_code == 404


def test_head_sign_and_number_are_settled(scene: Concluding, client: Client) -> None:
    url = reverse("office:letter_templates", args=[scene.call.pk])
    client.post(url, {"head": "某办公室", "sign": "某办", "pattern": "某〔{年}〕{号}号"})
    assert letter_settings.of_call(Call.objects.get()).number(2026, 3) == "某〔2026〕3号"
    assert Event.objects.filter(kind="call.letters_changed").count() == 1
    refused = client.post(url, {"head": "某办公室", "sign": "某办", "pattern": "某〔{年}〕号"})
    assert "文号格式里要有 {号}" in refused.content.decode()


def test_reviewers_have_no_business_here(scene: Concluding) -> None:
    reviewer = officer_client(scene.reviewer)
    assert reviewer.get(page(scene)).status_code == 403
