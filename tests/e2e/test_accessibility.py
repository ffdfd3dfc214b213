"""Every page of every role: nothing serious found by axe-core, nothing wider than the screen; a session warns first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.e2e.browsing import sign_in
from tests.e2e.page_list import Visit, numbers, visits
from tests.e2e.running import RunningPortal

pytestmark = pytest.mark.e2e
AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
ROLES = (
    "visitor", "applicant", "applicant-accepted", "applicant-returned", "applicant-correcting", "applicant-refused",
    "unit", "unit-waiting", "department", "department-recommending", "office", "reviewer", "reviewer-second", "panel",
    "system", "security", "audit",
)  # fmt: skip
_RUN = """async () => {
    const found = await axe.run(document, { resultTypes: ["violations"] });
    return found.violations
        .filter((each) => ["serious", "critical"].includes(each.impact))
        .map((each) => `${each.id}: ${each.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`);
}"""
_WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def everybody(portal: RunningPortal) -> dict[str, Visit]:
    """Who sees which pages."""
    return {visit.who: visit for visit in visits(numbers(portal))}


def test_every_role_has_its_pages_looked_at(everybody: dict[str, Visit]) -> None:
    assert tuple(everybody) == ROLES


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_has_a_serious_fault_or_runs_out_of_the_screen(
    who: str, language: str, everybody: dict[str, Visit], people: Callable[..., BrowserContext], portal: RunningPortal
) -> None:
    page = people(portal, bypass_csp=True).new_page()
    visit = everybody[who]
    if visit.email:
        sign_in(page, visit.email)
    speak(page, language)
    faults: list[str] = []
    for listed in visit.pages:
        answer = page.goto(listed.path)
        assert answer is not None
        assert answer.status == listed.status, f"{listed.path}: {answer.status}"
        assert (page.locator("html").get_attribute("lang") or "").casefold() == language
        faults += [f"{listed.path} {fault}" for fault in faults_at(page)]
    speak(page, "zh-hans")
    assert faults == []


def speak(page: Page, language: str) -> None:
    """Switch the language, if it is another one, by the button of the page."""
    page.goto("/help/")
    button = page.locator(f"form.language button[value='{language}']")
    if button.count():
        button.click()
        page.wait_for_load_state()


def faults_at(page: Page) -> list[str]:
    """What axe finds at desk and phone width; what runs out of the screen at phone width and at 200 % zoom."""
    page.evaluate(AXE)
    faults: list[Any] = []
    for width, with_axe in ((1280, True), (640, False), (390, True)):
        page.set_viewport_size({"width": width, "height": 900})
        if with_axe:
            faults += [f"{width}: {each}" for each in page.evaluate(_RUN)]
        wider = page.evaluate(_WIDER)
        if wider > 0:
            faults.append(f"{width}: {wider} px too wide")
    return faults


def test_a_session_that_is_about_to_end_asks_first_and_can_be_kept(
    people: Callable[..., BrowserContext], portal: RunningPortal, everybody: dict[str, Visit]
) -> None:
    page = people(portal).new_page()
    page.clock.install()
    sign_in(page, everybody["applicant"].email)
    page.goto("/apply/")
    dialog = page.locator("#session-dialog")
    seconds = int(dialog.get_attribute("data-session-seconds") or 0)
    page.clock.run_for((seconds - 119) * 1000)
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("您还在吗？")
    expect(dialog.get_by_role("button", name="继续使用")).to_be_focused()
    dialog.get_by_role("button", name="继续使用").click()
    expect(dialog).to_be_hidden()
