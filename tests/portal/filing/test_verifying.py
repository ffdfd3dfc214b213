"""The public check of receipts: what it answers, and what it never shows."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.store.scenes.filing import Scene
from xingshen.store.filing import receipts

pytestmark = pytest.mark.django_db
ADDRESS = "/filing/verify/"


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_number_and_digest_are_confirmed_without_showing_contents(scene: Scene) -> None:
    submission = scene.hand_in()
    page = Client().get(ADDRESS, {"number": submission.number, "sha256": submission.sha256}).content.decode()
    assert "核验通过" in page
    assert [word for word in ("柔性焊接", "冯知衡", scene.unit.name) if word in page] == []


def test_a_digest_read_aloud_in_groups_is_fine(scene: Scene) -> None:
    submission = scene.hand_in()
    grouped = " ".join(submission.sha256[at : at + 8] for at in range(0, 64, 8))
    assert "核验通过" in Client().get(ADDRESS, {"number": submission.number, "sha256": grouped}).content.decode()


@pytest.mark.parametrize("sha256", ["0" * 64, "' OR 1=1 --", "😀"])
def test_another_digest_finds_nothing(scene: Scene, sha256: str) -> None:
    number = scene.hand_in().number
    assert "没有这样的提交" in Client().get(ADDRESS, {"number": number, "sha256": sha256}).content.decode()


def test_a_receipt_file_is_checked_and_a_changed_one_fails(scene: Scene) -> None:
    receipt = receipts.receipt_of(scene.hand_in())
    assert "核验通过" in _post(receipt)
    receipt["manifest"]["unit"]["name"] = "别的单位"
    assert "核验没有通过" in _post(receipt)


def test_what_is_no_receipt_is_told_so(scene: Scene) -> None:
    assert "这不是 JSON 文件" in _post(None)


def _post(receipt: object) -> str:
    content = b"no json" if receipt is None else json.dumps(receipt).encode()
    return Client().post(ADDRESS, {"file": SimpleUploadedFile("receipt.json", content)}).content.decode()
