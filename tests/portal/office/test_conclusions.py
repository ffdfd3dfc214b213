"""The office's page of conclusions, long work with its progress, public lists, bundles, and what the public sees."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from threading import Event as Flag
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.portal.conftest import officer_client
from tests.store.scenes.concluding import Concluding
from xingshen.jobs.batch import run_batch
from xingshen.jobs.work import Work
from xingshen.store.conclusions import batches
from xingshen.store.models import Batch, Event, Letter, PublicList
from xingshen.store.running import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Concluding:
    return Concluding()


@pytest.fixture
def client(scene: Concluding) -> Client:
    return officer_client(scene.office)


def work() -> None:
    while (claim := jobs.claim([batches.JOB])) is not None:
        run_batch(Work(claim, Flag()))


def start(client: Client, scene: Concluding, kind: str, **more: str) -> Any:
    return client.post(reverse("office:batch_new", args=[scene.call.pk]), {"kind": kind, **more})


def the_list(**more: Any) -> dict[str, Any]:
    now = timezone.localtime()
    form = "%Y-%m-%dT%H:%M"
    period = {
        "opens_at": (now - timedelta(hours=1)).strftime(form),
        "closes_at": (now + timedelta(days=5)).strftime(form),
    }
    return {"title": "通过名单", "note": "可以反映情况。", **period, **more}


def published(client: Client, scene: Concluding, **more: Any) -> PublicList:
    client.post(reverse("office:list_new", args=[scene.call.pk]), the_list(**more))
    row = PublicList.objects.get()
    client.post(reverse("office:list_publish", args=[row.pk]))
    work()
    return PublicList.objects.get()


def public(row: PublicList) -> str:
    return Client().get(reverse("public:list", args=[row.slug])).content.decode()


# --- long work -------------------------------------------------------------------------------------------------------


def test_all_letters_go_out_from_the_page_and_its_progress_ends(scene: Concluding, client: Client) -> None:
    scene.passed()
    assert (
        "通过通知书 <strong>1</strong>"
        in client.get(reverse("office:conclusions", args=[scene.call.pk])).content.decode()
    )
    begun = start(client, scene, "letters")
    batch = Batch.objects.get()
    assert begun.headers["Location"] == reverse("office:batch", args=[batch.pk])
    progress = reverse("office:batch_progress", args=[batch.pk])
    assert "hx-get" in client.get(progress).content.decode()
    work()
    shown = client.get(progress).content.decode()
    assert "hx-get" not in shown
    assert "全部办成，没有问题。" in shown
    assert Letter.objects.count() == 1


def test_nothing_to_do_is_told(scene: Concluding, client: Client) -> None:
    response = client.post(reverse("office:batch_new", args=[scene.call.pk]), {"kind": "letters"}, follow=True)
    assert "没有待发的通知书。" in response.content.decode()


@pytest.mark.parametrize("kind", ["publish", "", "nonsense"])
def test_other_kinds_are_not_begun_here(scene: Concluding, client: Client, kind: str) -> None:
    assert start(client, scene, kind).status_code == 404


def test_a_batch_is_called_off(scene: Concluding, client: Client) -> None:
    scene.passed()
    start(client, scene, "letters")
    batch = Batch.objects.get()
    client.post(reverse("office:batch_stop", args=[batch.pk]))
    work()
    assert (Batch.objects.get().state, Letter.objects.count()) == ("stopped", 0)


def test_tables_are_downloaded_and_the_download_is_recorded(scene: Concluding, client: Client) -> None:
    scene.passed()
    start(client, scene, "tables", format="csv")
    work()
    response = client.get(reverse("office:batch_file", args=[Batch.objects.get().pk]))
    assert scene.unit.name in response.getvalue().decode("utf-8-sig")
    assert Event.objects.filter(kind="batch.downloaded").count() == 1


def test_there_is_no_file_before_it_is_made(scene: Concluding, client: Client) -> None:
    scene.passed()
    start(client, scene, "tables")
    assert client.get(reverse("office:batch_file", args=[Batch.objects.get().pk])).status_code == 404


def test_a_bundle_is_downloaded_and_the_download_is_recorded(scene: Concluding, client: Client) -> None:
    scene.passed()
    response = client.get(reverse("office:bundle", args=[scene.draft.pk]))
    with zipfile.ZipFile(io.BytesIO(response.getvalue())) as archive:
        assert "manifest.json" in archive.namelist()
    assert Event.objects.filter(kind="bundle.downloaded").count() == 1


# --- public lists ----------------------------------------------------------------------------------------------------


def test_a_list_is_prepared_previewed_published_and_public(scene: Concluding, client: Client) -> None:
    scene.passed()
    client.post(reverse("office:list_new", args=[scene.call.pk]), the_list())
    row = PublicList.objects.get()
    assert scene.unit.name in client.get(reverse("office:list", args=[row.pk])).content.decode()
    assert Client().get(reverse("public:list", args=[row.slug])).status_code == 404
    client.post(reverse("office:list_publish", args=[row.pk]))
    work()
    shown = public(row)
    for text in (scene.unit.name, "可以反映情况。", "共 1 项"):
        assert text in shown
    assert scene.person.name not in shown
    assert row.title in Client().get(reverse("public:call", args=[scene.call.slug])).content.decode()


def test_refusals_are_listed_only_where_the_office_says_so_and_without_reasons(
    scene: Concluding, client: Client
) -> None:
    scene.refused()
    row = published(client, scene, refused="on")
    (entry,) = row.entries
    shown = public(row)
    assert "不通过" in shown
    assert all(clause in shown for clause in entry["clauses"])
    assert "已核对原件" not in shown


def test_after_its_period_a_list_says_that_it_is_over(scene: Concluding, client: Client) -> None:
    scene.passed()
    row = published(client, scene)
    past = timezone.now() - timedelta(minutes=1)
    PublicList.objects.update(closes_at=past)
    assert "公示期已于" in public(row)


def test_before_its_period_a_list_shows_nobody(scene: Concluding, client: Client) -> None:
    scene.passed()
    row = published(client, scene)
    PublicList.objects.update(opens_at=timezone.now() + timedelta(hours=1))
    shown = public(row)
    assert "公示开始" in shown
    assert scene.unit.name not in shown


def test_a_withdrawn_list_shows_its_reason_and_nobody(scene: Concluding, client: Client) -> None:
    scene.passed()
    row = published(client, scene)
    client.post(reverse("office:list_withdraw", args=[row.pk]), {"reason": "名称有误。"})
    shown = public(row)
    assert "名称有误。" in shown
    assert scene.unit.name not in shown


def test_a_period_that_ends_before_it_begins_is_told(scene: Concluding, client: Client) -> None:
    data = the_list(closes_at="2020-01-01T00:00")
    shown = client.post(reverse("office:list_new", args=[scene.call.pk]), data).content.decode()
    assert "截止时间应晚于开始时间。" in shown
    assert PublicList.objects.count() == 0


def test_reviewers_have_no_business_here(scene: Concluding) -> None:
    reviewer = officer_client(scene.reviewer)
    assert reviewer.get(reverse("office:conclusions_newest")).status_code == 403
    assert reviewer.get(reverse("office:bundle", args=[1])).status_code == 403
