"""A window that closes while somebody still writes: what is written is kept, what is too late is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.e2e import applying, dossier
from tests.e2e.browsing import sign_in
from tests.e2e.page_list import DRAFT
from tests.e2e.running import RunningPortal

pytestmark = pytest.mark.e2e
_CLOSE = """
from datetime import timedelta
from django.utils import timezone
from xingshen.store.calls import call_editing, calls
from xingshen.store.people import people
from xingshen.store.models import Call, User, Window
call = Call.objects.get()
windows = {each.who: (each.opens_at, each.closes_at) for each in Window.objects.filter(call=call)}
windows["applicant"] = (windows["applicant"][0], timezone.now() - timedelta(seconds=1))
office = people.actor(User.objects.get(email="office@demo.example").pk)
call_editing.move_windows(call, windows, "试窗口关闭", office)
"""


@pytest.fixture
def writing(people: Callable[..., BrowserContext], own_portal: RunningPortal, tmp_path: Path) -> tuple[Page, int]:
    """A draft that could be submitted, and its number."""
    own_portal.start(worker=False)
    page = people(own_portal).new_page()
    sign_in(page, f"applicant-{DRAFT}@demo.example")
    return page, applying.import_zip(page, dossier.pack(dossier.form_of(DRAFT), [], tmp_path / "draft.zip"))


def test_a_form_that_is_open_when_the_window_closes_still_saves(
    writing: tuple[Page, int], own_portal: RunningPortal
) -> None:
    page, number = writing
    applying.open_section(page, number, "basics")
    own_portal.ask(_CLOSE)
    applying.type_into(page, "项目名称", "截止之后写下的名称")
    applying.wait_saved(page)
    page.reload()
    assert applying.box(page, "项目名称").input_value() == "截止之后写下的名称"
    expect(page.locator("main")).to_contain_text("申报窗口已经关闭，不能再提交。")
    expect(page.locator("main")).to_contain_text("您填写的内容都还在")


def test_a_submission_that_comes_too_late_is_refused_with_the_reason(
    writing: tuple[Page, int], own_portal: RunningPortal
) -> None:
    page, number = writing
    page.goto(f"/apply/{number}/review/")
    page.get_by_role("button", name="提交", exact=True).first.click()
    own_portal.ask(_CLOSE)
    page.locator("#confirm-dialog").get_by_role("button", name="提交", exact=True).click()
    refusal = page.locator(".error-summary")
    expect(refusal).to_contain_text("没有提交")
    expect(refusal).to_contain_text("申报人提交的时间已经截止")
    expect(refusal).to_be_focused()
    page.goto(f"/apply/{number}/review/")
    expect(page.get_by_role("button", name="提交", exact=True)).to_have_count(0)
    expect(page.locator("main")).to_contain_text("窗口已关闭，不能提交")
