"""A unit registers, its department decides, the unit corrects and hands in again."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.portal.conftest import make_department, make_unit, make_user, signed_in
from xingshen.kernel.identifiers import uscc
from xingshen.portal.headers import FILE_POLICY
from xingshen.review.policy import Role
from xingshen.store.models import Department, Event, Message, Unit, UnitPaper, User

pytestmark = pytest.mark.django_db
CODE = uscc.complete("91130100MA0ABCDE")
PDF = b"%PDF-1.7\nlicence"


def licence(name: str = "营业执照.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def filled(department: Department, **other: Any) -> dict[str, Any]:
    return {
        "uscc": CODE,
        "name": "河北示例科技有限公司",
        "kind": "企业",
        "place": "河北省石家庄市",
        "address": "中山路1号",
        "legal_representative": "王一",
        "registered_on": "2015-03-01",
        "contact": "李二",
        "phone": "0311-12345678",
        "department": department.pk,
        "papers": [licence()],
        "admin_name": "赵三",
        "email": "Zhao@example.cn",
        "password": "guan-li-yuan-1",
        **other,
    }


def test_registering_makes_a_waiting_unit_with_its_administrator_and_tells_the_department() -> None:
    department = make_department("石家庄市科技局")
    officer = make_user(Role.DEPARTMENT, department=department)
    client = Client()
    answer = client.post("/accounts/register/", filled(department))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/registration/")
    unit = Unit.objects.get(uscc=CODE)
    user = User.objects.get(email="zhao@example.cn")
    assert (unit.state, unit.phone, unit.department_id) == ("pending", "0311-12345678", department.pk)
    assert list(unit.memberships.values_list("user_id", "role")) == [(user.pk, "unit_admin")]
    assert [paper.name for paper in unit.papers.all()] == ["营业执照.pdf"]
    message = Message.objects.get(user=officer)
    assert (message.subject, message.link) == (
        "新的单位登记待审核：河北示例科技有限公司",
        f"/accounts/registrations/{unit.pk}/",
    )
    event = Event.objects.filter(kind="unit.registered").get()
    assert (event.actor_id, event.subject_id, event.after) == (user.pk, str(unit.pk), {"state": "pending"})
    assert "由石家庄市科技局审核" in client.get("/accounts/registration/").content.decode()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (CODE[:17] + ("0" if CODE[17] != "0" else "1"), "校验码（第18位）与前17位不符"),
        (CODE[:10], "统一社会信用代码应为18位，此处为10位"),
    ],
)
def test_a_wrong_code_is_explained(code: str, said: str) -> None:
    page = Client().post("/accounts/register/", filled(make_department(), uscc=code)).content.decode()
    assert said in page
    assert Unit.objects.count() == 0


def test_a_wrong_inner_check_digit_is_explained_apart_from_the_outer_one() -> None:
    wrong = "0" if CODE[16] != "0" else "1"
    body = CODE[:16] + wrong
    code = body + uscc.check_digit(body)
    page = Client().post("/accounts/register/", filled(make_department(), uscc=code)).content.decode()
    assert "组织机构代码的校验码（第17位）不符" in page


def test_a_code_is_taken_as_people_write_it() -> None:
    written = f"{CODE[:8].lower()} {CODE[8:].lower()}"
    assert Client().post("/accounts/register/", filled(make_department(), uscc=written)).status_code == 302
    assert Unit.objects.get().uscc == CODE


def test_a_second_registration_is_told_whom_to_turn_to_and_nothing_about_the_first() -> None:
    department = make_department("唐山市科技局")
    Client().post("/accounts/register/", filled(department))
    again = filled(make_department(), email="other@example.cn", name="另一个名称")
    page = Client().post("/accounts/register/", again).content.decode()
    assert "这个代码已经登记过。请向本单位的管理员索取邀请" in page
    assert ("河北示例科技" in page, "赵三" in page, Unit.objects.count()) == (False, again["admin_name"] == "赵三", 1)


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        (licence("执照.exe", b"MZ program"), "“执照.exe”不是 PDF 或图片（PNG、JPG），无法查看。"),
        (licence("执照.pdf", PDF + b"0" * 20_000_000), "“执照.pdf”超过 20 MB，请压缩或分成几份后再上传。"),
    ],
)
def test_papers_that_cannot_be_used_are_refused_by_name(paper: SimpleUploadedFile, said: str) -> None:
    page = Client().post("/accounts/register/", filled(make_department(), papers=[paper])).content.decode()
    assert said in page
    assert UnitPaper.objects.count() == 0


def test_what_is_left_empty_is_asked_for_by_name() -> None:
    page = Client().post("/accounts/register/", {"name": ""}).content.decode()
    asked = ["请填写统一社会信用代码。", "请选择单位类型。", "请选择归口管理部门。", "请选择证照。", "请填写密码。"]
    assert [each for each in asked if each not in page] == []


def test_several_papers_at_once_are_kept_in_order() -> None:
    papers = [licence("a.pdf"), licence("b.png", b"\x89PNG\r\n\x1a\nx"), licence("c.jpg", b"\xff\xd8\xffx")]
    Client().post("/accounts/register/", filled(make_department(), papers=papers))
    rows = UnitPaper.objects.order_by("pk").values_list("name", "blob__media_type")
    assert list(rows) == [("a.pdf", "application/pdf"), ("b.png", "image/png"), ("c.jpg", "image/jpeg")]


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short1", "密码至少 10 个字符。"),
        ("onlyletterslong", "密码须同时含有字母和数字（或符号）。"),
        ("1234567890123", "密码只包含数字"),
        ("zhao@example1", "太相似"),
    ],
)
def test_weak_passwords_are_refused_with_the_rule(password: str, said: str) -> None:
    page = Client().post("/accounts/register/", filled(make_department(), password=password)).content.decode()
    assert said in page
    assert User.objects.filter(email="zhao@example.cn").exists() is False


def registered() -> tuple[Unit, Client, Client]:
    """A waiting unit, its administrator's client, and the client of an officer of its department."""
    department = make_department()
    client = Client()
    client.post("/accounts/register/", filled(department))
    return Unit.objects.get(uscc=CODE), client, signed_in(make_user(Role.DEPARTMENT, department=department))


def test_approval_opens_the_unit_and_tells_its_administrator() -> None:
    unit, client, officer = registered()
    answer = officer.post(f"/accounts/registrations/{unit.pk}/", {"decision": "approve", "words": ""})
    assert answer.headers["Location"] == "/accounts/registrations/"
    unit.refresh_from_db()
    user = User.objects.get(email="zhao@example.cn")
    assert unit.state == "approved"
    event = Event.objects.get(kind="unit.approved")
    assert (event.actor_role, event.organisation) == ("department", unit.department.name)
    assert Message.objects.get(user=user).subject == "单位登记已通过：河北示例科技有限公司"
    assert "登记已通过。下一步：邀请本单位的申报人。" in client.get("/accounts/registration/").content.decode()


def test_a_rejection_needs_a_reason() -> None:
    unit, _, officer = registered()
    page = officer.post(f"/accounts/registrations/{unit.pk}/", {"decision": "reject"}).content.decode()
    unit.refresh_from_db()
    assert unit.state == "pending"
    assert "退回时请至少选一个原因" in page


def test_a_rejected_registration_is_corrected_and_handed_in_again() -> None:
    unit, client, officer = registered()
    phrase = "证照扫描件不清楚或不完整，请重新上传。"
    officer.post(f"/accounts/registrations/{unit.pk}/", {"decision": "reject", "phrases": [phrase], "words": "第2页"})
    page = client.get("/accounts/registration/").content.decode()
    assert phrase in page
    assert "第2页" in page
    again = filled(unit.department, name="河北示例科技股份有限公司", papers=[licence("新执照.pdf", PDF + b"2")])
    answer = client.post("/accounts/registration/correct/", again)
    assert answer.headers["Location"] == "/accounts/registration/"
    unit.refresh_from_db()
    assert (unit.state, unit.reason, unit.name) == ("pending", "", "河北示例科技股份有限公司")
    assert [paper.name for paper in unit.papers.all()] == ["营业执照.pdf", "新执照.pdf"]
    kinds = Event.objects.filter(subject_type="unit").order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["unit.registered", "unit.rejected", "unit.corrected"]
    assert Event.objects.get(kind="unit.corrected").after["fields"] == ["name"]


def test_a_waiting_registration_cannot_be_changed() -> None:
    unit, client, _ = registered()
    assert client.post("/accounts/registration/correct/", filled(unit.department)).status_code == 403


def test_the_second_of_two_decisions_changes_nothing() -> None:
    unit, _, officer = registered()
    officer.post(f"/accounts/registrations/{unit.pk}/", {"decision": "approve"})
    answer = officer.post(f"/accounts/registrations/{unit.pk}/", {"decision": "reject", "words": "不对"})
    unit.refresh_from_db()
    assert (answer.status_code, unit.state) == (403, "approved")


def test_papers_are_given_out_as_downloads_to_the_department_and_the_unit_only() -> None:
    unit, client, officer = registered()
    address = f"/accounts/unit-papers/{unit.papers.get().pk}/"
    answer = officer.get(address)
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]  # a file response
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Security-Policy"] == FILE_POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    stranger = signed_in(make_user(Role.UNIT_ADMIN))
    other_officer = signed_in(make_user(Role.DEPARTMENT))
    assert [each.get(address).status_code for each in (stranger, other_officer)] == [403, 403]
    own = client.get(address)
    assert (own.status_code, own.getvalue()) == (200, PDF)


@pytest.mark.parametrize("n", [1, 3])
def test_the_queue_asks_the_database_no_more_for_more_units(n: int, django_assert_num_queries: Any) -> None:
    department = make_department()
    officer = signed_in(make_user(Role.DEPARTMENT, department=department))
    for _ in range(n):
        make_unit(department, state="pending")
    officer.get("/accounts/registrations/")
    with django_assert_num_queries(8):
        page = officer.get("/accounts/registrations/").content.decode()
    assert page.count('scope="row"') == n


def test_the_queue_is_filtered_by_state_and_search() -> None:
    department = make_department()
    officer = signed_in(make_user(Role.DEPARTMENT, department=department))
    make_unit(department, state="pending", name="甲公司")
    make_unit(department, state="pending", name="乙公司")
    make_unit(department, state="approved", name="丙公司")
    make_unit(state="pending", name="别处的公司")
    pages = [
        officer.get(f"/accounts/registrations/{query}").content.decode() for query in ("", "?state=approved", "?q=乙")
    ]
    shown = [[name for name in ("甲公司", "乙公司", "丙公司", "别处的公司") if name in page] for page in pages]
    assert shown == [["甲公司", "乙公司"], ["丙公司"], ["乙公司"]]
