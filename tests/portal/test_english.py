"""English pages with what they store: typed words go in as Chinese, findings and returns keep what counts."""

from __future__ import annotations

import io
import json
import zipfile
from threading import Event

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.portal.applicant.conftest import Desk, desk
from tests.portal.conftest import signed_in
from tests.store.scenes.filing import Scene
from xingshen.jobs.check_submission import CHECK_SUBMISSION, check_submission
from xingshen.jobs.work import Work
from xingshen.store.filing import filings
from xingshen.store.models import User
from xingshen.store.results import filing_checks
from xingshen.store.running import jobs

__all__ = ["desk"]
pytestmark = pytest.mark.django_db


def _in_english(user: User) -> Client:
    client = signed_in(user)
    client.cookies["xs_language"] = "en"
    return client


def test_words_that_are_typed_in_english_are_stored_in_chinese_and_shown_in_english(desk: Desk) -> None:
    client = _in_english(desk.user)
    changes = [
        {"path": "form.field", "value": "Green chemicals"},
        {"path": "partner[a1]", "value": {"country": "Germany"}},
    ]
    body = json.dumps({"base": 1, "changes": changes})
    assert client.post(desk.url("save/"), body, content_type="application/json").json()["refused"] == {}
    tree = desk.tree()
    assert (tree["form"]["field"], tree["partner"][0]["country"]) == ("绿色化工", "德国")
    assert 'value="Germany"' in client.get(desk.url("form/partners/")).content.decode()


def test_a_section_posted_unchanged_in_english_changes_nothing(desk: Desk) -> None:
    client = _in_english(desk.user)
    body = json.dumps({"base": 1, "changes": [{"path": "form.field", "value": "绿色化工"}]})
    client.post(desk.url("save/"), body, content_type="application/json")
    version = desk.now().version
    client.post(desk.url("form/basics/"), {"base": version, "form.field": "Green chemicals", "do": "stay"})
    assert (desk.now().version, desk.tree()["form"]["field"]) == (version, "绿色化工")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "application.json",
            '{"project": {"title": "a",}}',
            "application.json, line 1, column 26: There is a comma too many before “}”; delete it",
        ),
        (
            "application.json",
            '{"project": {}, "project": {}}',
            "application.json, line 1, column 17: The key “project” is there twice, first in line 1",
        ),
        (
            "application.yaml",
            "project:\n\ttitle: a",
            "application.yaml, line 2, column 1: Nothing can begin with this character here; indent with spaces, "
            "not tabs, and quote texts with special characters",
        ),
    ],
)
def test_mistakes_of_an_imported_file_are_told_in_english(desk: Desk, name: str, text: str, told: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, text)
    upload = SimpleUploadedFile("one.zip", packed.getvalue())
    answer = _in_english(desk.user).post(f"/apply/import/{desk.call.slug}/", {"file": upload})
    assert (answer.status_code, answer.context["problems"]) == (422, [told])


@pytest.mark.parametrize("count", [1, 3])
def test_a_queue_in_english_takes_as_many_queries_as_in_chinese(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    scene = Scene()
    client = _in_english(scene.administrator)
    for _ in range(count):
        scene.hand_in(scene.make_draft())
    client.get("/filing/unit/")
    with django_assert_num_queries(11):
        client.get("/filing/unit/")


def test_findings_are_told_in_english_and_what_is_given_back_stays_in_chinese() -> None:
    scene = Scene()
    submission = scene.hand_in()
    while (claim := jobs.claim((CHECK_SUBMISSION,))) is not None:
        check_submission(Work(claim, Event()))
    result = filing_checks.result_of(submission)
    assert result is not None
    failed = next(each for each in result.findings if each.outcome.value == "fail" and not each.derived)
    client, page = _in_english(scene.administrator), f"/filing/unit/{scene.draft.pk}/"
    shown = {each["rule"]: each["sentence"] for each in client.get(page).context["findings"]}
    assert shown[failed.rule].isascii() or "“" in shown[failed.rule]
    client.post(page, {"step": "back", "finding": failed.rule, "reason": "请改。"})
    given_back = filings.open_return(scene.draft.pk)
    assert given_back is not None
    assert given_back.items[0]["text"].startswith(failed.message)
