"""A browser and a running portal for tests that go through pages as people do."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.e2e.browsing import ARGUMENTS, CHROMIUM, new_context
from tests.e2e.page_list import EXAMPLES
from tests.e2e.running import RunningPortal


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a small demonstration, made once for all processes of this run; to be copied, not used."""
    top = tmp_path_factory.getbasetemp()
    holder = top.parent if "popen-gw" in top.name else top
    folder = holder / "demonstration"
    with (holder / "demonstration.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not (folder / "demo").exists():
            shutil.rmtree(folder, ignore_errors=True)
            RunningPortal(folder).build_demo(only=EXAMPLES)
    return folder


@pytest.fixture(scope="session")
def portal(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    """The demonstration, running; shared by all tests of this process, so tests make their own applications."""
    running = RunningPortal(shutil.copytree(demo_folder, tmp_path_factory.mktemp("portal") / "data"))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def own_portal(demo_folder: Path, tmp_path: Path) -> Iterator[RunningPortal]:
    """A portal for one test, not yet started, that may be killed; without papers being read."""
    running = RunningPortal(shutil.copytree(demo_folder, tmp_path / "data"))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium without a window; gone with its module, since its driver keeps an event loop in this thread.

    Django refuses its database to whoever comes after in the same process while a loop is there.
    """
    if not Path(CHROMIUM).exists():
        pytest.skip("没有安装 chromium：apt-get install chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def people(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes one window per person, of any portal and width; all are closed at the end."""
    made: list[BrowserContext] = []

    def person(portal: RunningPortal, width: int = 1280, **more: object) -> BrowserContext:
        made.append(new_context(browser, portal, width, **more))
        return made[-1]

    yield person
    for each in made:
        each.close()


@pytest.fixture
def page(people: Callable[..., BrowserContext], portal: RunningPortal) -> Page:
    """One tab of one person at the shared portal."""
    return people(portal).new_page()
