"""What browsers are told and what strangers get: strict policies, nothing of another unit, files only as downloads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page
from tests.e2e.browsing import sign_in
from tests.e2e.page_list import ACCEPTED, DRAFT, FORWARDED, WAITING, Visit, numbers, visits
from tests.e2e.running import RunningPortal

pytestmark = pytest.mark.e2e
STRICT = ("default-src 'self'", "script-src 'self'", "style-src 'self'", "object-src 'none'", "base-uri 'none'")


@pytest.fixture(scope="module")
def known(portal: RunningPortal) -> dict[str, Any]:
    """The keys of what the demonstration holds."""
    return numbers(portal)


def test_every_page_has_a_strict_policy_and_keeps_it(
    known: dict[str, Any], people: Callable[..., BrowserContext], portal: RunningPortal
) -> None:
    faults: list[str] = []
    for visit in visits(known):
        page = people(portal).new_page()
        listen(page, visit.who, faults)
        if visit.email:
            sign_in(page, visit.email)
        faults += policies(page, visit)
        page.context.close()
    assert faults == []


def listen(page: Page, who: str, faults: list[str]) -> None:
    """Errors of scripts and of the console, but for the answer to an address that is wrong on purpose."""

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            faults.append(f"{who}: {message.text}")

    page.on("console", note)
    page.on("pageerror", lambda error: faults.append(f"{who}: {error}"))


def policies(page: Page, visit: Visit) -> list[str]:
    """Pages that lack a header."""
    lacking = []
    for listed in visit.pages:
        answer = page.goto(listed.path, wait_until="load")
        assert answer is not None
        headers = answer.headers
        told = headers.get("content-security-policy", "")
        lacking += [f"{visit.who} {listed.path}: {each}" for each in STRICT if each not in told]
        if "unsafe" in told or headers.get("x-content-type-options") != "nosniff":
            lacking.append(f"{visit.who} {listed.path}: {told} {headers.get('x-content-type-options')}")
        if visit.email and headers.get("cache-control") is None:
            lacking.append(f"{visit.who} {listed.path}: may be kept by caches")
    return lacking


def foreign_addresses(known: dict[str, Any], name: str) -> list[str]:
    """Everything of one application that has an address."""
    number, paper = known["applications"][name], known["papers"][name][0]
    own, filing = f"/apply/{number}", f"/filing/{number}"
    return [
        f"{own}/", f"{own}/form/basics/", f"{own}/papers/", f"{own}/papers/poll/", f"{own}/papers/{paper}/file/",
        f"{own}/papers/{paper}/pages/1/", f"{own}/papers/{paper}/pages/1/image/", f"{own}/show/", f"{own}/review/",
        f"{own}/clauses/", f"{own}/print/", f"{own}/people/", f"{own}/export/", f"{own}/delete/", f"{own}/check/",
        f"{filing}/", f"{filing}/submit/", f"{filing}/receipt/", f"{filing}/receipt/1/receipt.json",
        f"{filing}/receipt/1/receipt.pdf", f"{filing}/receipt/1/package.zip", f"{filing}/print/form.pdf",
        f"{filing}/print/1/form.pdf", f"/filing/unit/{number}/", f"/filing/department/{number}/",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "whose"),
    [
        (f"applicant-{DRAFT}", ACCEPTED),
        (f"unit-{WAITING}", FORWARDED),
        ("department-131100", FORWARDED),
        ("system", ACCEPTED),
        ("security", ACCEPTED),
        ("audit", ACCEPTED),
        ("", ACCEPTED),
    ],
)
def test_nothing_of_another_units_application_is_given_out(
    who: str, whose: str, known: dict[str, Any], page: Page
) -> None:
    if who:
        sign_in(page, f"{who}@demo.example")
    given = {}
    for path in foreign_addresses(known, whose):
        answer = page.request.get(path, max_redirects=0)
        if answer.status not in (403, 404) and "/accounts/login/" not in answer.headers.get("location", ""):
            given[path] = answer.status
    assert given == {}


def test_files_of_applicants_are_downloads_that_no_browser_runs(known: dict[str, Any], page: Page) -> None:
    sign_in(page, f"applicant-{DRAFT}@demo.example")
    number, paper = known["applications"][DRAFT], known["papers"][DRAFT][0]
    headers = page.request.get(f"/apply/{number}/papers/{paper}/file/").headers
    assert headers["content-disposition"].startswith("attachment;")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-type"] == "application/octet-stream"
    assert headers["content-security-policy"].startswith("sandbox")


def test_a_change_without_the_token_of_the_page_is_refused(known: dict[str, Any], page: Page) -> None:
    sign_in(page, f"applicant-{DRAFT}@demo.example")
    number = known["applications"][DRAFT]
    for path in (f"/apply/{number}/save/", f"/apply/{number}/delete/", f"/filing/{number}/submit/"):
        assert page.request.post(path, data="{}", headers={"Content-Type": "application/json"}).status == 403


def test_cookies_of_the_session_are_closed_to_scripts(page: Page) -> None:
    sign_in(page, f"applicant-{DRAFT}@demo.example")
    cookies = {each["name"]: each for each in page.context.cookies()}
    session = next(each for name, each in cookies.items() if "session" in name)
    assert (session["httpOnly"], session["sameSite"]) == (True, "Lax")
