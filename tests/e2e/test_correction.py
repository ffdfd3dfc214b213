"""From a return for correction to what came of it: asked, mended on a phone, handed in, checked again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e import applying
from tests.e2e.browsing import new_context, sign_in
from tests.e2e.page_list import WAITING
from tests.e2e.running import RunningPortal

pytestmark = pytest.mark.e2e
CURE = "请写明近三年牵头的国际合作项目。"
QUESTION = "请说明各项目的验收情况。"
REPLY = "三个项目均已验收，第四个在研。"
RECHECKED = 240_000
"""Milliseconds within which a submission is checked on a busy machine."""

_BEFORE_THE_REVIEWER = """
import json
from threading import Event
from xingshen.jobs.check_submission import CHECK_SUBMISSION, check_submission
from xingshen.jobs.work import Work
from xingshen.review.examination_commands import Assign
from xingshen.review.filing import Approve, Recommend
from xingshen.store.examination import examinations
from xingshen.store.filing import filings
from xingshen.store.people import people
from xingshen.store.running import jobs
from xingshen.store.models import Application, Membership, User

application = Application.objects.get(owner__email__startswith="applicant-{example}@")
unit = Membership.objects.filter(role="unit_admin", unit_id=application.unit_id).first()
department = Membership.objects.filter(role="department", department_id=application.unit.department_id).first()
filings.act(application.pk, Approve(), people.actor(unit.user_id))
filings.act(application.pk, Recommend(), people.actor(department.user_id))
reviewer = User.objects.get(email__startswith="reviewer@")
office = people.actor(User.objects.get(email__startswith="office@").pk)
answer = examinations.act(application.pk, Assign(reviewer.pk), office)
print(json.dumps({"id": application.pk, "owner": application.owner.email, "assigned": type(answer).__name__}))
"""
_ASKED = """
import json
from xingshen.review.examination_commands import Ask
from xingshen.store.examination import examinations
from xingshen.store.people import people
from xingshen.store.models import User

row = examinations.get({id})
points = {{point.finding.rule: point for point in examinations.case_of(row).points()}}
point = points.get("H-3.1.d")
if point is not None:
    reviewer = people.actor(User.objects.get(email__startswith="reviewer@").pk)
    examinations.act({id}, Ask(point.finding.fingerprint, point.basis.digest, {question!r}), reviewer)
print(json.dumps(point is not None))
"""


@pytest.fixture(scope="module")
def dossier(portal: RunningPortal) -> dict[str, Any]:
    """A dossier that its reviewer has, checked, with a question that was asked about one point."""
    found: dict[str, Any] = portal.ask(_BEFORE_THE_REVIEWER.replace("{example}", WAITING))
    assert found["assigned"] == "Done"
    return found


@pytest.fixture
def reviewer(browser: Browser, portal: RunningPortal) -> Iterator[Page]:
    window = new_context(browser, portal)
    page = window.new_page()
    sign_in(page, "reviewer@demo.example")
    yield page
    window.close()


@pytest.fixture
def applicant(browser: Browser, portal: RunningPortal, dossier: dict[str, Any]) -> Iterator[Page]:
    window = new_context(browser, portal, 390)
    page = window.new_page()
    sign_in(page, dossier["owner"])
    yield page
    window.close()


def wait_checked(page: Page, portal: RunningPortal, application: int) -> None:
    """Until the worker has checked the submission that counts."""
    script = f"""
import json
from xingshen.store.examination import examinations
print(json.dumps(examinations.get({application}).checked))
"""
    for _ in range(RECHECKED // 3000):
        if portal.ask(script):
            return
        page.wait_for_timeout(3000)
    raise AssertionError("not checked in time")


def test_a_return_is_mended_handed_in_on_a_phone_and_followed_up(
    portal: RunningPortal, dossier: dict[str, Any], reviewer: Page, applicant: Page
) -> None:
    number = dossier["id"]
    wait_checked(reviewer, portal, number)
    assert portal.ask(_ASKED.format(id=number, question=QUESTION)) is True
    ask_for_correction(reviewer, number)
    mend(applicant, number)
    wait_checked(reviewer, portal, number)
    reviewer.goto(f"/desk/{number}/correction/")
    followed = reviewer.locator(".follow-up > li")
    expect(followed.filter(has_text=REPLY)).to_have_count(1)
    expect(followed.filter(has_text=REPLY)).to_contain_text("仍未解决")
    expect(followed.filter(has_text=REPLY)).to_contain_text("所依据的事实有变化，请重新判断")
    assert json.dumps(portal.ask(_STATES.format(id=number))) == json.dumps(["examining", 2, "accepted"])


_STATES = """
import json
from xingshen.store.examination import examinations
row = examinations.get({id})
print(json.dumps([row.stage, row.sequence, row.application.stage]))
"""


def ask_for_correction(page: Page, number: int) -> None:
    """Edit, look at what the applicant will see, send."""
    page.goto(f"/desk/{number}/correction/")
    choice = page.locator(".correction-choice").filter(has_text="是否取得显著成效")
    expect(choice.get_by_role("checkbox").first).to_be_checked()
    choice.get_by_label("怎样补正", exact=True).fill(CURE)
    page.get_by_role("button", name="先看看申报人会看到什么").click()
    expect(page.locator("main")).to_contain_text(CURE)
    expect(page.locator("main")).to_contain_text(QUESTION)
    page.get_by_role("button", name="退回补正").click()
    expect(page.locator("main")).to_contain_text("等待补正期间，审查期限停止计时")


def mend(page: Page, number: int) -> None:
    """From the message to the field that is opened, and back; the rest is only to be read."""
    page.goto("/filing/inbox/")
    page.get_by_role("button", name=re.compile("请补正")).first.click()
    page.wait_for_url(f"**/apply/{number}/correction/")
    expect(page.locator("h1")).to_have_text("请补正 1 项")
    expect(page.locator("main")).to_contain_text("已处理 0 / 1 项")
    page.locator(".open-place a").first.click()
    field = page.locator('[name="form.track_record"]')
    field.fill("近三年牵头国际合作项目四项，其中三项已经验收。")
    applying.wait_saved(page)
    expect(page.locator("[data-input]")).to_have_count(1)
    page.get_by_role("button", name="保存并返回补正事项").click()
    expect(page.locator("main")).to_contain_text("已处理 1 / 1 项")
    page.get_by_label(re.compile("您的答复")).fill(REPLY)
    page.get_by_role("button", name="确认提交补正").click()
    page.wait_for_url(re.compile(r"/filing/\d+/receipt/"))
    expect(page.locator("main")).to_contain_text("第 1 次补正")
