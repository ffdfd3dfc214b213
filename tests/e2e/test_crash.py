"""A power cut while somebody types: what was shown as saved is there, what was not is said and comes to be saved."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.e2e import applying
from tests.e2e.browsing import sign_in
from tests.e2e.page_list import DRAFT
from tests.e2e.running import RunningPortal

pytestmark = pytest.mark.e2e


@pytest.fixture
def writing(people: Callable[..., BrowserContext], own_portal: RunningPortal) -> Page:
    """The draft of the demonstration, open at a portal that may be killed."""
    own_portal.start(worker=False)
    page = people(own_portal).new_page()
    sign_in(page, f"applicant-{DRAFT}@demo.example")
    page.goto("/apply/")
    page.locator("main table").get_by_role("link").first.click()
    applying.open_section(page, applying.number_in(page.url), "basics")
    return page


def test_what_is_shown_as_saved_survives_a_power_cut(writing: Page, own_portal: RunningPortal) -> None:
    applying.type_into(writing, "项目名称", "断电之前已保存的名称")
    told = applying.wait_saved(writing)
    own_portal.kill()
    own_portal.start(worker=False)
    writing.reload()
    assert applying.box(writing, "项目名称").input_value() == "断电之前已保存的名称"
    assert writing.locator("#saved").inner_text() == told


def test_what_is_typed_while_the_server_is_gone_is_said_and_saved_later(
    writing: Page, own_portal: RunningPortal
) -> None:
    own_portal.kill()
    applying.type_into(writing, "项目名称", "服务器不在时填写的名称")
    expect(writing.locator("#saved")).to_have_class(re.compile("failed"))
    expect(writing.locator("#saved")).to_contain_text("未能保存")
    own_portal.start(worker=False)
    applying.wait_saved(writing)
    writing.reload()
    assert applying.box(writing, "项目名称").input_value() == "服务器不在时填写的名称"
    expect(writing.locator(".conflict")).to_have_count(0)


def test_a_tab_closed_while_the_server_is_gone_loses_nothing(writing: Page, own_portal: RunningPortal) -> None:
    own_portal.kill()
    applying.type_into(writing, "项目名称", "标签页关掉以后也要在")
    expect(writing.locator("#saved")).to_contain_text("未能保存")
    address, window = writing.url, writing.context
    writing.close()
    own_portal.start(worker=False)
    again = window.new_page()
    again.goto(address)
    expect(again.locator(".notice[data-restored]")).to_be_visible()
    applying.wait_saved(again)
    again.reload()
    assert applying.box(again, "项目名称").input_value() == "标签页关掉以后也要在"
