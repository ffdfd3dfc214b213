"""The pages of an applicant: handing in, the receipt in its forms, taking back, what was given back."""

from __future__ import annotations

import io
import json
import re
from zipfile import ZipFile

import pytest
from django.test import Client

from tests.portal.conftest import signed_in
from tests.store.scenes.filing import Scene
from xingshen.reports.receipt_checking import check_receipt, read_receipt
from xingshen.review.filing import Return
from xingshen.review.filing_events import Item, Target
from xingshen.store.filing import filings, submissions
from xingshen.store.models import Submission, Window

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
def client(scene: Scene) -> Client:
    return signed_in(scene.person)


def _text(answer: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())  # type: ignore[attr-defined]


def _field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


def test_handing_in_leads_to_the_receipt(scene: Scene, client: Client) -> None:
    address = f"/filing/{scene.draft.pk}/submit/"
    page = client.get(address).content.decode()
    data = {"key": _field(page, "key"), "version": _field(page, "version")}
    first, again = client.post(address, data), client.post(address, data)
    assert [each.headers["Location"] for each in (first, again)] == [f"/filing/{scene.draft.pk}/receipt/"] * 2
    receipt = _text(client.get(first.headers["Location"]))
    submission = Submission.objects.get()
    assert "2026-2-0001" in receipt
    assert submission.sha256[:8] in receipt
    assert scene.stage() == "at_unit"


def test_what_stands_in_the_way_is_told_with_clauses_and_links(scene: Scene, client: Client) -> None:
    draft = scene.make_draft(form__declaration__lawful="否")
    page = client.get(f"/filing/{draft.pk}/submit/")
    assert "请声明合作协议合法合规、符合科研伦理" in _text(page)
    assert "#f-form.declaration.lawful" in page.content.decode()
    answer = client.post(f"/filing/{draft.pk}/submit/", {"key": "k"})
    assert (answer.status_code, scene.stage(draft)) == (422, "draft")


def test_after_the_window_nothing_is_handed_in_and_the_page_says_what_is_safe(scene: Scene, client: Client) -> None:
    window = Window.objects.get(call=scene.call, who="applicant")
    window.closes_at = window.opens_at.replace(microsecond=1 if window.opens_at.microsecond == 0 else 0)
    window.opens_at = window.closes_at.replace(year=window.closes_at.year - 1)
    window.save()
    answer = client.post(f"/filing/{scene.draft.pk}/submit/", {"key": "k"})
    assert answer.status_code == 409
    assert "已保存和已提交的内容都还在，不会丢失。" in _text(answer)
    assert scene.stage() == "draft"


def test_a_page_from_before_a_change_is_not_handed_in_unseen(scene: Scene, client: Client) -> None:
    version = scene.draft.version
    scene.change(project__title="合作者刚改的题目")
    answer = client.post(f"/filing/{scene.draft.pk}/submit/", {"key": "k", "version": version})
    assert answer.status_code == 409
    assert "合作者刚改的题目" in _text(answer)


def test_what_was_handed_in_and_not_changed_need_not_be_handed_in_again(scene: Scene, client: Client) -> None:
    scene.hand_in()
    assert "不必再提交" in _text(client.get(f"/filing/{scene.draft.pk}/submit/"))
    scene.add_paper()
    text = _text(client.get(f"/filing/{scene.draft.pk}/submit/"))
    assert "不必再提交" not in text
    assert "这将替换第 1 次提交" in text


def test_the_receipt_as_json_and_pdf_and_everything_as_zip(scene: Scene, client: Client) -> None:
    scene.add_paper()
    scene.hand_in()
    base = f"/filing/{scene.draft.pk}/receipt/1/"
    receipt = read_receipt(client.get(base + "receipt.json").content.decode())
    assert [point for point in check_receipt(receipt) if not point.holds] == []
    pdf = client.get(base + "receipt.pdf")
    assert (pdf.headers["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    whole = client.get(base + "package.zip")
    with ZipFile(io.BytesIO(b"".join(whole.streaming_content))) as archive:  # type: ignore[attr-defined]
        assert sorted(archive.namelist()) == ["package.json", "papers/05-协议.pdf"]
        assert json.loads(archive.read("package.json"))["answers"]["leader"]["name"] == "冯知衡"
    whole.close()


def test_the_unit_sees_the_receipt_and_a_colleague_does_not(scene: Scene) -> None:
    scene.hand_in()
    address = f"/filing/{scene.draft.pk}/receipt/"
    assert signed_in(scene.administrator).get(address).status_code == 200
    assert Client().get(address).status_code == 302
    assert signed_in(scene.officer).get(f"{address}1/package.zip").status_code in (302, 403)


def test_taking_back_keeps_everything(scene: Scene, client: Client) -> None:
    scene.hand_in()
    answer = client.post(f"/filing/{scene.draft.pk}/withdraw/", {"reason": "改题目"}, follow=True)
    assert "已撤回。内容都在，截止之前可以修改后再次提交。" in _text(answer)
    assert scene.stage() == "withdrawn"


def test_what_was_given_back_is_shown_with_names_of_fields(scene: Scene, client: Client) -> None:
    scene.hand_in()
    item = Item(Target.FIELD, "budget.self_funding", "改为 150.00", "3.6.a")
    filings.act(scene.draft.pk, Return("预算有误", (item,)), scene.admin)
    for address in ("", "submit/"):
        text = _text(client.get(f"/filing/{scene.draft.pk}/{address}"))
        assert "预算有误" in text
        assert "自筹资金 ：改为 150.00" in text


@pytest.mark.parametrize("which", ["form", "sealed", "pledges"])
def test_the_form_is_printed_for_its_people_only(scene: Scene, client: Client, which: str) -> None:
    address = f"/filing/{scene.draft.pk}/print/{which}.pdf"
    answer = client.get(address)
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    assert signed_in(scene.administrator).get(address).status_code == 200
    assert client.get(f"/filing/{scene.draft.pk}/print/other.pdf").status_code == 404


def test_a_print_is_made_once_for_the_same_values(scene: Scene, client: Client) -> None:
    address = f"/filing/{scene.draft.pk}/print/sealed.pdf"
    first, second = client.get(address).content, client.get(address).content
    scene.change(project__title="另一个题目")
    assert first == second != client.get(address).content


def test_the_course_shows_each_step(scene: Scene, client: Client) -> None:
    scene.hand_in()
    scene.approve()
    scene.recommend()
    text = _text(client.get(f"/filing/{scene.draft.pk}/"))
    steps = ["归口管理部门推荐，已受理", "单位审核通过", "第 1 次提交，编号 2026-2-0001", "新建申报"]
    places = [text.find(step) for step in steps]
    assert -1 not in places
    assert places == sorted(places)
    assert submissions.at(scene.draft.pk) is not None
