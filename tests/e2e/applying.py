"""What an applicant does at the pages of an application: importing, typing, papers, self-check, print, submission."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pypdfium2
from playwright.sync_api import Locator, Page, expect
from tests.e2e.page_list import SLUG

READING = 240_000
"""Milliseconds within which papers are read on a busy machine."""


def import_zip(page: Page, packed: Path) -> int:
    """Import a dossier; the number of the application."""
    page.goto(f"/apply/import/{SLUG}/")
    page.get_by_label("zip 文件").set_input_files(packed)
    page.get_by_role("button", name="导入").click()
    page.wait_for_url(re.compile(r"/apply/\d+/"))
    return number_in(page.url)


def number_in(url: str) -> int:
    """The number of the application in an address."""
    match = re.search(r"/(?:apply|filing)/(?:unit/|department/)?(\d+)/", url)
    assert match, url
    return int(match[1])


def open_section(page: Page, application: int, section: str) -> None:
    """A section of the form."""
    page.goto(f"/apply/{application}/form/{section}/")


def box(page: Page, label: str) -> Locator:
    """The field with this label; clauses and 选填 may follow."""
    name = re.compile(rf"^{re.escape(label)}(?:$|[ 　（])")
    return page.get_by_role("textbox", name=name).or_(page.get_by_role("combobox", name=name)).first


def type_into(page: Page, label: str, text: str) -> None:
    """Type key by key, as a person does."""
    field = box(page, label)
    field.fill("")
    field.press_sequentially(text, delay=5)


def choose(page: Page, label: str, answer: str) -> None:
    """Choose one of the answers of a group of buttons."""
    group = page.get_by_role("group", name=re.compile(rf"^{re.escape(label)}(?:$|[ 　（])"))
    group.get_by_role("radio", name=answer, exact=True).check()


def wait_saved(page: Page) -> str:
    """Until everything typed is stored; the words shown."""
    saved = page.locator("#saved")
    page.wait_for_timeout(100)
    expect(saved).to_have_class(re.compile(r"^saved\s*$"), timeout=60_000)
    expect(saved).to_contain_text(re.compile(r"已保存 \d\d:\d\d:\d\d"))
    return saved.inner_text()


def findings(page: Page) -> Locator:
    """The findings of the self-check beside the form."""
    return page.locator("#selfcheck-body article.finding")


def drop(page: Page, target: Locator, path: Path) -> None:
    """Drag a file from the desktop onto ``target``."""
    import base64  # noqa: PLC0415

    data = page.evaluate_handle(
        """([name, coded]) => {
            const bytes = Uint8Array.from(atob(coded), (char) => char.charCodeAt(0));
            const carried = new DataTransfer();
            carried.items.add(new File([bytes], name));
            return carried;
        }""",
        [path.name, base64.b64encode(path.read_bytes()).decode("ascii")],
    )
    target.dispatch_event("dragover", {"dataTransfer": data})
    target.dispatch_event("drop", {"dataTransfer": data})


def paper_row(page: Page, name: str) -> Locator:
    """The row of a paper in the list."""
    return page.locator("li.paper.there").filter(has=page.locator(".name", has_text=name))


def wait_read(page: Page, name: str) -> Locator:
    """Until this paper is read; its row."""
    row = paper_row(page, name)
    expect(row.locator(".state.done")).to_be_visible(timeout=READING)
    return row


def wait_all_read(page: Page) -> None:
    """Until nothing is being read."""
    expect(page.locator("#papers-poller .loading")).to_have_count(0, timeout=READING)


def submit_from_review(page: Page, application: int) -> None:
    """Review page, button, confirmation; ends on the receipt."""
    page.goto(f"/apply/{application}/review/")
    page.get_by_role("button", name="提交", exact=True).first.click()
    page.locator("#confirm-dialog").get_by_role("button", name="提交", exact=True).click()
    page.wait_for_url(re.compile(r"/receipt/"))


def pdf_text(content: bytes) -> str:
    """All text of a PDF."""
    with pypdfium2.PdfDocument(content) as document:
        return "".join(_page_text(page) for page in document)


def rasterise(content: bytes, target: Path, dpi: int = 200) -> Path:
    """The first page as a scanner at ``dpi`` would give it."""
    with pypdfium2.PdfDocument(content) as document:
        document[0].render(scale=dpi / 72).to_pil().convert("RGB").save(target, quality=88, dpi=(dpi, dpi))
    return target


def _page_text(page: Any) -> str:
    held = page.get_textpage()
    try:
        return str(held.get_text_bounded())
    finally:
        held.close()
