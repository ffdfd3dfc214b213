"""A call with forty dossiers, from assignment to the published list, through the pages of all who have a part in it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.e2e.browsing import sign_in
from tests.e2e.crowd import build_crowd
from tests.e2e.reviewing import PATIENCE, Reviewer, countersign, login_of, opine
from tests.e2e.running import RunningPortal

COUNT = 40
_STAGES = """
import json
from collections import Counter
from xingshen.store.models import Examination
rows = Examination.objects.all()
stages = Counter(rows.values_list("stage", flat=True))
print(json.dumps({"stages": stages, "checked": rows.filter(checked=True).count()}))
"""
_OWNER = """
import json
from xingshen.store.models import Application
print(json.dumps(Application.objects.get(pk=%d).owner.email))
"""
People = Callable[..., BrowserContext]


pytestmark = pytest.mark.trial


@pytest.fixture(scope="module")
def call(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    """The portal with the whole call in it; its worker reads and checks meanwhile."""
    running = RunningPortal(tmp_path_factory.mktemp("crowd") / "data")
    build_crowd(running, COUNT)
    running.start()
    yield running
    running.stop()


def stages(portal: RunningPortal) -> dict[str, int]:
    found: dict[str, dict[str, int]] = portal.ask(_STAGES)
    return found["stages"]


def wait_for(portal: RunningPortal, what: Callable[[Any], bool], script: str = _STAGES) -> None:
    deadline = time.monotonic() + 900
    while not what(portal.ask(script)):
        assert time.monotonic() < deadline
        time.sleep(2)


def test_forty_dossiers_from_assignment_to_the_published_list(
    call: RunningPortal, people: People, tmp_path: Path
) -> None:
    office = person(people, call, "office")
    assign_all(office)
    wait_for(call, lambda told: told["stages"] == {"assigned": COUNT} and told["checked"] == COUNT)

    first, second = person(people, call, "reviewer"), person(people, call, "reviewer2")
    mine = Reviewer(first, returns_one=True, overrules_one=True).work()
    theirs = Reviewer(second, overrules_one=True).work()
    assert len(mine) + len(theirs) == COUNT
    assert mine.overruled
    assert theirs.overruled

    sit(people, call, [*mine.to_panel, *theirs.to_panel])
    answer_correction(people, call, mine.returned[0])
    for page, done in ((first, mine), (second, theirs)):
        more = Reviewer(page).work()
        done.passed += more.passed
        done.proposed += more.proposed

    appealed = mine.proposed[0]
    countersign(office, [appealed])
    countersign(second, mine.proposed[1:])
    countersign(first, theirs.proposed)
    refused = len(mine.proposed) + len(theirs.proposed)
    assert stages(call) == {"passed": COUNT - refused, "refused": refused}

    send_letters(office)
    ask_again(people, call, appealed)
    rule_again(office, second, appealed)
    publish(office, call)
    expect_published(people, call)
    take_tables(office, tmp_path)


# --- who does what ---------------------------------------------------------------------------------------------------


def person(people: People, portal: RunningPortal, role: str) -> Page:
    page = people(portal).new_page()
    sign_in(page, login_of(role))
    return page


def assign_all(office: Page) -> None:
    office.goto("/office/assignment/")
    office.locator("button[name=give][value=all]").click()
    expect(office.get_by_text(f"已分派 {COUNT} 份")).to_be_visible(timeout=PATIENCE)


def sit(people: People, portal: RunningPortal, dossiers: list[int]) -> None:
    """Both members write; then one of them concludes."""
    assert dossiers
    members = [person(people, portal, role) for role in ("panel", "panel2")]
    for member in members:
        opine(member, dossiers)
    opine(members[0], dossiers)


def answer_correction(people: People, portal: RunningPortal, dossier: int) -> None:
    """The applicant explains; the dossier is checked again and is back with its reviewer."""
    page = applicant(people, portal, dossier)
    page.goto(f"/apply/{dossier}/correction/")
    for fold in page.locator("details.fold").all():
        if fold.get_attribute("open") is None:
            fold.locator("summary").click()
    for reply in page.locator("textarea[name^='reply:']").all():
        reply.fill("已核对，附件中对应内容见所列页码。")
    with page.expect_navigation():
        page.locator("button[name=do][value=hand_in]").click()
    wait_for(portal, lambda told: told["stages"].get("in_correction", 0) == 0 and told["checked"] == COUNT)


def applicant(people: People, portal: RunningPortal, dossier: int) -> Page:
    page = people(portal).new_page()
    sign_in(page, portal.ask(_OWNER % dossier))
    return page


def send_letters(office: Page) -> None:
    office.goto("/office/conclusions/")
    office.get_by_role("button", name="全部发出").click()
    confirm(office)
    expect(office.get_by_text("全部办成，没有问题。")).to_be_visible(timeout=PATIENCE)


def ask_again(people: People, portal: RunningPortal, dossier: int) -> None:
    page = applicant(people, portal, dossier)
    page.goto(f"/filing/{dossier}/outcome/")
    page.fill("#ask textarea[name$=reason]", "材料中已有所要求的内容，见合作协议第2页。")
    page.get_by_role("button", name="提交复审申请").click()
    confirm(page)
    expect(page.get_by_text("正在复审")).to_be_visible()


def rule_again(office: Page, reviewer: Page, dossier: int) -> None:
    """Assigned to the reviewer who took no part, who judges every ground anew and upholds."""
    office.goto("/office/assignment/")
    office.locator("button[name=give][value=all]").click()
    expect(office.get_by_text("已分派 1 份")).to_be_visible(timeout=PATIENCE)
    reviewer.goto(f"/desk/{dossier}/reexamination/")
    while (ground := reviewer.locator("li.sheet:has-text('待重新认定')")).count():
        ground.first.locator("input[type=radio][value=fail]").check()
        ground.first.locator("select[name$=phrase]").select_option(index=1)
        with reviewer.expect_navigation():
            ground.first.get_by_role("button", name="认定", exact=True).click()
    reviewer.check("#decide input[type=radio][value=upheld]")
    reviewer.select_option("#decide select[name$=phrase]", index=1)
    reviewer.locator("#decide button[type=submit]").click()
    confirm(reviewer)
    expect(reviewer.get_by_text("维持原结论").first).to_be_visible()


def publish(office: Page, portal: RunningPortal) -> None:
    office.goto("/office/conclusions/")
    office.get_by_role("link", name="准备新名单").click()
    office.fill("input[name=opens_at]", datetime.now(ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%dT%H:%M"))
    office.get_by_role("button", name="保存，先看预览").click()
    office.get_by_role("button", name="发布").click()
    confirm(office)
    expect(office.get_by_text("全部办成，没有问题。")).to_be_visible(timeout=PATIENCE)


def expect_published(people: People, portal: RunningPortal) -> None:
    """Anybody reads the list."""
    address = portal.ask(
        "import json\nfrom xingshen.store.models import PublicList\nprint(json.dumps(PublicList.objects.get().slug))"
    )
    page = people(portal).new_page()
    page.goto(f"/lists/{address}/")
    assert page.locator("tbody tr").count() > 0


def take_tables(office: Page, folder: Path) -> None:
    office.goto("/office/conclusions/")
    office.get_by_role("button", name="Excel").click()
    expect(office.get_by_text("全部办成，没有问题。")).to_be_visible(timeout=PATIENCE)
    with office.expect_download() as waiting:
        office.get_by_role("link", name="下载").click()
    waiting.value.save_as(folder / "tables.xlsx")
    assert (folder / "tables.xlsx").read_bytes()[:2] == b"PK"


def confirm(page: Page) -> None:
    """The dialog that asks whether one is sure."""
    page.click("#confirm-dialog [data-confirm-agree]")
