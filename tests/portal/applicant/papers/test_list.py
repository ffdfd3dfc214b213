"""The list: what is wanted and missing, states while reading, wrong headings, and the small answers of the poll."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from tests.jobs.papering import work_off
from tests.portal.applicant.papers.paper_files import CLEAN, EXAMPLES, example, named
from xingshen.store.models import Application, Paper


def get(client: Client, application: Application, name: str = "papers", **query: object) -> object:
    return client.get(reverse(f"applicant:{name}", args=[application.pk]), query)


def upload(client: Client, application: Application, *files: object, **more: object) -> None:
    client.post(reverse("applicant:paper_upload", args=[application.pk]), {"files": list(files), **more})


def test_what_is_wanted_follows_from_the_answers_with_reason_and_clauses(
    own_client: Client, application: Application
) -> None:
    shown = get(own_client, application).context["list"]  # type: ignore[attr-defined]
    assert [slot.kind for slot in shown.missing] == ["签章页", "单位承诺书", "负责人承诺书", "合作协议", "高企证书"]
    assert (shown.missing[3].reason, shown.missing[3].clauses) == (
        "合作各方须就本项目签署合作协议，有效期覆盖执行期", ("3.3.b", "4.4"),
    )  # fmt: skip
    upload(own_client, application, named("协议.pdf"), kind="合作协议")
    after = get(own_client, application).context["list"]  # type: ignore[attr-defined]
    assert "合作协议" not in [slot.kind for slot in after.missing]


def test_a_paper_under_the_wrong_heading_is_noticed_and_put_right_with_one_press(
    own_client: Client, application: Application
) -> None:
    upload(own_client, application, example("07-2025年度审计报告.pdf"), kind="其他")
    work_off()
    row = get(own_client, application).context["list"].rows[0]  # type: ignore[attr-defined]
    assert (row.paper.kind, row.suggestion) == ("其他", "审计报告")
    own_client.post(reverse("applicant:paper_kind", args=[application.pk, row.paper.pk]), {"kind": row.suggestion})
    work_off()
    row = get(own_client, application).context["list"].rows[0]  # type: ignore[attr-defined]
    assert (row.paper.kind, row.suggestion) == ("审计报告", "")


def test_a_damaged_paper_is_told_with_its_cure(own_client: Client, application: Application) -> None:
    broken = next((EXAMPLES / "damaged-paper").glob("*专利*"))
    upload(own_client, application, example(broken.name, broken.parent))
    work_off()
    row = get(own_client, application).context["list"].rows[0]  # type: ignore[attr-defined]
    assert (row.paper.state, row.problems[0]["cure"]) == (
        "failed", "请用原软件重新导出为 PDF，确认能正常打开后替换。",
    )  # fmt: skip


def test_the_poll_sends_only_what_changed_and_ends(own_client: Client, application: Application) -> None:
    upload(own_client, application, named("a.pdf", b"a"), named("b.pdf", b"b"))
    first, second = Paper.objects.order_by("pk")
    marks = [row.mark for row in get(own_client, application).context["list"].rows]  # type: ignore[attr-defined]
    quiet = get(own_client, application, "papers_poll", mark=marks)
    assert (quiet.context["changed"], "load delay:2s" in quiet.content.decode()) == ([], True)  # type: ignore[attr-defined]
    Paper.objects.filter(pk=second.pk).update(state="reading", pages=12, pages_done=2)
    moving = get(own_client, application, "papers_poll", mark=marks).content.decode()  # type: ignore[attr-defined]
    assert "正在识读第 3 页，共 12 页" in moving
    assert (f'id="paper-{first.pk}"' in moving, f'id="paper-{second.pk}"' in moving) == (False, True)
    Paper.objects.update(state="read")
    done = get(own_client, application, "papers_poll", mark=marks)
    assert (done["HX-Trigger"], "hx-trigger" in done.content.decode()) == ("papers-read", False)  # type: ignore[attr-defined, index]


def test_several_papers_in_one_file_are_told_with_their_pages(own_client: Client, application: Application) -> None:
    Paper.objects.all().delete()
    upload(own_client, application, named("合订.pdf"))
    kinds = [
        {"counts_as": "合作协议", "looks_like": "agreement", "sure": True, "first": 1, "last": 3},
        {"counts_as": "审计报告", "looks_like": "audit_report", "sure": True, "first": 4, "last": 9},
    ]
    Paper.objects.update(state="read", summary={"kinds": kinds})
    row = get(own_client, application).context["list"].rows[0]  # type: ignore[attr-defined]
    assert (row.contents, row.suggestion) == ("合作协议（第1—3页）、审计报告（第4—9页）", "")


def test_a_reader_sees_the_list_without_anything_to_change(client: Client, application: Application) -> None:
    from tests.store.scenes.applying import make_person  # noqa: PLC0415
    from xingshen.store.models import Collaborator  # noqa: PLC0415

    reader = make_person(application.unit, "reader@example.cn", "只读")
    Collaborator.objects.create(application=application, user=reader, right="read")
    client.force_login(reader)
    page = get(client, application).content.decode()  # type: ignore[attr-defined]
    assert ("data-drop" in page, 'name="kind"' in page) == (False, False)
    answer = client.post(reverse("applicant:paper_upload", args=[application.pk]), {"files": [named("a.pdf")]})
    assert answer.status_code == 403


def test_a_page_can_be_looked_at_with_a_place_marked(own_client: Client, application: Application) -> None:
    upload(own_client, application, example("05-Agreement.pdf", CLEAN))
    work_off()
    keys = [application.pk, Paper.objects.get().pk, 1]
    page = own_client.get(reverse("applicant:paper_page", args=keys), {"box": "271.2,620.5,351.3,631.0"})
    view = page.context["view"]
    assert (view.count, len(view.marks), bool(view.previous), bool(view.next)) == (2, 1, False, True)
    picture = own_client.get(reverse("applicant:paper_image", args=keys), {"size": "thumb"})
    assert (picture["Content-Type"], b"".join(picture.streaming_content)[:4]) == ("image/png", b"\x89PNG")
    crop = own_client.get(reverse("applicant:paper_crop", args=keys), {"box": "271.2,620.5,351.3,631.0"})
    assert (crop.status_code, crop.content[:4]) == (200, b"\x89PNG")
    assert own_client.get(reverse("applicant:paper_page", args=[*keys[:2], 3])).status_code == 404
    assert own_client.get(reverse("applicant:paper_crop", args=keys), {"box": "9,9,nan,1"}).status_code == 404
