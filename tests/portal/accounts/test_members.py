"""Invitations, members of a unit, and the roles of the programme."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests.portal.conftest import PASSWORD, make_department, make_unit, make_user, signed_in
from xingshen.review.policy import Role
from xingshen.store.models import Event, Invitation, Membership, User

pytestmark = pytest.mark.django_db
NEW = {"name": "钱申报", "password": "shen-bao-ren-1"}


def link_in_last_mail() -> str:
    return re.findall(r"http://127\.0\.0\.1:8000(/accounts/invitation/\S+)", str(mail.outbox[-1].body))[0]


def invite(client: Client, email: str = "qian@example.cn", role: str = "applicant") -> str:
    client.post("/accounts/unit/", {"email": email, "name": "钱申报", "role": role})
    return link_in_last_mail()


def test_an_invited_applicant_sets_name_and_password_and_is_signed_in_for_the_unit() -> None:
    unit = make_unit(name="河北示例公司")
    link = invite(signed_in(make_user(Role.UNIT_ADMIN, unit=unit)))
    assert mail.outbox[-1].subject == "〔形审〕河北示例公司邀请您成为申报人"
    client = Client()
    page = client.get(link).content.decode()
    assert "的身份加入河北示例公司" in page
    assert client.post(link, NEW).status_code == 302
    user = User.objects.get(email="qian@example.cn")
    assert list(user.memberships.values_list("role", "unit_id")) == [("applicant", unit.pk)]
    assert client.get("/accounts/profile/").status_code == 200
    kinds = Event.objects.filter(kind__startswith="invitation.").order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["invitation.sent", "invitation.accepted"]


def test_the_page_of_an_invitation_is_not_kept_and_its_address_is_told_to_no_other_site() -> None:
    answer = Client().get(invite(signed_in(make_user(Role.UNIT_ADMIN))))
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_only_the_digest_of_the_token_is_kept() -> None:
    link = invite(signed_in(make_user(Role.UNIT_ADMIN)))
    token = link.split("/")[3]
    kept = [str(value) for row in Invitation.objects.values() for value in row.values()]
    events = [str(value) for row in Event.objects.values() for value in row.values()]
    assert [token in " ".join(each) for each in (kept, events)] == [False, False]


def test_a_link_works_once() -> None:
    link = invite(signed_in(make_user(Role.UNIT_ADMIN)))
    Client().post(link, NEW)
    again = Client().get(link)
    assert (again.status_code, "邀请链接已失效" in again.content.decode()) == (404, True)


def test_a_link_works_for_fourteen_days() -> None:
    link = invite(signed_in(make_user(Role.UNIT_ADMIN)))
    created = Invitation.objects.get().expires_at - timedelta(days=14)
    assert abs(created - timezone.now()) < timedelta(minutes=1)
    Invitation.objects.update(expires_at=timezone.now())
    assert Client().get(link).status_code == 404


def test_withdrawing_and_sending_again_make_the_old_link_void() -> None:
    client = signed_in(make_user(Role.UNIT_ADMIN))
    first = invite(client)
    address = f"/accounts/unit/invitations/{Invitation.objects.get().pk}/"
    client.post(address, {"action": "resend"})
    second = link_in_last_mail()
    assert [Client().get(link).status_code for link in (first, second)] == [404, 200]
    client.post(address, {"action": "withdraw"})
    assert Client().get(second).status_code == 404


def test_inviting_the_same_person_again_leaves_one_invitation_open() -> None:
    client = signed_in(make_user(Role.UNIT_ADMIN))
    first, second = invite(client), invite(client)
    assert [Client().get(link).status_code for link in (first, second)] == [404, 200]


def test_a_unit_administrator_cannot_give_roles_of_the_programme() -> None:
    client = signed_in(make_user(Role.UNIT_ADMIN))
    client.post("/accounts/unit/", {"email": "a@example.cn", "role": "office"})
    assert Invitation.objects.count() == 0


def test_who_has_an_account_accepts_signed_in_and_only_with_the_invited_address() -> None:
    somebody, other = make_user(), make_user()
    link = invite(signed_in(make_user(Role.UNIT_ADMIN)), somebody.email)
    assert f"/accounts/login/?next={link}" in Client().get(link).content.decode()
    refused = signed_in(other).post(link).content.decode()
    assert "这份邀请发给了另一个邮箱" in refused
    assert signed_in(somebody).post(link).status_code == 302
    assert (somebody.memberships.count(), other.memberships.count()) == (1, 0)


def test_a_person_belongs_to_one_unit() -> None:
    somebody = make_user(Role.APPLICANT)
    link = invite(signed_in(make_user(Role.UNIT_ADMIN)), somebody.email)
    assert "您的账号属于另一个单位或部门" in signed_in(somebody).post(link).content.decode()
    assert somebody.memberships.count() == 1


def test_a_member_is_deactivated_and_reactivated() -> None:
    unit = make_unit()
    member, client = make_user(Role.APPLICANT, unit=unit), signed_in(make_user(Role.UNIT_ADMIN, unit=unit))
    theirs = Client()
    theirs.post("/accounts/login/", {"login": member.email, "password": PASSWORD})
    client.post(f"/accounts/unit/members/{member.pk}/", {"action": "deactivate"})
    assert theirs.get("/accounts/profile/").status_code == 302
    member.refresh_from_db()
    assert member.is_active is False
    client.post(f"/accounts/unit/members/{member.pk}/", {"action": "reactivate"})
    member.refresh_from_db()
    assert member.is_active is True


def test_the_last_administrator_stays() -> None:
    unit = make_unit()
    admin = make_user(Role.UNIT_ADMIN, unit=unit)
    client, address = signed_in(admin), f"/accounts/unit/members/{admin.pk}/"
    answers = [client.post(address, {"action": action}).status_code for action in ("deactivate", "applicant")]
    assert answers == [403, 403]
    make_user(Role.UNIT_ADMIN, unit=unit)
    assert client.post(address, {"action": "applicant"}).status_code == 302
    assert Membership.objects.get(user=admin).role == "applicant"


def test_a_member_with_roles_elsewhere_is_not_deactivated_by_the_unit() -> None:
    unit = make_unit()
    officer = make_user(Role.APPLICANT, Role.REVIEWER, unit=unit)
    answer = signed_in(make_user(Role.UNIT_ADMIN, unit=unit)).post(
        f"/accounts/unit/members/{officer.pk}/", {"action": "deactivate"}
    )
    assert (answer.status_code, "账号须由安全管理员停用" in answer.content.decode()) == (403, True)


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_of_the_unit_asks_no_more_for_more_members(n: int, django_assert_num_queries: Any) -> None:
    unit = make_unit()
    client = signed_in(make_user(Role.UNIT_ADMIN, unit=unit))
    for k in range(n):
        make_user(Role.APPLICANT, unit=unit)
        invite(client, f"p{k}@example.cn")
    client.get("/accounts/unit/")
    with django_assert_num_queries(8):
        page = client.get("/accounts/unit/").content.decode()
    assert page.count('scope="row"') == n + 1 + n


def test_the_system_administrator_invites_an_officer_of_a_department() -> None:
    department = make_department("唐山市科技局")
    client = signed_in(make_user(Role.SYSTEM_ADMIN))
    form = {"email": "sun@example.cn", "name": "孙归口", "role": "department", "department": department.pk}
    assert client.post("/accounts/people/invite/", form).headers["Location"] == "/accounts/people/"
    visitor = Client()
    visitor.post(link_in_last_mail(), {"name": "孙归口", "password": "gui-kou-bumen-1"})
    user = User.objects.get(email="sun@example.cn")
    assert list(user.memberships.values_list("role", "department_id")) == [("department", department.pk)]
    assert visitor.get("/accounts/registrations/").headers["Location"] == "/accounts/2fa/"


def test_a_department_officer_needs_a_department() -> None:
    client = signed_in(make_user(Role.SYSTEM_ADMIN))
    page = client.post("/accounts/people/invite/", {"email": "a@example.cn", "role": "department"}).content.decode()
    assert "请选择是哪个归口管理部门。" in page


def test_one_person_holds_at_most_one_of_the_three_administrators() -> None:
    client, auditor = signed_in(make_user(Role.SYSTEM_ADMIN)), make_user(Role.AUDIT_ADMIN)
    answer = client.post(f"/accounts/people/{auditor.pk}/", {"role": "security_admin"})
    assert (answer.status_code, "此人已是审计管理员" in answer.content.decode()) == (403, True)
    invited = client.post("/accounts/people/invite/", {"email": auditor.email, "role": "security_admin"})
    assert (invited.status_code, Invitation.objects.count()) == (403, 0)


def test_an_invitation_does_not_get_around_the_three_administrators() -> None:
    client, somebody = signed_in(make_user(Role.SYSTEM_ADMIN)), make_user()
    client.post("/accounts/people/invite/", {"email": somebody.email, "role": "security_admin"})
    link = link_in_last_mail()
    client.post(f"/accounts/people/{somebody.pk}/", {"role": "audit_admin"})
    assert "此人已是审计管理员" in signed_in(somebody).post(link).content.decode()
    assert list(somebody.memberships.values_list("role", flat=True)) == ["audit_admin"]


def test_roles_are_given_and_taken_with_a_reason_in_the_record() -> None:
    client, somebody = signed_in(make_user(Role.SYSTEM_ADMIN)), make_user()
    client.post(f"/accounts/people/{somebody.pk}/", {"role": "reviewer"})
    membership = somebody.memberships.get()
    address = f"/accounts/people/roles/{membership.pk}/"
    assert client.post(address, {"reason": ""}).status_code == 200
    assert client.post(address, {"reason": "调离岗位"}).status_code == 302
    events = Event.objects.filter(kind__startswith="role.").order_by("seq").values_list("kind", "reason")
    assert (somebody.memberships.count(), list(events)) == (0, [("role.granted", ""), ("role.withdrawn", "调离岗位")])


def test_nobody_gives_a_role_to_themselves_and_the_last_system_administrator_stays() -> None:
    admin = make_user(Role.SYSTEM_ADMIN)
    client = signed_in(admin)
    own = admin.memberships.get()
    assert client.post(f"/accounts/people/{admin.pk}/", {"role": "office"}).status_code == 403
    assert client.post(f"/accounts/people/roles/{own.pk}/", {"reason": "x"}).status_code == 403
    make_user(Role.SYSTEM_ADMIN)
    assert client.post(f"/accounts/people/roles/{own.pk}/", {"reason": "x"}).status_code == 302


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_of_people_asks_no_more_for_more_people(n: int, django_assert_num_queries: Any) -> None:
    client = signed_in(make_user(Role.SYSTEM_ADMIN))
    for _ in range(n):
        make_user(Role.APPLICANT)
    client.get("/accounts/people/")
    with django_assert_num_queries(9):
        page = client.get("/accounts/people/").content.decode()
    assert page.count('scope="row"') == n + 1


def test_people_are_found_by_name_unit_and_role() -> None:
    client = signed_in(make_user(Role.SYSTEM_ADMIN, name="李系统"))
    make_user(Role.APPLICANT, name="钱申报", unit=make_unit(name="甲公司"))
    make_user(Role.OFFICE, name="吴办公")
    pages = [client.get(f"/accounts/people/?{query}").content.decode() for query in ("q=甲公", "role=office", "q=钱")]
    found = [[name for name in ("钱申报", "吴办公") if name in page] for page in pages]
    assert found == [["钱申报"], ["吴办公"], ["钱申报"]]


def test_a_department_is_added_once() -> None:
    client = signed_in(make_user(Role.SYSTEM_ADMIN))
    form = {"code": "1301", "name": "石家庄市科技局"}
    assert client.post("/accounts/people/departments/", form).status_code == 302
    assert "已有同名或同代码的部门" in client.post("/accounts/people/departments/", form).content.decode()
