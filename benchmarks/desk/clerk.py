"""A reviewer who uses nothing but keys: counts them, and measures how long the page takes after each.

Knows the pages as a reviewer does; what people need besides (thinking, reading) is estimated in ``__main__``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from time import perf_counter

from playwright.sync_api import Page

_NOW = "() => document.querySelector('#now .desk-title')?.id + document.querySelector('#desk-progress')?.innerText"
_CHANGED = "(before) => ({_now})() !== before".replace("{_now}", _NOW)

_LISTENS = "() => document.querySelector('#now .desk-hint:not([hidden])') !== null"
"""The page listens to keys once its script has shown the hints about them."""


@dataclass
class Clerk:
    """Keys pressed, seconds the machine took, and how many characters had to be read at the least (the titles)."""

    page: Page
    keys: list[str] = field(default_factory=list)
    machine: float = 0.0
    characters: int = 0

    def press(self, key: str, *, until: str, given: str = "") -> None:
        """Press, and wait until the page has answered (``until``: a condition in the page)."""
        began = perf_counter()
        self.page.keyboard.press(key)
        self.page.wait_for_function(until, arg=given, timeout=30_000)
        self.keys.append(key)
        self.machine += perf_counter() - began

    def open_first(self) -> None:
        """From the queue to its first dossier."""
        self.press("j", until="() => document.querySelector('[data-queue-row][aria-current]') !== null")
        self.press("Enter", until=_LISTENS)

    def decide_one(self) -> None:
        """Read the title and agree."""
        self.characters += len(self.page.inner_text("#now .desk-title"))
        self.press("y", until=_CHANGED, given=self.page.evaluate(_NOW))

    def decide_part(self) -> None:
        """See what can be confirmed together in this part, and agree."""
        self.press("Shift+Y", until="() => document.querySelector('#desk-dialog').open")
        self.characters += sum(len(each) for each in self.page.locator(".desk-offered b").all_inner_texts())
        self.press("Enter", until=_CHANGED, given=self.page.evaluate(_NOW))

    def conclude(self) -> None:
        """Pass."""
        self.press("g", until="() => document.activeElement.id === 'do-pass'")
        self.press("Enter", until="() => document.querySelector('.desk-tools .outcome.pass') !== null")

    def left(self) -> int:
        """How many points are open."""
        return int(self.page.inner_text("#desk-progress b"))

    def can_batch(self) -> bool:
        """Whether the part of the current point has something to confirm together."""
        return self.page.locator(".desk-part:has(#now) [data-batch='questions']").count() > 0
