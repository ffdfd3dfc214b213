"""The applicant's side of a correction: what the pages show and take, and how it is handed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.portal.applicant.conftest import signed_in
from tests.store.scenes.comparing import Batch
from tests.store.scenes.reviewing import Review, with_a_paper
from xingshen.review.alone import OF_OTHERS
from xingshen.review.examination_commands import RequestCorrection
from xingshen.store.applying import applications
from xingshen.store.examination import corrections, examinations
from xingshen.store.models import Application, AwaitedCorrection, Paper, Submission

pytestmark = pytest.mark.django_db
FUNDING = "R-3.6.a"


@pytest.fixture
def review() -> Review:
    made = with_a_paper()
    points = [point for point in made.case().points() if point.finding.rule == FUNDING]
    items = corrections.items_for(examinations.get(made.draft.pk), points)
    made.act(RequestCorrection(tuple(items.values())), made.reviewer)
    return made


@pytest.fixture
def client(review: Review) -> Client:
    return signed_in(review.person)


def url(review: Review, rest: str = "correction/") -> str:
    return f"/apply/{review.draft.pk}/{rest}"


def mark_of(review: Review) -> str:
    awaited = review.case().examination.waiting_for
    assert awaited is not None
    return awaited.items[0].fingerprint


def save_field(client: Client, review: Review, path: str, value: str) -> dict[str, Any]:
    version = Application.objects.get(pk=review.draft.pk).version
    body = {"base": version, "changes": [{"path": path, "value": value}]}
    answer: dict[str, Any] = client.post(url(review, "save/"), body, content_type="application/json").json()
    return answer


def test_the_page_says_what_is_asked_where_to_mend_it_and_until_when(client: Client, review: Review) -> None:
    page = client.get(url(review)).content.decode()
    due = timezone.localtime(AwaitedCorrection.objects.get().due_at) - timedelta(days=1)
    assert "请补正 1 项" in page
    assert "已处理 0 / 1 项" in page
    assert f"{due:%Y-%m-%d} 24:00" in page
    assert f'href="/apply/{review.draft.pk}/form/budget/#f-budget.self_funding"' in page
    assert "补正提交后不能撤回" in page
    assert "沈细行" not in page


def test_the_front_door_the_review_page_and_submitting_lead_to_the_correction(client: Client, review: Review) -> None:
    places = [client.get(url(review, rest))["Location"] for rest in ("", "review/")]
    places.append(client.get(f"/filing/{review.draft.pk}/submit/")["Location"])
    assert places == [url(review)] * 3


def test_the_form_asks_only_for_what_is_opened_and_shows_the_rest(client: Client, review: Review) -> None:
    budget = client.get(url(review, "form/budget/")).content.decode()
    assert 'id="f-budget.self_funding" name="budget.self_funding" data-input' in budget
    basics = client.get(url(review, "form/basics/")).content.decode()
    assert "data-input" not in basics
    assert "柔性焊接机器人力位协同控制" in basics
    assert "返回补正事项" in basics


def test_a_section_that_is_posted_changes_nothing_but_what_is_opened(client: Client, review: Review) -> None:
    version = applications.get(review.draft.pk).version
    posted = {"base": version, "budget.self_funding": "150", "budget.requested": "999", "do": ""}
    answer = client.post(url(review, "form/budget/"), posted)
    assert answer["Location"] == url(review)
    budget = applications.tree(applications.get(review.draft.pk))["budget"]
    assert (budget["self_funding"], budget.get("requested")) == ("150", None)


def test_a_field_that_is_not_opened_is_refused_with_a_sentence(client: Client, review: Review) -> None:
    told = save_field(client, review, "leader.name", "别人")
    assert told["stored"] == []
    assert told["refused"]["leader.name"].startswith("补正期间只能修改补正通知开放的栏目")


def test_papers_of_other_kinds_can_be_looked_at_only(client: Client, review: Review) -> None:
    paper = Paper.objects.get()
    page = client.get(url(review, "papers/")).content.decode()
    assert paper.name in page
    assert f"/papers/{paper.pk}/remove/" not in page
    client.post(url(review, f"papers/{paper.pk}/remove/"))
    assert Paper.objects.get().removed_at is None


def test_replies_are_kept_and_the_correction_is_handed_in_with_them(client: Client, review: Review) -> None:
    mark = mark_of(review)
    client.post(url(review), {f"reply:{mark}": "已改。", "do": "save"})
    assert AwaitedCorrection.objects.get().replies == {mark: "已改。"}
    save_field(client, review, "budget.self_funding", "150")
    page = client.get(url(review)).content.decode()
    assert "已处理 1 / 1 项" in page
    version = Application.objects.get(pk=review.draft.pk).version
    posted = {f"reply:{mark}": "已改为150。", "key": "k", "version": version, "do": "hand_in"}
    answers = [client.post(url(review), posted) for _ in range(2)]
    assert [each["Location"] for each in answers] == [f"/filing/{review.draft.pk}/receipt/"] * 2
    assert Submission.objects.count() == 2
    receipt = client.get(answers[0]["Location"]).content.decode()
    assert "第 1 次补正" in receipt
    timeline = client.get(f"/filing/{review.draft.pk}/").content.decode()
    assert "已改为150。" in timeline
    assert "形式审查退回补正" in timeline
    assert "沈细行" not in timeline


def test_nothing_done_is_told_and_changes_nothing(client: Client, review: Review) -> None:
    version = Application.objects.get(pk=review.draft.pk).version
    answer = client.post(url(review), {"key": "k", "version": version, "do": "hand_in"})
    assert answer.status_code == 409
    assert "还没有任何改动或答复" in answer.content.decode()
    assert Submission.objects.count() == 1


def test_after_its_end_nothing_is_saved_and_the_page_says_so(client: Client, review: Review) -> None:
    AwaitedCorrection.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert client.post(url(review), {"do": "save"}).status_code == 403
    assert save_field_status(client, review) == 403
    page = client.get(url(review)).content.decode()
    assert 'value="hand_in"' not in page


def save_field_status(client: Client, review: Review) -> int:
    body = {"base": 1, "changes": [{"path": "budget.self_funding", "value": "150"}]}
    return client.post(url(review, "save/"), body, content_type="application/json").status_code


def test_the_units_administrator_reads_and_strangers_do_not(review: Review) -> None:
    administrator = signed_in(review.administrator)
    page = administrator.get(url(review)).content.decode()
    assert "请补正 1 项" in page
    assert 'value="hand_in"' not in page
    assert administrator.post(url(review), {"do": "save"}).status_code == 403
    assert signed_in(review.officer).get(url(review)).status_code == 403


def test_the_list_shows_what_is_to_be_corrected_until_when(client: Client, review: Review) -> None:
    page = client.get("/apply/").content.decode()
    assert "待补正" in page
    assert f'href="{url(review)}"' in page


def test_without_a_correction_the_page_leads_to_the_course(client: Client, review: Review) -> None:
    AwaitedCorrection.objects.all().delete()
    assert client.get(url(review))["Location"] == f"/filing/{review.draft.pk}/"


def test_nothing_of_another_dossier_reaches_the_applicant_in_any_language() -> None:
    batch = Batch()
    batch.accept()
    other = batch.add(form__category="2", project__title="柔性焊接机器人的力位协同控制方法")
    batch.look()
    batch.assign()
    other.refresh_from_db()
    point = batch.point_on("5.1.c", batch.draft, "未同时")
    (item,) = corrections.items_for(examinations.get(batch.draft.pk), [point]).values()
    batch.act(RequestCorrection((replace(item, question="请说明。"),)), batch.reviewer)
    client = signed_in(batch.person)
    told = {"zh-hans": OF_OTHERS, "en": "has to be checked together with other applications"}
    for language in told:
        client.cookies["xs_language"] = language
        pages = [
            client.get(path.format(batch.draft.pk)).content.decode()
            for path in ("/apply/{}/correction/", "/filing/{}/", "/filing/{}/outcome/")
        ]
        assert told[language] in pages[0]
        assert not any(other.number in page for page in pages)
