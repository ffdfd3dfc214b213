"""Uploading papers by a plain form, and what the list says of them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.portal.applicant.papers.paper_files import example, named
from xingshen.portal.configuration import Configuration
from xingshen.store.applying import papers
from xingshen.store.models import Application, Blob, Event, Job, Paper


def upload(client: Client, application: Application, *files: object, **more: object) -> list[str]:
    """Upload and go to the list; the messages shown there."""
    answer = client.post(
        reverse("applicant:paper_upload", args=[application.pk]), {"files": list(files), **more}, follow=True
    )
    assert answer.status_code == 200
    return [str(message) for message in answer.context["messages"]]


def test_several_files_are_taken_in_with_their_events_and_jobs(own_client: Client, application: Application) -> None:
    said = upload(own_client, application, named("协议 甲.pdf", b"a"), named("b.docx", b"b"), kind="合作协议")
    assert said == ["收到 2 份文件，正在识读。"]
    assert list(Paper.objects.values_list("name", "kind", "position", "state")) == [
        ("协议 甲.pdf", "合作协议", 0, "waiting"),
        ("b.docx", "合作协议", 1, "waiting"),
    ]
    assert list(Job.objects.values_list("kind", "state")) == [("read_paper", "ready")] * 2
    assert Event.objects.filter(kind="paper.added").count() == 2
    blob = Blob.objects.get(size=1, sha256__startswith="ca978112")
    assert blob.sm3 == "623476ac18f65a2909e43c7fec61b49c7e764a91a18ccb82f1917a29c86c5e88"


def test_a_file_over_the_limit_is_refused_by_name_and_the_others_are_kept(
    own_client: Client, application: Application, settings: object
) -> None:
    settings.XS = settings.XS.model_copy(update={"upload_limit_mb": 1})  # type: ignore[attr-defined]
    said = upload(own_client, application, named("大.pdf", bytes(1_200_000)), named("小.pdf"))
    assert said == [
        "“大.pdf”超过每份 1 MB 的上限，没有收下。请压缩图片或分成几个文件后再传。",
        "收到 1 份文件，正在识读。",
    ]
    assert [paper.name for paper in Paper.objects.all()] == ["小.pdf"]


def test_the_sum_of_an_application_has_a_limit(own_client: Client, application: Application, settings: object) -> None:
    xs: Configuration = settings.XS  # type: ignore[attr-defined]
    settings.XS = xs.model_copy(update={"dossier_limit_mb": 1})  # type: ignore[attr-defined]
    upload(own_client, application, named("一.pdf", bytes(700_000)))
    said = upload(own_client, application, named("二.pdf", b"x" + bytes(600_000)))
    assert said == [
        "收下“二.pdf”后，本申报的文件共 1.3 MB，超过 1 MB 的上限，没有收下。请先移除不需要的文件，或压缩后再传。"
    ]


def test_the_same_name_twice_is_told_apart_and_the_same_file_twice_is_not_added(
    own_client: Client, application: Application
) -> None:
    upload(own_client, application, named("协议.pdf", b"one"))
    assert upload(own_client, application, named("协议.pdf", b"two")) == [
        "已有名为“协议.pdf”的文件，这一份存为“协议 (2).pdf”。如要换掉原来那份，请用它旁边的“替换”。",
        "收到 1 份文件，正在识读。",
    ]
    assert upload(own_client, application, named("协议.pdf", b"one")) == [
        "“协议.pdf”已经在这里了，内容完全相同，没有重复添加。"
    ]
    assert [paper.name for paper in Paper.objects.all()] == ["协议.pdf", "协议 (2).pdf"]


def test_nothing_chosen_is_told_kindly(own_client: Client, application: Application) -> None:
    assert upload(own_client, application) == ["没有选择文件。请先选择文件，再点“上传”。"]


def test_a_paper_is_replaced_in_its_place_and_both_can_be_found(own_client: Client, application: Application) -> None:
    upload(own_client, application, named("旧.pdf", b"old"), kind="合作协议")
    old = Paper.objects.get()
    upload(own_client, application, named("新.pdf", b"new"), replaces=old.pk)
    new = papers.present(application.pk).get()
    assert (new.name, new.kind, new.position, new.replaces_id) == ("新.pdf", "合作协议", 0, old.pk)
    assert [paper.pk for paper in papers.removed(application.pk)] == [old.pk]


def test_removing_can_be_undone(own_client: Client, application: Application) -> None:
    upload(own_client, application, named("a.pdf"))
    paper = Paper.objects.get()
    own_client.post(reverse("applicant:paper_remove", args=[application.pk, paper.pk]))
    assert not papers.present(application.pk).exists()
    page = own_client.get(reverse("applicant:papers", args=[application.pk])).content.decode()
    assert "已移除的文件" in page
    own_client.post(reverse("applicant:paper_restore", args=[application.pk, paper.pk]))
    assert papers.present(application.pk).get().name == "a.pdf"
    assert list(Event.objects.filter(kind__startswith="paper.").values_list("kind", flat=True).order_by("seq")) == [
        "paper.added", "paper.removed", "paper.restored",
    ]  # fmt: skip


def test_a_file_is_served_as_a_download_under_its_own_name_only(own_client: Client, application: Application) -> None:
    upload(own_client, application, example("08-营业执照.pdf"))
    answer = own_client.get(reverse("applicant:paper_file", args=[application.pk, Paper.objects.get().pk]))
    assert answer["Content-Disposition"] == ("attachment; filename*=utf-8''08-%E8%90%A5%E4%B8%9A%E6%89%A7%E7%85%A7.pdf")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox;")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


@pytest.mark.parametrize("name", ["paper_file", "paper_change", "paper_remove"])
def test_a_paper_of_another_application_is_not_there(own_client: Client, application: Application, name: str) -> None:
    other = Application.objects.create(call=application.call, unit=application.unit, owner=application.owner)
    upload(own_client, application, named("a.pdf"))
    url = reverse(f"applicant:{name}", args=[other.pk, Paper.objects.get().pk])
    answer = own_client.get(url) if name == "paper_file" else own_client.post(url)
    assert answer.status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_queries_however_long_it_is(
    own_client: Client, application: Application, django_assert_num_queries: object, count: int
) -> None:
    upload(own_client, application, *(named(f"{each}.pdf", bytes([each])) for each in range(count)))
    url = reverse("applicant:papers", args=[application.pk])
    own_client.get(url)
    with django_assert_num_queries(11):  # type: ignore[operator]
        own_client.get(url)
