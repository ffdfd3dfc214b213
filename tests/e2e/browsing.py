"""Browser windows and signing in: what every test and the screenshots do first."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.e2e.running import RunningPortal

from xingshen.demo.cast import PASSWORD

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
PATIENCE = 60_000
"""Milliseconds; machines are shared."""
expect.set_options(timeout=30_000)


def new_context(browser: Browser, portal: RunningPortal, width: int = 1280, **more: Any) -> BrowserContext:
    """Another person, or the same one on a phone."""
    made = browser.new_context(
        base_url=portal.address, viewport={"width": width, "height": 900}, locale="zh-CN", accept_downloads=True, **more
    )
    made.set_default_timeout(PATIENCE)
    return made


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """Through the page, as everybody does."""
    page.goto("/accounts/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def sign_out(page: Page) -> None:
    """Through the page that asks."""
    page.goto("/accounts/logout/")
    page.click("main button[type=submit]")
    page.wait_for_load_state()
