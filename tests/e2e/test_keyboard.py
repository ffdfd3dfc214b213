"""Everything by keyboard: the focus is always seen, nothing needs a mouse."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from tests.e2e import applying, dossier
from tests.e2e.browsing import sign_in
from tests.e2e.page_list import DRAFT
from tests.e2e.running import RunningPortal

pytestmark = pytest.mark.e2e
_FOCUS_SEEN = """() => {
    const at = document.activeElement;
    const shows = (element) => {
        const style = getComputedStyle(element);
        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    };
    const area = at.getBoundingClientRect();
    return { tag: at.tagName, words: at.textContent.trim().slice(0, 40), name: at.getAttribute("name"),
        seen: shows(at) || shows(at.parentElement), inside: area.bottom > 0 && area.top < innerHeight };
}"""


@pytest.fixture
def draft(people: Callable[..., BrowserContext], portal: RunningPortal, tmp_path: Path) -> tuple[Page, int]:
    """A new draft, and its number."""
    page = people(portal).new_page()
    sign_in(page, f"applicant-{DRAFT}@demo.example")
    return page, applying.import_zip(page, dossier.pack(dossier.form_of(DRAFT), [], tmp_path / "draft.zip"))


def test_the_first_stop_leads_over_the_menus_to_the_content(draft: tuple[Page, int]) -> None:
    page, number = draft
    applying.open_section(page, number, "basics")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    assert (skip.bounding_box() or {}).get("y", -1) >= 0
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_summary_of_mistakes_takes_the_focus_once(
    people: Callable[..., BrowserContext], portal: RunningPortal
) -> None:
    page = people(portal).new_page()
    page.goto("/accounts/login/")
    page.fill("input[name=login]", "nobody@demo.example")
    page.fill("input[name=password]", "not-the-password")
    page.click("main button[type=submit]")
    expect(page.locator(".error-summary")).to_be_focused()
    page.focus("input[name=password]")
    page.evaluate("document.body.dispatchEvent(new CustomEvent('htmx:load', {bubbles: true}))")
    expect(page.locator("input[name=password]")).to_be_focused()


def test_a_section_is_filled_in_and_left_with_the_focus_always_seen(draft: tuple[Page, int]) -> None:
    page, number = draft
    applying.open_section(page, number, "basics")
    tab_to(page, applying.box(page, "项目名称"))
    page.keyboard.press("Control+A")
    page.keyboard.type("只用键盘填写的名称")
    tab_to(page, page.locator("[name='form.category']:checked"))
    page.keyboard.press("ArrowRight")
    expect(page.locator("[name='form.category']:checked")).to_have_value("一带一路")
    tab_to(page, page.locator("[name='form.activity_type']").first)
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="保存并继续").last)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("申报单位")
    applying.open_section(page, number, "basics")
    assert applying.box(page, "项目名称").input_value() == "只用键盘填写的名称"


def test_rows_are_added_moved_and_removed_with_undo(draft: tuple[Page, int]) -> None:
    page, number = draft
    applying.open_section(page, number, "people")
    members = page.get_by_role("group", name="项目组成员")
    names = members.get_by_role("textbox", name="姓名")
    before = [field.input_value() for field in names.all()]
    names.first.focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(names.nth(1)).to_be_focused()
    expect(names.nth(1)).to_have_value(before[0])
    page.keyboard.press("Control+Enter")
    expect(names).to_have_count(len(before) + 1)
    page.keyboard.type("键盘加的人")
    members.get_by_role("button", name="删除").nth(2).press("Enter")
    expect(names).to_have_count(len(before))
    page.locator("#toasts").get_by_role("button", name="撤销").press("Enter")
    expect(names.nth(2)).to_have_value("键盘加的人")
    applying.wait_saved(page)
    page.reload()
    assert [field.input_value() for field in names.all()] == [before[1], before[0], "键盘加的人", *before[2:]]


def test_a_submission_is_asked_about_and_made_without_a_mouse(draft: tuple[Page, int]) -> None:
    page, number = draft
    page.goto(f"/apply/{number}/review/")
    button = page.get_by_role("button", name="提交", exact=True).first
    tab_to(page, button)
    page.keyboard.press("Enter")
    dialog = page.locator("#confirm-dialog")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("button", name="提交")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/receipt/"))


def test_mistakes_get_the_focus_and_lead_to_their_fields(page: Page) -> None:
    page.goto("/accounts/register/")
    page.get_by_label("单位名称").fill("某公司")
    page.get_by_role("button", name="提交登记").press("Enter")
    summary = page.locator(".error-summary")
    page.wait_for_load_state("load")
    expect(summary).to_be_focused()
    page.keyboard.press("Tab")
    expect(summary.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("统一社会信用代码")).to_be_focused()


def test_a_menu_opens_and_closes_by_keys(draft: tuple[Page, int]) -> None:
    page, _ = draft
    page.goto("/apply/")
    menu = page.locator(".site-tools details.menu")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="我的账号")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="我的账号")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def tab_to(page: Page, target: Locator, most: int = 120) -> None:
    """Press Tab until ``target`` has the focus; at every stop the focus can be seen and is on the screen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUS_SEEN)
        if not stop["inside"]:  # it is still being scrolled to
            page.wait_for_timeout(300)
            stop = page.evaluate(_FOCUS_SEEN)
        assert stop["seen"], stop
        assert stop["inside"], stop
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("never reached")
