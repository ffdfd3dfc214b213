"""Receipts prove themselves: at once, by the chain, and when anything was changed."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.store.scenes.filing import Scene
from xingshen.reports.receipt import Json, event_digest
from xingshen.reports.receipt_checking import NotAReceipt, check_package, check_receipt, read_receipt
from xingshen.store.filing import receipts
from xingshen.store.models import Event, Submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def _receipt(submission: Submission) -> Json:
    return read_receipt(json.dumps(receipts.receipt_of(submission)))


def _save_export(submission: Submission, target: Path) -> None:
    with receipts.export(submission) as export:
        target.write_bytes(export.read())


def _wrong(points: Any) -> list[str]:
    return [point.name for point in points if not point.holds]


def test_a_receipt_holds_by_itself_and_by_the_chain(scene: Scene) -> None:
    submission = scene.hand_in()
    receipt = _receipt(submission)
    assert _wrong(check_receipt(receipt)) == []
    result = receipts.verify_receipt(receipt)
    assert (result.holds, result.number, result.sequence, result.superseded_by) == (True, "2026-2-0001", 1, None)


def test_events_have_the_digest_that_receipts_compute(scene: Scene) -> None:
    scene.hand_in()
    for event in Event.objects.all():
        assert event_digest(receipts.event_json(event)) == event.hash


@pytest.mark.parametrize(
    ("path", "value", "name"),
    [
        (("number",), "2026-2-9999", "编号和摘要与事件一致"),
        (("package", "sha256"), "0" * 64, "编号和摘要与事件一致"),
        (("submitted_at",), "2026-07-01T08:00:00+08:00", "时间与事件一致"),
        (("event", "actor_name"), "别人", "事件摘要"),
        (("manifest", "unit", "name"), "别的单位", "清单与事件一致"),
    ],
)
def test_a_changed_receipt_tells_what_was_changed(scene: Scene, path: tuple[str, ...], value: str, name: str) -> None:
    receipt = deepcopy(_receipt(scene.hand_in()))
    node = receipt
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    assert name in _wrong(check_receipt(receipt))


def test_number_and_digest_are_wanted_together(scene: Scene) -> None:
    submission = scene.hand_in()
    assert receipts.verify(submission.number, submission.sha256.upper()).holds
    assert not receipts.verify(submission.number, "0" * 64).found
    assert not receipts.verify("2026-2-0002", submission.sha256).found


def test_a_replaced_submission_still_holds_and_says_which_one_counts(scene: Scene) -> None:
    first = scene.hand_in()
    scene.change(project__title="新题目")
    scene.hand_in()
    result = receipts.verify(first.number, first.sha256)
    assert (result.holds, result.superseded_by) == (True, 2)


def test_a_row_of_the_chain_that_was_changed_is_noticed(scene: Scene) -> None:
    submission = scene.hand_in()
    table = Event._meta.db_table
    with connection.cursor() as cursor:
        for what in ("update", "delete"):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {table}_no_{what}{on}")
        cursor.execute(f"UPDATE {table} SET actor_name = 'x' WHERE seq = %s", [submission.event_seq])
    result = receipts.verify(submission.number, submission.sha256)
    assert (result.found, _wrong(result.points)) == (True, ["事件摘要"])


def test_the_export_is_what_the_receipt_is_for(scene: Scene, tmp_path: Path) -> None:
    scene.add_paper("05-协议.pdf", b"agreement")
    scene.add_paper("05-协议.pdf", b"another of the same name")
    submission = scene.hand_in()
    export = tmp_path / "all.zip"
    _save_export(submission, export)
    assert _wrong(check_package(_receipt(submission), export)) == []


def test_the_export_of_another_submission_is_not(scene: Scene, tmp_path: Path) -> None:
    scene.add_paper(content=b"first")
    first = scene.hand_in()
    scene.change(project__title="新题目")
    second = scene.hand_in()
    export = tmp_path / "all.zip"
    _save_export(second, export)
    assert _wrong(check_package(_receipt(first), export)) == ["提交内容的摘要", "各项填报值与清单一致"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "xingshen-receipt/1"}', "[" * 100_000])
def test_what_is_no_receipt_is_told_so(text: str) -> None:
    with pytest.raises(NotAReceipt):
        read_receipt(text)
