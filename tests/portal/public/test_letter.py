"""Anybody checks a letter by its code or its file, and learns nothing else."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.store.scenes.concluding import Concluding
from xingshen.store.conclusions import letters

pytestmark = pytest.mark.django_db
URL = reverse("public:letter")


@pytest.fixture
def scene() -> Concluding:
    made = Concluding()
    made.passed()
    return made


def test_a_letter_is_found_by_its_code_and_says_number_and_day_only(scene: Concluding) -> None:
    letter = scene.send()
    shown = Client().get(URL, {"code": letter.code.replace("-", "")}).content.decode()
    assert "是本机关发出的通知书" in shown
    assert letter.number in shown
    assert scene.unit.name not in shown
    assert scene.draft.title not in shown


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_a_letter_is_found_by_its_file(scene: Concluding, suffix: str) -> None:
    content = letters.content(scene.send(), suffix)
    shown = Client().post(URL, {"file": SimpleUploadedFile(f"x.{suffix}", content)}).content.decode()
    assert "是本机关发出的通知书" in shown
    other = Client().post(URL, {"file": SimpleUploadedFile(f"x.{suffix}", content + b" ")}).content.decode()
    assert "没有发出过这样的通知书" in other


def test_a_letter_whose_record_was_changed_does_not_pass(scene: Concluding) -> None:
    letter = scene.send()
    letter.record["content"]["project"] = "别的项目"
    letter.save()
    assert "核验没有通过" in Client().get(URL, {"code": letter.code}).content.decode()


@pytest.mark.parametrize("code", ["", "0000", "' OR 1=1", "9" * 500])
def test_other_codes_find_nothing(scene: Concluding, code: str) -> None:
    scene.send()
    response = Client().get(URL, {"code": code})
    assert response.status_code == 200
    assert "是本机关发出的通知书" not in response.content.decode()


def test_a_post_without_a_file_is_told(scene: Concluding) -> None:
    assert "请选择通知书的 PDF 或 Word 文件。" in Client().post(URL).content.decode()
