"""A large paper whose connection breaks in the middle: it goes on where it was, and what is stored is what was sent."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect
from tests.e2e import applying, dossier
from tests.e2e.browsing import sign_in
from tests.e2e.page_list import DRAFT
from tests.e2e.running import RunningPortal

pytestmark = pytest.mark.e2e
SIZE = 60_000_000
CHUNK = 8 * 1024 * 1024


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """60 MB that begin as a PDF does; what they hold is of no matter."""
    path = tmp_path_factory.mktemp("large") / "很大的扫描件.pdf"
    path.write_bytes(b"%PDF-1.7\n" + Random(2026).randbytes(SIZE - 9))
    return path


@pytest.fixture
def papers(people: Callable[..., BrowserContext], own_portal: RunningPortal, tmp_path: Path) -> Page:
    """The papers of a new draft, at a portal that reads nothing and may be killed."""
    own_portal.start(worker=False)
    page = people(own_portal).new_page()
    sign_in(page, f"applicant-{DRAFT}@demo.example")
    number = applying.import_zip(page, dossier.pack(dossier.form_of(DRAFT), [], tmp_path / "draft.zip"))
    page.goto(f"/apply/{number}/papers/")
    return page


def test_a_broken_connection_is_taken_up_again_by_itself(papers: Page, own_portal: RunningPortal, large: Path) -> None:
    sent = break_third_chunk(papers)
    papers.locator("#papers-files").set_input_files(large)
    expect(applying.paper_row(papers, large.name)).to_be_visible(timeout=120_000)
    assert len(sent) == SIZE // CHUNK + 2
    assert stored(own_portal, large.name) == digest(large)


def test_a_server_that_is_killed_meanwhile_gets_the_rest_after_its_restart(
    papers: Page, own_portal: RunningPortal, large: Path
) -> None:
    papers.route("**/uploads/*/", lambda route: kill_after_two(route, own_portal))
    papers.locator("#papers-files").set_input_files(large)
    expect(papers.locator("#uploading")).to_contain_text("网络中断，正在重新连接")
    papers.unroute_all(behavior="ignoreErrors")
    own_portal.start(worker=False)
    expect(applying.paper_row(papers, large.name)).to_be_visible(timeout=180_000)
    assert stored(own_portal, large.name) == digest(large)


def test_who_left_the_page_chooses_the_file_again_and_only_the_rest_is_sent(
    papers: Page, own_portal: RunningPortal, large: Path
) -> None:
    address, window = papers.url, papers.context
    papers.route("**/uploads/*/", lambda route: abort_after(route, 2))
    papers.locator("#papers-files").set_input_files(large)
    expect(papers.locator("#uploading")).to_contain_text("网络中断，正在重新连接")
    papers.close(run_before_unload=False)
    again = window.new_page()
    offsets: list[int] = []
    again.on("request", lambda request: note_offset(request.method, request.headers, offsets))
    again.goto(address)
    expect(again.locator(".unfinished")).to_contain_text(re.compile(rf"“{large.name}”上次传到 .* MB，共 60.0 MB"))
    again.locator("#papers-files").set_input_files(large)
    expect(applying.paper_row(again, large.name)).to_be_visible(timeout=120_000)
    assert offsets[0] == 2 * CHUNK
    assert stored(own_portal, large.name) == digest(large)


def break_third_chunk(page: Page) -> list[str]:
    """The third part fails once; the list of all that were tried."""
    tried: list[str] = []

    def handle(route: Route) -> None:
        if route.request.method == "PATCH":
            tried.append(route.request.headers["upload-offset"])
            if len(tried) == 3:
                route.abort("connectionreset")
                return
        route.continue_()

    page.route("**/uploads/*/", handle)
    return tried


def abort_after(route: Route, parts: int) -> None:
    """Everything after the first ``parts`` parts fails."""
    beyond = int(route.request.headers.get("upload-offset", "0")) >= parts * CHUNK
    if beyond or route.request.method == "HEAD":
        route.abort("connectionreset")
    else:
        route.continue_()


def kill_after_two(route: Route, portal: RunningPortal) -> None:
    """The server dies when the third part begins."""
    if int(route.request.headers.get("upload-offset", "0")) >= 2 * CHUNK and portal.alive:
        portal.kill()
    route.continue_()


def note_offset(method: str, headers: dict[str, str], offsets: list[int]) -> None:
    """Where each part begins."""
    if method == "PATCH":
        offsets.append(int(headers["upload-offset"]))


def digest(path: Path) -> str:
    """Of the file that was sent."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def stored(portal: RunningPortal, name: str) -> str:
    """Of the octets that lie in the store, worked out anew."""
    script = (
        "import hashlib, json\n"
        "from xingshen.store.record import files\n"
        "from xingshen.store.models import Paper\n"
        f"blob = Paper.objects.get(name={name!r}).blob\n"
        "print(json.dumps([blob.sha256, hashlib.sha256(files.path_of(blob.sha256).read_bytes()).hexdigest()]))"
    )
    told, worked_out = portal.ask(script)
    assert told == worked_out
    return str(worked_out)
