"""A browser and a running portal for tests that go through pages as people do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.e2e.running import RunningPortal

from xingshen.demo.cast import PASSWORD

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    """The demonstration, running; shared by all tests of this process, so tests make their own applications."""
    running = RunningPortal(tmp_path_factory.mktemp("portal"))
    running.build_demo()
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium without a window."""
    if not Path(CHROMIUM).exists():
        pytest.skip("没有安装 chromium：apt-get install chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser, portal: RunningPortal) -> Iterator[BrowserContext]:
    """A person at their computer: cookies of their own."""
    made = new_context(browser, portal)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One tab."""
    return context.new_page()


def new_context(browser: Browser, portal: RunningPortal, width: int = 1280) -> BrowserContext:
    """Another person, or the same one on a phone."""
    made = browser.new_context(base_url=portal.address, viewport={"width": width, "height": 900}, locale="zh-CN")
    made.set_default_timeout(15_000)
    return made


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """Through the page, as everybody does."""
    page.goto("/accounts/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_load_state()
    assert "/accounts/login/" not in page.url, page.inner_text("main")
