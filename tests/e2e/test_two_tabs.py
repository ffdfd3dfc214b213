"""Two tabs at one application: what both typed into one field is shown, nothing is overwritten silently."""

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
Tabs = tuple[Page, Page, int]
_KEPT = """
import json
from xingshen.store.models import Revision
rows = Revision.objects.filter(application_id=%d)
print(json.dumps([str(change.get("now")) for row in rows for change in row.changes]))
"""


@pytest.fixture
def tabs(people: Callable[..., BrowserContext], portal: RunningPortal, tmp_path: Path) -> Tabs:
    """One applicant, one new draft, its first section open in two tabs."""
    window = people(portal)
    first = window.new_page()
    sign_in(first, f"applicant-{DRAFT}@demo.example")
    packed = dossier.pack(dossier.form_of(DRAFT), [], tmp_path / "draft.zip")
    number = applying.import_zip(first, packed)
    second = window.new_page()
    for page in (first, second):
        applying.open_section(page, number, "basics")
    return first, second, number


def test_the_second_tab_is_shown_both_values_and_chooses_its_own(tabs: Tabs) -> None:
    first, second, number = tabs
    conflict = both_type(first, second)
    expect(conflict).to_contain_text("第一个标签页的名称")
    expect(conflict).to_contain_text("第二个标签页的名称")
    conflict.get_by_role("button", name="用我的").click()
    applying.wait_saved(second)
    assert title_stored(first, number) == "第二个标签页的名称"


def test_the_second_tab_may_take_what_the_first_wrote(tabs: Tabs) -> None:
    first, second, number = tabs
    conflict = both_type(first, second)
    conflict.get_by_role("button", name="用对方的").click()
    assert applying.box(second, "项目名称").input_value() == "第一个标签页的名称"
    assert title_stored(second, number) == "第一个标签页的名称"


def test_both_values_stay_in_the_record_of_changes(tabs: Tabs, portal: RunningPortal) -> None:
    """The page tells one sitting as one change; what was kept of it is every value."""
    first, second, number = tabs
    both_type(first, second).get_by_role("button", name="用我的").click()
    applying.wait_saved(second)
    second.goto(f"/apply/{number}/show/")
    expect(second.locator("main")).to_contain_text("第二个标签页的名称")
    kept = portal.ask(_KEPT % number)
    assert {"第一个标签页的名称", "第二个标签页的名称"} <= set(kept)


def test_different_fields_come_together_without_a_question(tabs: Tabs) -> None:
    first, second, _ = tabs
    applying.type_into(first, "项目名称", "只在第一个标签页改")
    applying.wait_saved(first)
    applying.type_into(second, "执行期止", "2028-05-31")
    applying.wait_saved(second)
    expect(second.locator(".conflict")).to_have_count(0)
    expect(applying.box(second, "项目名称")).to_have_value("只在第一个标签页改")
    first.reload()
    assert applying.box(first, "项目名称").input_value() == "只在第一个标签页改"
    assert applying.box(first, "执行期止").input_value() == "2028-05-31"


def both_type(first: Page, second: Page) -> Locator:
    """Both tabs type into one field, the first is stored; the question put to the second."""
    applying.type_into(first, "项目名称", "第一个标签页的名称")
    applying.wait_saved(first)
    applying.type_into(second, "项目名称", "第二个标签页的名称")
    conflict = second.locator(".conflict")
    expect(conflict).to_have_count(1)
    expect(conflict).to_contain_text(re.compile(r"\d\d:\d\d"))
    return conflict


def title_stored(page: Page, number: int) -> str:
    """What a page opened now shows."""
    applying.open_section(page, number, "basics")
    return applying.box(page, "项目名称").input_value()
