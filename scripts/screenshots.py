"""Pictures of every page of the demonstration at two widths: out/screenshots/<who>/<page>-<width>.png.

Builds the demonstration in a folder of its own, waits until the papers are read, and looks at each page as each person.
Run as ``python -m scripts.screenshots [who …]`` from the top of the source tree.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from tests.e2e.browsing import ARGUMENTS, CHROMIUM, new_context, sign_in
from tests.e2e.page_list import Visit, numbers, visits
from tests.e2e.running import RunningPortal

OUT = Path("out/screenshots")
WIDTHS = (1280, 390)
_BUSY = """
import json
from xingshen.store.models import Job
print(json.dumps(Job.objects.filter(state__in=("ready", "running")).count()))
"""
_PATIENCE = 1200
_PICTURES_THERE = """() => {
    for (const image of document.images) image.loading = "eager";
    return [...document.images].every((image) => image.complete);
}"""


def main(chosen: list[str]) -> int:
    """Take the pictures; 1 where a page did not answer as it should."""
    with tempfile.TemporaryDirectory(prefix="xingshen-screenshots-") as folder, sync_playwright() as playwright:
        portal = RunningPortal(Path(folder), extra={"XS_LOG_LEVEL": "ERROR"})
        portal.build_demo()
        portal.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            wait_for_papers(portal)
            faults = [
                fault
                for visit in visits(numbers(portal))
                if not chosen or visit.who in chosen
                for fault in take(browser, portal, visit)
            ]
        finally:
            browser.close()
            portal.stop()
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"图片在 {OUT}。")
    return 1 if faults else 0


def wait_for_papers(portal: RunningPortal) -> None:
    """Until the worker has nothing left to do."""
    deadline = time.monotonic() + _PATIENCE
    while portal.ask(_BUSY) and time.monotonic() < deadline:
        time.sleep(3)


def take(browser: Browser, portal: RunningPortal, visit: Visit) -> list[str]:
    """Pictures of all pages of this person; what went wrong."""
    faults = []
    folder = OUT / visit.who
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        context = new_context(browser, portal, width)
        page = context.new_page()
        if visit.email:
            sign_in(page, visit.email)
        for listed in visit.pages:
            answer = page.goto(listed.path, wait_until="load")
            if answer is None or answer.status != listed.status:
                faults.append(f"{visit.who} {listed.path}: {answer.status if answer else '—'}")
            page.wait_for_function(_PICTURES_THERE)
            page.screenshot(path=folder / f"{listed.name}-{width}.png", full_page=True)
        context.close()
    return faults


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
