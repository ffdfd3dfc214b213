"""An application from the first page to its receipt in a browser without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.e2e import applying, dossier
from tests.e2e.browsing import sign_in
from tests.e2e.page_list import DRAFT
from tests.e2e.running import RunningPortal

pytestmark = pytest.mark.e2e


def test_form_rows_papers_and_submission_work_by_buttons(
    people: Callable[..., BrowserContext], portal: RunningPortal, tmp_path: Path
) -> None:
    page = people(portal, java_script_enabled=False).new_page()
    sign_in(page, f"applicant-{DRAFT}@demo.example")
    number = applying.import_zip(page, dossier.pack(dossier.form_of(DRAFT), [], tmp_path / "draft.zip"))
    save_a_section(page, number)
    add_a_row(page, number)
    upload_a_paper(page, number)
    see_the_shortfall(page, number)
    submit(page, number)


def save_a_section(page: Page, number: int) -> None:
    applying.open_section(page, number, "basics")
    applying.box(page, "项目名称").fill("没有脚本时填写的名称")
    page.get_by_role("button", name="只保存").click()
    assert applying.box(page, "项目名称").input_value() == "没有脚本时填写的名称"
    page.get_by_role("button", name="保存并继续").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("申报单位")


def add_a_row(page: Page, number: int) -> None:
    applying.open_section(page, number, "people")
    members = page.get_by_role("group", name="项目组成员")
    names = members.get_by_role("textbox", name="姓名")
    before = names.count()
    members.get_by_role("button", name="增加一行").click()
    expect(names).to_have_count(before + 1)
    names.last.fill("新来的人")
    page.get_by_role("button", name="只保存").click()
    assert names.last.input_value() == "新来的人"


def upload_a_paper(page: Page, number: int) -> None:
    page.goto(f"/apply/{number}/papers/")
    paper = dossier.papers_of(DRAFT)[0]
    page.get_by_label("选择文件", exact=True).set_input_files(paper)
    page.locator("[data-drop]").get_by_role("button", name="上传").click()
    expect(applying.paper_row(page, paper.name)).to_be_visible()


def see_the_shortfall(page: Page, number: int) -> None:
    applying.open_section(page, number, "budget")
    shortfall = applying.findings(page).filter(has_text="差0.01万元")
    expect(shortfall).to_have_count(1)
    applying.box(page, "自筹资金").fill("300")
    page.get_by_role("button", name="只保存").click()
    expect(shortfall).to_have_count(0)


def submit(page: Page, number: int) -> None:
    page.goto(f"/apply/{number}/review/")
    page.get_by_role("button", name="提交", exact=True).first.click()
    page.wait_for_url(re.compile(r"/receipt/|/submit/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("提交回执")
