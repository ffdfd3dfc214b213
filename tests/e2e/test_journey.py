"""From the registration of a unit to a receipt that proves itself, in each of the four categories."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from tests.e2e import applying, dossier
from tests.e2e.browsing import new_context
from tests.e2e.dossier import CATEGORIES, DECLARATIONS
from tests.e2e.running import RunningPortal
from tests.e2e.unit import NewUnit, found

pytestmark = pytest.mark.e2e
DOWNLOADS = {
    "下载回执（JSON）": "receipt.json",
    "下载回执（PDF）": "receipt.pdf",
    "下载提交的全部内容": "package.zip",
}
XINGSHEN = Path(sys.executable).with_name("xingshen")


@dataclass(frozen=True)
class Trio:
    """The unit and its three windows."""

    unit: NewUnit
    administrator: BrowserContext
    department: BrowserContext
    applicant: BrowserContext


@pytest.fixture(scope="module")
def trio(browser: Browser, portal: RunningPortal) -> Iterator[Trio]:
    """A unit that registered, was approved and invited its applicant, all through the pages."""
    windows = [new_context(browser, portal) for _ in range(3)]
    yield Trio(found(windows, portal), *windows)
    for each in windows:
        each.close()


@pytest.fixture
def visitor(page: Page) -> Page:
    """Somebody who is not signed in."""
    return page


@pytest.fixture
def writer(trio: Trio) -> Iterator[Page]:
    """The applicant's tab."""
    page = trio.applicant.new_page()
    yield page
    page.close()


def test_typing_fills_every_kind_of_field_and_survives_a_reload(writer: Page, tmp_path: Path) -> None:
    form = dossier.without_declarations(dossier.form_of(CATEGORIES["重点产业"]))
    form["project"] = {"abstract": form["project"]["abstract"]}
    form["team"], form["budget"] = [], {**form["budget"], "self_funding": 299.99}
    number = applying.import_zip(writer, dossier.pack(form, [], tmp_path / "draft.zip"))

    applying.open_section(writer, number, "basics")
    applying.type_into(writer, "项目名称", "钢构件柔性焊接机器人联合攻关")
    applying.type_into(writer, "执行期起", "2026-07-01")
    applying.type_into(writer, "执行期止", "2028-06-30")
    applying.wait_saved(writer)
    applying.open_section(writer, number, "people")
    add_members_by_keyboard(writer)
    paste_members(writer)
    writer.reload()
    members = [field.input_value() for field in names_of_members(writer).all()]
    assert members == ["邢亦舟", "梁若溪", "郝景澄"]
    applying.open_section(writer, number, "basics")
    assert applying.box(writer, "项目名称").input_value() == "钢构件柔性焊接机器人联合攻关"
    cure_the_shortfall(writer, number)


def names_of_members(page: Page) -> Locator:
    return page.get_by_role("group", name="项目组成员").get_by_role("textbox", name="姓名")


def add_members_by_keyboard(page: Page) -> None:
    page.get_by_role("group", name="项目组成员").get_by_role("button", name="增加一行").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("邢亦舟")
    page.keyboard.press("Tab")
    page.keyboard.type("1988-09-03")
    applying.wait_saved(page)


def paste_members(page: Page) -> None:
    """Two rows copied from a spreadsheet, pasted into a cell of a new row by the browser's own paste."""
    rows = "姓名\t出生日期\t单位\n梁若溪\t1991-02-25\t滹沱河智造有限公司\n郝景澄\t1993/11/7\t滹沱河智造有限公司"
    names_of_members(page).last.evaluate(
        """(field, text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        rows,
    )
    preview = page.locator("#paste-dialog")
    expect(preview).to_contain_text("2 行")
    preview.get_by_role("button", name="填入这 2 行").click()
    page.wait_for_load_state()
    expect(names_of_members(page)).to_have_count(3)


def cure_the_shortfall(page: Page, number: int) -> None:
    """The self-check tells what is short; its link leads to the field; typing the right sum makes it go away."""
    applying.open_section(page, number, "declarations")
    shortfall = applying.findings(page).filter(has_text="差0.01万元")
    expect(shortfall).to_have_count(1)
    shortfall.get_by_role("link", name="自筹资金应不少于300万元").click()
    expect(applying.box(page, "自筹资金")).to_be_focused()
    applying.type_into(page, "自筹资金", "320")
    applying.wait_saved(page)
    expect(shortfall).to_have_count(0)


@pytest.mark.parametrize("category", CATEGORIES)
def test_an_application_of_each_category_comes_to_be_accepted(
    category: str,
    trio: Trio,
    writer: Page,
    tmp_path: Path,
    visitor: Page,
) -> None:
    number = begin(writer, category, tmp_path)
    declare(writer, number)
    print_seal_and_upload(writer, number, tmp_path)
    applying.submit_from_review(writer, number)
    receipt = verify_receipt(writer, tmp_path)
    forward(trio.administrator.new_page(), "unit", number, "审核通过")
    forward(trio.department.new_page(), "department", number, "推荐")
    writer.goto(f"/filing/{number}/")
    expect(writer.locator("main")).to_contain_text("已受理")
    verify_in_public(visitor, receipt)


def begin(page: Page, category: str, tmp_path: Path) -> int:
    """Import the answers; drop and choose the papers; wait until they are read."""
    example = CATEGORIES[category]
    papers = dossier.papers_of(example)
    form = dossier.without_declarations(dossier.form_of(example))
    number = applying.import_zip(page, dossier.pack(form, [], tmp_path / "answers.zip"))
    page.goto(f"/apply/{number}/papers/")
    applying.drop(page, page.locator("[data-drop]"), papers[0])
    expect(applying.paper_row(page, papers[0].name)).to_be_visible()
    page.locator("#papers-files").set_input_files(papers[1:])
    expect(page.locator("li.paper.there")).to_have_count(len(papers), timeout=120_000)
    applying.wait_all_read(page)
    expect(page.locator("li.paper.there .state.done")).to_have_count(len(papers))
    applying.open_section(page, number, "basics")
    assert category in page.locator("main").get_by_role("radio", checked=True).or_(
        page.get_by_role("combobox", name="类别")
    ).first.evaluate("field => field.selectedOptions?.[0].text ?? field.closest('label').innerText")
    return number


def print_seal_and_upload(page: Page, number: int, tmp_path: Path) -> None:
    """The page to be sealed, printed, scanned and put in: known as such, and by its version code."""
    page.goto(f"/filing/{number}/")
    answer = page.request.get(str(page.get_by_role("link", name="签字盖章页（PDF）").get_attribute("href")))
    content = answer.body()
    assert answer.headers["content-type"] == "application/pdf"
    page.goto(f"/filing/{number}/submit/")
    code = page.locator("dd .digest").first.inner_text()
    assert content.startswith(b"%PDF")
    assert code in applying.pdf_text(content)
    page.goto(f"/apply/{number}/papers/")
    scan = applying.rasterise(content, tmp_path / "扫描的盖章页.jpg")
    slot = page.locator("[data-slot][data-kind=签章页] input[type=file]")
    slot.set_input_files(scan)
    row = applying.wait_read(page, scan.name)
    expect(row).to_contain_text("签章页")
    expect(page.locator("[data-slot][data-kind=签章页]")).to_have_count(0)
    page.goto(f"/apply/{number}/review/")
    expect(applying.findings(page).filter(has_text="签字处未见笔迹")).to_contain_text(scan.name)
    expect(applying.findings(page).filter(has_text="版本码")).to_have_count(0)


def declare(page: Page, number: int) -> None:
    """Nothing can be submitted before the declarations are made; then it can."""
    page.goto(f"/apply/{number}/review/")
    expect(page.locator(".error-summary.blocking")).to_contain_text("3 处")
    expect(page.get_by_role("button", name="提交", exact=True)).to_have_count(0)
    page.locator(".error-summary.blocking").get_by_role("link").first.click()
    for each in DECLARATIONS:
        applying.choose(page, each, "是")
    applying.wait_saved(page)


def verify_receipt(page: Page, tmp_path: Path) -> Path:
    """The receipt shown, as a PDF, and as a file that the terminal verifies with and without the package."""
    expect(page.get_by_role("heading", level=1)).to_have_text("提交回执")
    fetched = {}
    for name, kind in (
        ("下载回执（JSON）", "receipt.json"),
        ("下载回执（PDF）", "receipt.pdf"),
        ("下载提交的全部内容", "package.zip"),
    ):
        answer = page.request.get(str(page.get_by_role("link", name=name).get_attribute("href")))
        fetched[kind] = tmp_path / kind
        fetched[kind].write_bytes(answer.body())
    assert fetched["receipt.pdf"].read_bytes().startswith(b"%PDF")
    receipt = fetched["receipt.json"]
    for more in ([], ["--package", str(fetched["package.zip"])]):
        command = [str(XINGSHEN), "verify-receipt", str(receipt), *more]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    return receipt


def forward(page: Page, who: str, number: int, word: str) -> None:
    """Unit or department reads and sends on."""
    page.goto(f"/filing/{who}/")
    page.locator(f"a[href='/filing/{who}/{number}/']").click()
    page.locator("#decide").get_by_role("button", name=word, exact=True).click()
    page.wait_for_load_state()
    page.close()


def verify_in_public(page: Page, receipt: Path) -> None:
    """Anybody checks the number and the digest, or the file."""
    told = json.loads(receipt.read_text(encoding="utf-8"))
    page.goto("/filing/verify/")
    page.get_by_label("编号").fill(told["number"])
    page.get_by_label("SHA-256").fill(told["package"]["sha256"])
    page.get_by_role("button", name="核验").first.click()
    expect(page.locator("main section[role=status]")).to_contain_text("核验通过")
    page.get_by_label("回执（JSON 文件）").set_input_files(receipt)
    page.get_by_role("button", name="核验").last.click()
    expect(page.locator("main section[role=status]")).to_contain_text("核验通过")
