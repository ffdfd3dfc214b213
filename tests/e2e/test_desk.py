"""A dossier on the desk by keys alone in a real browser: judged, undone, looked at, passed; and without scripts."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.e2e.browsing import sign_in
from tests.e2e.page_list import ACCEPTED, numbers
from tests.e2e.running import RunningPortal

from xingshen.demo.cast import DOMAIN

pytestmark = pytest.mark.e2e
REVIEWER = f"reviewer@{DOMAIN}"


@pytest.fixture
def desk(own_portal: RunningPortal, people: Callable[..., BrowserContext]) -> Page:
    """The first dossier of the queue before its reviewer, opened by keys."""
    own_portal.start(worker=False)
    page = people(own_portal).new_page()
    sign_in(page, REVIEWER)
    page.goto("/desk/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#now")).to_be_focused()
    return page


def title(page: Page) -> str:
    """The point that is shown."""
    return page.locator("#now .desk-title").inner_text()


def left(page: Page) -> int:
    """How many points are open."""
    return int(page.locator("#desk-progress b").inner_text())


def test_a_clean_dossier_is_judged_and_passed_by_keys(desk: Page) -> None:
    number, first = left(desk), title(desk)

    desk.keyboard.press("y")
    expect(desk.locator("#desk-progress b")).to_have_text(str(number - 1))
    expect(desk.locator("#now .desk-title")).not_to_have_text(first)
    expect(desk.locator("#now")).to_be_focused()
    expect(desk.locator("#desk-say")).to_contain_text("已认可")

    desk.keyboard.press("u")
    expect(desk.locator("#desk-progress b")).to_have_text(str(number))
    expect(desk.locator("#now .desk-title")).to_have_text(first)

    desk.keyboard.press("n")
    desk.keyboard.press("2")
    reason = desk.locator("#reason-overrule")
    expect(reason).to_be_focused()
    desk.keyboard.type("yyuu")
    expect(reason).to_have_value("页面上的日期（金额、名称）与申报书不一致：yyuu")
    expect(desk.locator("#desk-progress b")).to_have_text(str(number))
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#desk-progress b")).to_have_text(str(number - 1))
    expect(desk.locator("#show-failing .number")).to_have_text("1")
    desk.keyboard.press("u")
    expect(desk.locator("#desk-progress b")).to_have_text(str(number))

    desk.keyboard.press("g")
    expect(desk.locator("#desk-dialog")).to_contain_text(f"还有 {number} 项没有判断完")
    desk.keyboard.press("Escape")
    expect(desk.locator("#now")).to_be_focused()

    while left(desk):
        before = left(desk)
        if desk.locator(".desk-part:has(#now) [data-batch]").count():
            desk.keyboard.press("Shift+Y")
            expect(desk.locator("#desk-dialog button[type=submit]")).to_be_focused()
            desk.keyboard.press("Enter")
        else:
            desk.keyboard.press("Enter")
        expect(desk.locator("#desk-progress b")).not_to_have_text(str(before))
    desk.keyboard.press("g")
    expect(desk.locator("#do-pass")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator(".desk-tools .outcome.pass")).to_be_visible()


def test_evidence_is_walked_zoomed_and_turned_by_keys(page: Page, portal: RunningPortal) -> None:
    desk = page
    sign_in(desk, REVIEWER)
    url = f"/desk/{numbers(portal)['applications'][ACCEPTED]}/"
    wait_for_pages(desk, url)
    desk.keyboard.press("3")
    expect(desk.locator("#show-all")).to_have_attribute("aria-current", "true")
    point = desk.locator(".desk-point", has_text="协议已经各方签署").locator(".desk-title")
    point.focus()
    desk.keyboard.press("Enter")
    places = desk.locator(".desk-places ol a")
    expect(places.first).to_have_attribute("aria-current", "true")
    expect(desk.locator(".viewer-mark.strong")).to_have_count(1)
    desk.keyboard.press("e")
    expect(places.nth(1)).to_have_attribute("aria-current", "true")
    desk.keyboard.press("+")
    expect(desk.locator(".viewer-stage")).to_have_class("viewer-stage zoomed")
    desk.keyboard.press("0")
    expect(desk.locator(".viewer-stage")).to_have_class("viewer-stage")
    number = desk.locator(".viewer-number").inner_text()
    desk.keyboard.press("[" if "第 2 页" in number else "]")
    expect(desk.locator(".viewer-number")).not_to_have_text(number)
    desk.keyboard.press("r")
    expect(desk.locator("#viewer-right")).to_have_attribute("href", re.compile("turn=180"))
    expect(desk.locator("#now .desk-title")).to_have_text("协议已经各方签署")


def wait_for_pages(page: Page, url: str) -> None:
    """Until the worker has read the papers, so that their pages can be shown."""
    deadline = time.monotonic() + 180
    page.goto(url)
    while not page.locator(".viewer-page").count():
        assert time.monotonic() < deadline, "the papers were not read in time"
        page.wait_for_timeout(1000)
        page.goto(url)


def test_points_are_walked_and_the_keys_are_told(desk: Page) -> None:
    first = title(desk)
    desk.keyboard.press("j")
    expect(desk.locator("#now .desk-title")).not_to_have_text(first)
    desk.keyboard.press("ArrowUp")
    expect(desk.locator("#now .desk-title")).to_have_text(first)
    desk.keyboard.press("?")
    expect(desk.locator("#desk-keys .keys")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.locator("#desk-keys .keys")).to_be_hidden()
    desk.go_back()
    expect(desk.locator("#now")).to_be_visible()


def test_everything_works_without_scripts(own_portal: RunningPortal, people: Callable[..., BrowserContext]) -> None:
    own_portal.start(worker=False)
    application = numbers(own_portal)["applications"][ACCEPTED]
    page = people(own_portal, java_script_enabled=False).new_page()
    sign_in(page, REVIEWER)
    page.goto(f"/desk/{application}/")
    number = left(page)
    page.click("#do-confirm")
    assert left(page) == number - 1
    page.click("#do-overrule")
    page.locator("#step-overrule").get_by_label("已核对原件页面，未找到要求的内容。").check()
    page.locator("#step-overrule button[type=submit]").click()
    assert left(page) == number - 2
    page.click(".desk-undo button")
    assert left(page) == number - 1
    page.click("#to-conclude")
    assert "还有" in page.locator(".way-pass").inner_text()
