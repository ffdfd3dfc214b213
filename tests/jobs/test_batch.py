"""Long work: every step once, problems told, called off, taken up again after a crash; and its file."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.utils import timezone

from tests.store.conclusions.test_public_lists import data
from tests.store.scenes.concluding import Concluding
from xingshen.jobs.batch import run_batch
from xingshen.jobs.work import Stopping, Work
from xingshen.reports.bundle_checking import check_bundle
from xingshen.store.conclusions import batches, letters, public_lists
from xingshen.store.examination import examinations
from xingshen.store.models import Batch, Examination, Letter, User
from xingshen.store.record import files
from xingshen.store.running import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Concluding:
    return Concluding()


def two_concluded(scene: Concluding) -> list[int]:
    other = scene.make_draft(project__title="另一个项目")
    scene.passed()
    scene.refused(other)
    return [scene.draft.pk, other.pk]


def run(stop: Event | None = None) -> Work:
    claim = jobs.claim([batches.JOB])
    assert claim is not None
    work = Work(claim, stop or Event())
    run_batch(work)
    return work


def again(batch: Batch) -> Batch:
    return batches.get(batch.pk)


def content(batch: Batch) -> bytes:
    return files.path_of(batch.file_id or "").read_bytes()


def test_letters_of_all_concluded_go_out(scene: Concluding) -> None:
    two_concluded(scene)
    batch = batches.ask(scene.call, batches.LETTERS, scene.office)
    run()
    done = again(batch)
    assert (done.state, done.done, done.total, done.problems) == ("done", 2, 2, [])
    assert sorted(Letter.objects.values_list("letter", flat=True)) == ["pass", "refusal"]


def test_a_second_request_while_one_runs_is_the_same(scene: Concluding) -> None:
    two_concluded(scene)
    first = batches.ask(scene.call, batches.LETTERS, scene.office)
    assert batches.ask(scene.call, batches.LETTERS, scene.office) == first


def test_without_anything_to_do_nothing_is_begun(scene: Concluding) -> None:
    with pytest.raises(batches.NothingToDo, match="没有待发的通知书"):
        batches.ask(scene.call, batches.LETTERS, scene.office)


def test_a_worker_that_stops_leaves_the_rest_to_the_next(scene: Concluding, monkeypatch: pytest.MonkeyPatch) -> None:
    two_concluded(scene)
    batch = batches.ask(scene.call, batches.LETTERS, scene.office)
    claim, stop, real = jobs.claim([batches.JOB]), Event(), letters.issue
    assert claim is not None

    def once(*args: Any, **more: Any) -> object:
        stop.set()
        return real(*args, **more)

    monkeypatch.setattr(letters, "issue", once)
    with pytest.raises(Stopping):
        run_batch(Work(claim, stop))
    jobs.give_back(claim)
    monkeypatch.undo()
    assert (again(batch).done, Letter.objects.count()) == (1, 1)
    run()
    assert (again(batch).state, again(batch).done, Letter.objects.count()) == ("done", 2, 2)


def test_a_step_that_ran_and_was_not_noted_does_no_harm_again(scene: Concluding) -> None:
    two_concluded(scene)
    batch = batches.ask(scene.call, batches.LETTERS, scene.office)
    scene.send()
    run()
    assert (again(batch).problems, Letter.objects.count()) == ([], 2)


def test_what_was_called_off_stops_and_keeps_what_is_done(scene: Concluding) -> None:
    two_concluded(scene)
    batch = batches.ask(scene.call, batches.LETTERS, scene.office)
    assert batches.stop(batch, scene.office)
    run()
    assert (again(batch).state, again(batch).done, Letter.objects.count()) == ("stopped", 0, 0)
    assert not batches.stop(batch, scene.office)


def test_steps_that_cannot_be_taken_are_told_with_their_reason(scene: Concluding) -> None:
    two_concluded(scene)
    batch = batches.ask(scene.call, batches.LETTERS, scene.office)
    User.objects.get(pk=scene.office.user_id).memberships.all().delete()
    run()
    done = again(batch)
    assert (done.state, done.done, Letter.objects.count()) == ("done", 2, 0)
    assert [each["reason"] for each in done.problems] == ["此操作由项目办公室办理。"] * 2
    assert {each["number"] for each in done.problems} == {
        examinations.get(each.application_id).application.number for each in Examination.objects.all()
    }


def test_bundles_of_a_call_come_as_one_file_and_each_verifies(scene: Concluding, tmp_path: Path) -> None:
    two_concluded(scene)
    batch = batches.ask(scene.call, batches.BUNDLES, scene.office)
    run()
    with zipfile.ZipFile(BytesIO(content(again(batch)))) as whole:
        names = whole.namelist()
        whole.extractall(tmp_path)
    assert len(names) == 2
    for name in names:
        _, points = check_bundle(tmp_path / name)
        assert [point for point in points if not point.holds] == []
    assert not batches.folder(batch).exists()


@pytest.mark.parametrize(("form", "start"), [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")])
def test_result_tables_are_made(scene: Concluding, form: str, start: bytes) -> None:
    two_concluded(scene)
    batch = batches.ask(scene.call, batches.TABLES, scene.office, payload={"format": form})
    run()
    done = again(batch)
    assert content(done).startswith(start)
    assert (done.file_name, done.done, done.total) == (f"intl-2026-结果.{form}", 2, 2)


def test_a_list_becomes_public_when_all_its_dossiers_are_published(scene: Concluding) -> None:
    two_concluded(scene)
    row = public_lists.prepare(scene.call, data(refused=True), scene.office)
    batches.ask(scene.call, batches.PUBLISH, scene.office, payload={"list": row.pk})
    run()
    assert [entry["outcome"] for entry in public_lists.public(row.slug).entries] == ["pass", "fail"]


def test_conclusions_are_closed_when_their_periods_are_over(scene: Concluding) -> None:
    ids = two_concluded(scene)
    other = scene.draft.__class__.objects.get(pk=ids[1])
    scene.send()
    scene.send(other)
    past = timezone.now() - timedelta(days=1)
    assert list(batches.closable(scene.call.pk)) == []
    Examination.objects.update(published_until=past, answer_until=past)
    batch = batches.ask(scene.call, batches.CLOSE, scene.office)
    run()
    stages = Examination.objects.order_by("application_id").values_list("stage", flat=True)
    assert list(stages) == ["final", "refused"]
    assert [each["reason"] for each in again(batch).problems] == [
        "申请复审的期限还没有届满（自不通过通知书发出后起算）。"
    ]


def test_a_job_that_was_given_up_says_so(scene: Concluding) -> None:
    two_concluded(scene)
    batch = batches.ask(scene.call, batches.LETTERS, scene.office)
    batches.give_up(batch.pk)
    assert again(batch).state == "failed"
