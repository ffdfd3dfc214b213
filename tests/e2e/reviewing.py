"""Officers at their pages, as they work: the office, reviewers at the desk, the panel, whoever countersigns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from xingshen.demo.cast import DOMAIN

PATIENCE = 180_000
_NOW = "() => (document.querySelector('#now .desk-title')?.id ?? '') + document.querySelector('#desk-bar')?.innerText"
_CHANGED = f"(before) => ({_NOW})() !== before"
_LISTENS = "() => document.querySelector('#desk .desk-hint[hidden]') === null"
"""The page listens to keys once its script has shown the hints about them."""
_ID = re.compile(r"/desk/(\d+)/")


@dataclass
class Done:
    """What a reviewer did with which dossiers, by id."""

    passed: list[int] = field(default_factory=list)
    proposed: list[int] = field(default_factory=list)
    returned: list[int] = field(default_factory=list)
    to_panel: list[int] = field(default_factory=list)
    overruled: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        """How many dossiers were brought on."""
        return sum(map(len, (self.passed, self.proposed, self.returned, self.to_panel)))


class Reviewer:
    """A reviewer who agrees with the machine (``overrules_one``: but once) and brings every dossier on that waits."""

    def __init__(self, page: Page, *, returns_one: bool = False, overrules_one: bool = False) -> None:
        self.page, self.done = page, Done()
        self.returns_one, self.overrules_one = returns_one, overrules_one

    def work(self) -> Done:
        """Everything that waits for this person."""
        while self.open_next():
            self.judge()
            self.conclude()
        return self.done

    def open_next(self) -> bool:
        """The first dossier of the queue; False: none is left."""
        self.page.goto("/desk/")
        rows = self.page.locator("[data-queue-row] a[href^='/desk/']")
        if not rows.count():
            return False
        rows.first.click()
        self.page.wait_for_selector("#desk-bar")
        self.page.wait_for_function(_LISTENS)
        return True

    @property
    def dossier(self) -> int:
        found = _ID.search(self.page.url)
        assert found is not None, self.page.url
        return int(found[1])

    def judge(self) -> None:
        """Agree by key, point after point; what only a panel may decide stays open."""
        if self.overrules_one and not self.done.overruled and self.left():
            self.overrule()
        while self.left() and self.page.locator("#now:not(:has(.desk-decided)) #do-confirm").count():
            before = self.page.evaluate(_NOW)
            self.page.keyboard.press("y")
            if self.page.locator("#step-confirm[open]").count():
                self.page.keyboard.press("1")
                self.page.keyboard.press("Control+Enter")
            self.page.wait_for_function(_CHANGED, arg=before, timeout=PATIENCE)

    def overrule(self) -> None:
        """Not agree with the first point, with a phrase as the reason."""
        before = self.page.evaluate(_NOW)
        self.page.keyboard.press("n")
        self.page.wait_for_selector("#step-overrule[open]")
        self.page.keyboard.press("1")
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_function(_CHANGED, arg=before, timeout=PATIENCE)
        self.done.overruled.append(self.dossier)

    def left(self) -> int:
        """How many points are open."""
        told = self.page.locator("#desk-progress b")
        return int(told.inner_text()) if told.count() else 0

    def conclude(self) -> None:
        """Pass, propose to refuse, return for correction, or put to the panel: what the points allow."""
        self.page.keyboard.press("g")
        self.page.wait_for_selector("#desk-dialog[open] .desk-conclusions, main .desk-conclusions")
        dossier = self.dossier
        if self.page.locator("#do-pass").count():
            self.page.click("#do-pass")
            self.page.wait_for_selector(".desk-tools .outcome.pass")
            self.done.passed.append(dossier)
        elif self.left():
            self.put_to_panel(dossier)
        elif self.returns_one and not self.done.returned:
            self.ask_for_correction(dossier)
        else:
            self.propose(dossier)

    def propose(self, dossier: int) -> None:
        way = self.page.locator(".way-refuse")
        way.locator("summary").click()
        way.get_by_role("button").click()
        expect(self.page.locator("#desk-bar")).to_contain_text("拟不通过，待复核", timeout=PATIENCE)
        self.done.proposed.append(dossier)

    def put_to_panel(self, dossier: int) -> None:
        self.page.goto(f"/desk/{dossier}/panel/open/")
        for tick in self.page.locator("input[name=member]:not([disabled])").all():
            tick.check()
        self.page.select_option("select[name$=phrase]", index=1)
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="提交综合研判").click()
        self.done.to_panel.append(dossier)

    def ask_for_correction(self, dossier: int) -> None:
        self.page.goto(f"/desk/{dossier}/correction/")
        for tick in self.page.locator("input[name=pick]").all():
            tick.check()
        self.page.get_by_role("button", name="先看看申报人会看到什么").click()
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="退回补正").click()
        expect(self.page.get_by_text("待补正").first).to_be_visible()
        self.done.returned.append(dossier)


def opine(page: Page, dossiers: list[int]) -> None:
    """A member of the panel writes opinions, or the conclusion where all opinions are in."""
    for dossier in dossiers:
        page.goto(f"/desk/{dossier}/panel/")
        for choice in page.locator("input[type=radio][value=pass]").all():
            choice.check()
        for phrase in page.locator(".opine select[name$=phrase]").all():
            phrase.select_option(index=1)
        with page.expect_navigation():
            page.locator("form:has(.opine) button[type=submit]").last.click()


def countersign(page: Page, dossiers: list[int]) -> None:
    """Agree with proposed refusals."""
    for dossier in dossiers:
        page.goto(f"/desk/{dossier}/countersign/")
        with page.expect_navigation():
            page.get_by_role("button", name="同意不通过").click()


def login_of(role: str) -> str:
    """The address of an officer of the demonstration."""
    return f"{role}@{DOMAIN}"
