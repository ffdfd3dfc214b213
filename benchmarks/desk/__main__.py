"""Drives clean dossiers from the queue to 通过 by keys alone in a real browser; prints keys, time, a model of people.

Two ways: every question by itself, and the questions of a part together after seeing them. The machine's time is
measured from each key until the page has answered. What people need is a model and is printed as one: the keystroke-
level model (1.35 s to think, 0.28 s to press, for every key), and apart from it the time to read every title once at
400 characters a minute, which somebody needs who sees the questions for the first time. Looking things up in papers is
in neither. Ends with 1 where a target is missed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from tests.e2e.browsing import ARGUMENTS, CHROMIUM, new_context, sign_in
from tests.e2e.running import RunningPortal

from benchmarks.desk.clerk import Clerk
from xingshen.demo.cast import DOMAIN

SINGLY, TOGETHER = "clean-cat2-university-transfer", "clean-cat4-hongkong"
MOST_KEYS, MOST_SECONDS = 30, 120.0
THINK, PRESS = 1.35, 0.28
READ = 400 / 60
PATIENCE = 300.0
BUILD = """
from xingshen.cli.portal_commands import prepare_portal
prepare_portal()
from xingshen.demo import build
build.VERDICTS = {}
build.build(lambda done, total: None, %r)
"""
CHECKED = """
import json
from xingshen.store.models import Examination
print(json.dumps(Examination.objects.filter(checked=True).count()))
"""
GIVE = """
import json
from xingshen.review.examination_commands import Assign
from xingshen.store.examination import examinations
from xingshen.store.people import officers, people
from xingshen.store.models import Examination, User
named = {each.email.split("@")[0]: people.actor(each.pk) for each in User.objects.all()}
for each in ("office", "reviewer"):
    officers.declare(named[each].user_id, officers.Declaration(()), named[each], examinations.NO_ORIGIN)
row = Examination.objects.get(application__owner__email__startswith="applicant-%s@")
done = examinations.act(row.application_id, Assign(named["reviewer"].user_id), named["office"])
print(json.dumps(type(done).__name__))
"""


@dataclass(frozen=True)
class Measured:
    """One way through one dossier."""

    way: str
    points: int
    keys: int
    machine: float
    characters: int

    @property
    def estimate(self) -> float:
        """Seconds by the keystroke-level model, with the machine's."""
        return self.machine + self.keys * (THINK + PRESS)

    @property
    def first_time(self) -> float:
        """The same with every title read once."""
        return self.estimate + self.characters / READ

    @property
    def reached(self) -> bool:
        """Whether keys and time are within the targets."""
        return self.keys <= MOST_KEYS and self.estimate <= MOST_SECONDS


def main() -> int:
    """Build, check, assign, drive, print."""
    with tempfile.TemporaryDirectory(prefix="xingshen-desk-") as folder:
        portal = RunningPortal(Path(folder))
        portal.mail.mkdir(parents=True)
        script = BUILD % ((SINGLY, TOGETHER),)
        subprocess.run([sys.executable, "-c", script], env=portal.environment, check=True, timeout=300)
        portal.start()
        try:
            _wait(portal)
            measured = _measure(portal)
        finally:
            portal.stop()
    for each in measured:
        _print(each)
    return 0 if all(each.reached for each in measured) else 1


def _wait(portal: RunningPortal) -> None:
    deadline = time.monotonic() + PATIENCE
    while portal.ask(CHECKED) < 2:
        if time.monotonic() > deadline:
            raise TimeoutError("the papers were not read in time")
        time.sleep(2)


def _measure(portal: RunningPortal) -> list[Measured]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        found = [
            _drive(browser, portal, SINGLY, "每项单独认可", together=False),
            _drive(browser, portal, TOGETHER, "看过后按部分一并认可", together=True),
        ]
        browser.close()
    return found


def _drive(browser: Browser, portal: RunningPortal, example: str, way: str, *, together: bool) -> Measured:
    if portal.ask(GIVE % example) != "Done":
        raise AssertionError(f"{example} could not be assigned")
    context = new_context(browser, portal)
    page = context.new_page()
    sign_in(page, f"reviewer@{DOMAIN}")
    page.goto("/desk/")
    clerk = Clerk(page)
    clerk.open_first()
    points = clerk.left()
    while clerk.left():
        if together and clerk.can_batch():
            clerk.decide_part()
        else:
            clerk.decide_one()
    clerk.conclude()
    context.close()
    return Measured(way, points, len(clerk.keys), clerk.machine, clerk.characters)


def _print(each: Measured) -> None:
    per_key = each.machine / each.keys
    print(f"{'✓' if each.reached else '✗'} {each.way}：{each.points} 项需判断，从待办到“通过”")
    print(f"    按键 {each.keys} 次（目标 ≤ {MOST_KEYS}）")
    print(f"    机器实测 {each.machine:.1f} 秒，每键 {per_key:.2f} 秒")
    print(f"    模型：每键想 {THINK} 秒、按 {PRESS} 秒，另加机器：{each.estimate:.0f} 秒（目标 ≤ {MOST_SECONDS:.0f}）")
    print(
        f"    初次见到这些问题，另读 {each.characters} 字（每分钟 400 字）：共 {each.first_time:.0f} 秒；翻看材料都不计"
    )


if __name__ == "__main__":
    sys.exit(main())
