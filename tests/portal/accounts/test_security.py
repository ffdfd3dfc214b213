"""What the security administrator does, and one's own account."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from tests.portal.conftest import PASSWORD, make_user, signed_in
from xingshen.review.policy import Role
from xingshen.store.models import Event, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def guard() -> Client:
    return signed_in(make_user(Role.SECURITY_ADMIN, name="周安全"))


def sign_in(user: User, password: str = PASSWORD) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": password})
    return client


def test_a_locked_login_is_listed_and_unlocked_with_a_reason(guard: Client) -> None:
    user = make_user(Role.APPLICANT)
    for _ in range(5):
        sign_in(user, "wrong")
    assert f'<th scope="row">{user.email}</th>' in guard.get("/accounts/security/").content.decode()
    form = {"email": user.email, "address": "127.0.0.1", "reason": "电话核对是本人"}
    assert guard.post("/accounts/security/unlock/", form).status_code == 302
    assert sign_in(user).get("/accounts/profile/").status_code == 200
    assert Event.objects.get(kind="login.unlocked").reason == "电话核对是本人"
    assert "没有锁定的登录" in guard.get("/accounts/security/").content.decode()


def test_ending_sessions_signs_the_person_out_everywhere(guard: Client) -> None:
    user = make_user(Role.APPLICANT)
    clients = [sign_in(user), sign_in(user)]
    guard.post(f"/accounts/security/{user.pk}/", {"action": "end_sessions", "reason": "手机遗失"})
    assert [client.get("/accounts/profile/").status_code for client in clients] == [302, 302]
    assert Event.objects.get(kind="sessions.ended").after == {"n": 2}


def test_nothing_is_done_without_a_reason(guard: Client) -> None:
    user = make_user(Role.APPLICANT)
    page = guard.post(f"/accounts/security/{user.pk}/", {"action": "deactivate", "reason": ""})
    user.refresh_from_db()
    assert (page.status_code, user.is_active) == (200, True)


def test_a_second_factor_that_was_reset_has_to_be_set_up_again(guard: Client) -> None:
    user = make_user(Role.REVIEWER)
    guard.post(f"/accounts/security/{user.pk}/", {"action": "reset_factor", "reason": "手机遗失"})
    assert Authenticator.objects.filter(user=user).exists() is False
    assert signed_in(user).get("/accounts/profile/").headers["Location"] == "/accounts/2fa/"
    assert Event.objects.get(kind="second_factor.reset").reason == "手机遗失"


def test_a_link_for_a_new_password_is_mailed(guard: Client) -> None:
    user = make_user(Role.APPLICANT)
    guard.post(f"/accounts/security/{user.pk}/", {"action": "send_link", "reason": "忘记密码"})
    assert [(each.to, bool(re.search(r"/password/reset/key/", str(each.body)))) for each in mail.outbox] == [
        ([user.email], True)
    ]


def test_an_account_is_deactivated_and_reactivated(guard: Client) -> None:
    user = make_user(Role.REVIEWER)
    for action, active in (("deactivate", False), ("reactivate", True)):
        guard.post(f"/accounts/security/{user.pk}/", {"action": action, "reason": "借调"})
        user.refresh_from_db()
        assert user.is_active is active


def test_the_last_administrator_of_a_kind_and_oneself_are_left_alone(guard: Client) -> None:
    admin = make_user(Role.SYSTEM_ADMIN)
    me = User.objects.get(name="周安全")
    form = {"action": "deactivate", "reason": "x"}
    assert [guard.post(f"/accounts/security/{each.pk}/", form).status_code for each in (admin, me)] == [403, 403]


def test_sign_ins_are_listed_for_everybody_and_for_one_person(guard: Client) -> None:
    user, other = make_user(name="钱申报"), make_user(name="吴办公")
    sign_in(user, "wrong")
    sign_in(other)
    everybody = guard.get("/accounts/security/logins/").content.decode()
    one = guard.get(f"/accounts/security/{user.pk}/").content.decode()
    assert [name in everybody for name in ("钱申报", "吴办公")] == [True, True]
    assert ("密码不对" in one, "吴办公" in one) == (True, False)


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_of_accounts_asks_no_more_for_more_accounts(
    n: int, guard: Client, django_assert_num_queries: Any
) -> None:
    for _ in range(n):
        make_user(Role.APPLICANT)
    guard.get("/accounts/security/")
    with django_assert_num_queries(9):
        page = guard.get("/accounts/security/").content.decode()
    assert page.count('scope="row"') == n + 1


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_of_sign_ins_asks_no_more_for_more_of_them(
    n: int, guard: Client, django_assert_num_queries: Any
) -> None:
    for _ in range(n):
        sign_in(make_user(Role.APPLICANT))
    guard.get("/accounts/security/logins/")
    with django_assert_num_queries(7):
        page = guard.get("/accounts/security/logins/").content.decode()
    assert page.count('<th scope="row">') == n + 1


def test_the_own_phone_is_masked_until_it_is_edited_and_stands_in_no_event() -> None:
    user = make_user(Role.APPLICANT)
    client = signed_in(user)
    form = {"name": "钱申报", "phone": "13812345678", "language": "en", "mail_digest": ""}
    assert client.post("/accounts/profile/edit/", form).headers["Location"] == "/accounts/profile/"
    user.refresh_from_db()
    assert (user.name, user.phone, user.language, user.mail_digest) == ("钱申报", "13812345678", "en", False)
    pages = [client.get(f"/accounts/profile/{part}").content.decode() for part in ("", "edit/")]
    assert ["13812345678" in page for page in pages] == [False, True]
    assert Event.objects.get(kind="profile.changed").after == {"fields": ["language", "mail_digest", "name", "phone"]}
    assert "13812345678" not in json.dumps(list(Event.objects.values("before", "after", "subject_label", "reason")))


def test_the_own_data_are_taken_away_as_json() -> None:
    user = make_user(Role.APPLICANT)
    client = sign_in(user)
    answer = client.get("/accounts/profile/data/")
    data = json.loads(answer.content)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="personal-data.json"'
    assert (data["account"]["email"], data["roles"][0]["role"]) == (user.email, "applicant")
    assert [event["kind"] for event in data["events"]] == ["login.succeeded"]
