"""The short journey in English: the language is kept, the pages say so, and the receipt is the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.e2e import applying, dossier
from tests.e2e.browsing import sign_in
from tests.e2e.page_list import DRAFT, SLUG

pytestmark = pytest.mark.e2e
HAN_ALONE = re.compile(r"^[^A-Za-z]*[\u4e00-\u9fff]{2,}[^A-Za-z]*$")


@pytest.fixture
def reader(page: Page) -> Page:
    """Somebody who reads English, signed in; the language is chosen before, by the button of the page."""
    page.goto("/")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    sign_in(page, f"applicant-{DRAFT}@demo.example")
    return page


def test_an_application_goes_from_import_to_receipt_in_english(reader: Page, tmp_path: Path) -> None:
    form = {
        **dossier.form_of(DRAFT),
        "applicant": {**dossier.form_of(DRAFT)["applicant"], "address": "No. 1, Test Road"},
    }
    number = bring_in(reader, dossier.pack(form, dossier.papers_of(DRAFT)[:1], tmp_path / "draft.zip"))
    cure(reader, number)
    reader.goto(f"/apply/{number}/review/")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Check before submitting")
    reader.locator("form[data-confirm] button[type=submit]").first.click()
    reader.locator("#confirm-dialog [data-confirm-agree]").click()
    reader.wait_for_url(re.compile("/receipt/"))
    expect(reader.get_by_role("heading", level=1)).to_have_text("Receipt of submission")
    expect(reader.locator(".receipt .big")).to_have_text(re.compile(r"^2026GH-\d{4}$"))
    assert reader.locator("html").get_attribute("lang") == "en"


def bring_in(page: Page, packed: Path) -> int:
    page.goto(f"/apply/import/{SLUG}/")
    page.locator("input[type=file]").set_input_files(packed)
    page.get_by_role("button", name="Import").click()
    page.wait_for_url(re.compile(r"/apply/\d+/"))
    return applying.number_in(page.url)


def cure(page: Page, number: int) -> None:
    """The shortfall of the example, found and cured by what the English page says."""
    applying.open_section(page, number, "budget")
    shortfall = applying.findings(page).filter(has_text="3:1")
    expect(shortfall).to_have_count(1)
    page.locator("[name='budget.self_funding']").fill("300")
    expect(page.locator("#saved")).to_have_text(re.compile(r"^Saved \d\d:\d\d:\d\d$"))
    expect(shortfall).to_have_count(0)


@pytest.mark.parametrize(
    "path", ["/apply/", "/apply/new/", "/filing/inbox/", "/filing/verify/", "/accounts/profile/", "/help/"]
)
def test_headings_buttons_and_menus_are_english(reader: Page, path: str) -> None:
    reader.goto(path)
    words = reader.locator("h1, h2, nav a, main button, th[scope=col], label, dt").all_inner_texts()
    names = {"河北省2026年度国际科技合作/港澳台科技合作专项"}
    assert [word for word in words if HAN_ALONE.match(word) and word.strip() not in names] == []


def test_the_language_is_kept_with_the_account(page: Page) -> None:
    sign_in(page, f"applicant-{DRAFT}@demo.example")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.context.clear_cookies()
    sign_in(page, f"applicant-{DRAFT}@demo.example")
    page.goto("/apply/")
    expect(page.get_by_role("heading", level=1)).to_have_text("My applications")
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("我的申报")
