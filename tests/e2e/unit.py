"""A unit that comes in by itself: registration, approval by its department, invitations read from the mail."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect
from tests.e2e.browsing import sign_in
from tests.e2e.dossier import FOLDER
from tests.e2e.running import RunningPortal

from xingshen.kernel.identifiers.uscc import complete

PASSWORD = "滹沱河畔的第一份申报 2026"
LICENCE = FOLDER / "clean-cat1-enterprise" / "08-营业执照.pdf"
DEPARTMENT, DEPARTMENT_LOGIN = "石家庄市科学技术局", "department-130100@demo.example"
_ALPHABET = "ABCDEFGHJKLMNPQRTUWXY0123456789"


@dataclass(frozen=True, slots=True)
class NewUnit:
    """What a newly registered unit is called and who signs in for it."""

    name: str
    administrator: str
    applicant: str


def fresh_unit() -> NewUnit:
    """Names that no other test uses."""
    mark = secrets.token_hex(3)
    return NewUnit(f"滹沱河{mark}智造有限公司", f"admin-{mark}@unit.example", f"writer-{mark}@unit.example")


def register(page: Page, unit: NewUnit) -> None:
    """The registration, as the first administrator fills it in."""
    code = "".join(secrets.choice(_ALPHABET) for _ in range(5))
    page.goto("/accounts/register/")
    page.get_by_label("统一社会信用代码").fill(complete(f"91130100MA0{code}"))
    page.get_by_label("单位名称").fill(unit.name)
    page.get_by_label("单位类型").select_option("企业")
    page.get_by_label("登记地").fill("河北省石家庄市")
    page.get_by_label("通信地址").fill("河北省石家庄市裕华区槐安路66号")
    page.get_by_label("法定代表人").fill("秦知远")
    page.get_by_label("注册（成立）日期").fill("2015-04-20")
    page.get_by_label("联系人").fill("柳听泉")
    page.get_by_label("联系电话").fill("0311-85550100")
    page.get_by_label("证照").set_input_files(LICENCE)
    page.get_by_label("归口管理部门").select_option(label=DEPARTMENT)
    page.get_by_label("姓名").fill("柳听泉")
    page.get_by_label("邮箱").fill(unit.administrator)
    page.locator("main input[type=password]").nth(0).fill(PASSWORD)
    if page.locator("main input[type=password]").count() > 1:
        page.locator("main input[type=password]").nth(1).fill(PASSWORD)
    page.get_by_role("button", name="提交登记").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(unit.name)
    expect(page.locator("main")).to_contain_text("登记已提交")


def approve(page: Page, unit: NewUnit) -> None:
    """The department, signed in, finds the registration, reads it and approves."""
    page.goto("/accounts/registrations/")
    page.get_by_role("link", name=unit.name).click()
    expect(page.locator("main")).to_contain_text("两个校验码均正确")
    page.get_by_role("button", name="通过", exact=True).click()
    page.wait_for_load_state()
    page.goto("/accounts/registrations/?state=approved")
    expect(page.get_by_role("link", name=unit.name)).to_be_visible()


def invite(page: Page, unit: NewUnit) -> None:
    """The administrator, signed in, invites the applicant."""
    page.goto("/accounts/unit/")
    page.locator("#invite").get_by_label("邮箱").fill(unit.applicant)
    page.get_by_role("button", name="发送邀请").click()
    expect(page.locator("main")).to_contain_text(unit.applicant)


def accept(page: Page, portal: RunningPortal, unit: NewUnit) -> None:
    """The applicant opens the link of the mail and sets name and password."""
    page.goto(link_in_mail(portal.mail, unit.applicant))
    page.get_by_label("姓名").fill("冯知衡")
    for field in page.locator("main input[type=password]").all():
        field.fill(PASSWORD)
    page.get_by_role("button", name="设置密码并进入").click()
    page.wait_for_url(lambda url: "/invitation/" not in url)


def found(windows: Sequence[BrowserContext], portal: RunningPortal) -> NewUnit:
    """The whole way, with the windows of administrator, department and applicant; all stay signed in."""
    unit = fresh_unit()
    first, second, third = (window.new_page() for window in windows)
    register(first, unit)
    sign_in(second, DEPARTMENT_LOGIN)
    approve(second, unit)
    invite(first, unit)
    accept(third, portal, unit)
    for each in (first, second, third):
        each.close()
    return unit


def link_in_mail(folder: Path, address: str, patience: float = 30) -> str:
    """The first link of the newest mail to ``address``."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        for path in sorted(folder.iterdir(), key=lambda each: each.stat().st_mtime, reverse=True):
            mail = path.read_bytes()
            if f"To: {address}".encode() in mail:
                return _link(mail)
        time.sleep(0.2)
    raise AssertionError(f"no mail to {address}")


def _link(mail: bytes) -> str:
    body = message_from_bytes(mail, policy=policy.default).get_content()
    found = re.search(r"http://\S+", body)
    assert found, body
    return found[0]
