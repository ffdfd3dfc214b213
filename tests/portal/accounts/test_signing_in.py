"""Signing in, throttling, the second factor, passwords, sessions that run out."""

from __future__ import annotations

import hashlib
import hmac
import re
import struct
import time
from base64 import b32decode
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client, RequestFactory
from django.utils import timezone

from tests.portal.conftest import PASSWORD, make_user, signed_in
from xingshen.review.policy import Role
from xingshen.store.models import Event, User

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def sign_in(client: Client, user: User, password: str = PASSWORD, address: str = "127.0.0.1") -> Any:
    return client.post(LOGIN, {"login": user.email, "password": password}, REMOTE_ADDR=address)


def code_of(secret: str) -> str:
    """The code that an authenticator shows now (RFC 6238)."""
    digest = hmac.digest(b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1)
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def test_address_and_password_sign_in_whatever_the_case_of_the_address() -> None:
    user, client = make_user(Role.APPLICANT), Client()
    answer = client.post(LOGIN, {"login": user.email.upper(), "password": PASSWORD})
    assert (answer.status_code, client.session["_auth_user_id"]) == (302, str(user.pk))
    assert Event.objects.get(kind="login.succeeded").actor_id == user.pk


def test_a_wrong_password_is_told_without_saying_which_was_wrong() -> None:
    user = make_user(Role.APPLICANT)
    known = sign_in(Client(), user, "wrong").content.decode()
    unknown = Client().post(LOGIN, {"login": "nobody@example.cn", "password": "wrong"}).content.decode()
    assert ["邮箱或密码不对。" in page for page in (known, unknown)] == [True, True]


def test_five_failures_lock_this_account_from_this_address_and_no_other() -> None:
    user, other = make_user(Role.APPLICANT), make_user(Role.APPLICANT)
    answers = [sign_in(Client(), user, "wrong").status_code for _ in range(5)]
    locked = sign_in(Client(), user)
    assert (answers, locked.status_code) == ([200, 200, 200, 200, 429], 429)
    assert "已暂停 15 分钟" in locked.content.decode()
    assert sign_in(Client(), other).status_code == 302
    assert sign_in(Client(), user, address="10.0.0.9").status_code == 302
    kinds = Event.objects.filter(subject_id=str(user.pk)).order_by("seq").values_list("kind", flat=True)
    assert set(Event.objects.filter(kind="login.failed").values_list("actor_id", flat=True)) == {None}
    assert list(kinds) == [*["login.failed"] * 4, "login.locked", "login.succeeded"]


def test_the_lock_ends_after_fifteen_minutes_however_often_one_tries_meanwhile() -> None:
    user = make_user(Role.APPLICANT)
    for _ in range(8):
        sign_in(Client(), user, "wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    assert sign_in(Client(), user).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))
    assert sign_in(Client(), user).status_code == 302


def test_a_success_forgets_the_failures_before_it() -> None:
    user = make_user(Role.APPLICANT)
    for _ in range(4):
        sign_in(Client(), user, "wrong")
    sign_in(Client(), user)
    assert [sign_in(Client(), user, "wrong").status_code for _ in range(4)] == [200, 200, 200, 200]


def test_many_unknown_accounts_from_one_address_lock_nobody_else() -> None:
    for n in range(12):
        Client().post(LOGIN, {"login": f"n{n}@example.cn", "password": "wrong"})
    assert sign_in(Client(), make_user(Role.APPLICANT)).status_code == 302


def test_an_address_that_the_client_claims_does_not_count() -> None:
    user = make_user(Role.APPLICANT)
    for n in range(5):
        client = Client(headers={"X-Forwarded-For": f"10.0.0.{n}"})
        sign_in(client, user, "wrong")
    assert sign_in(Client(headers={"X-Forwarded-For": "10.0.0.99"}), user).status_code == 429


def test_an_officer_without_a_second_factor_is_led_to_set_it_up_and_sees_the_recovery_codes() -> None:
    user, client = make_user(Role.SYSTEM_ADMIN), Client()
    Authenticator.objects.all().delete()
    sign_in(client, user)
    assert client.get("/accounts/people/").headers["Location"] == "/accounts/2fa/"
    assert "请先设置第二步验证，才能办理业务。" in client.get("/accounts/2fa/").content.decode()
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.findall(r"<code>([A-Z2-7]{16,})</code>", page)[0]
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert answer.headers["Location"] == "/accounts/2fa/recovery-codes/"
    codes = re.findall(r"<li><code>([0-9a-f]{8,})</code>", client.get("/accounts/2fa/recovery-codes/").content.decode())
    assert len(codes) == 10
    assert client.get("/accounts/people/").status_code == 200
    return_later = Client()
    assert sign_in(return_later, user).headers["Location"] == "/accounts/2fa/authenticate/"
    assert return_later.get("/accounts/people/").headers["Location"].startswith("/accounts/login/")
    assert return_later.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == 302
    assert return_later.get("/accounts/people/").status_code == 200


def test_second_factors_that_come_and_go_are_in_the_record() -> None:
    user, request = make_user(Role.OFFICE), RequestFactory().get("/")
    factor = Authenticator.objects.get(user=user)
    for signal in (authenticator_added, authenticator_removed):
        signal.send(sender=Authenticator, request=request, user=user, authenticator=factor)
    events = Event.objects.order_by("seq").values_list("kind", "reason", "actor_id")
    assert list(events) == [("second_factor.added", "totp", user.pk), ("second_factor.removed", "totp", user.pk)]


def test_what_concerns_the_safety_of_an_account_asks_for_the_password_again_after_ten_minutes() -> None:
    user, client = make_user(Role.APPLICANT), Client()
    sign_in(client, user)
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 601
    session.save()
    answer = client.get("/accounts/2fa/totp/activate/", follow=True)
    assert "再确认一次身份" in answer.content.decode()
    address, _ = answer.redirect_chain[-1]
    answer = client.post(address, {"password": PASSWORD})
    assert answer.headers["Location"] == "/accounts/2fa/totp/activate/"
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200


def test_without_a_second_factor_signing_out_and_changing_language_stay_possible() -> None:
    user, client = make_user(Role.OFFICE), Client()
    Authenticator.objects.all().delete()
    sign_in(client, user)
    assert (
        client.post("/language/", {"language": "en", "next": "/accounts/2fa/"}).headers["Location"] == "/accounts/2fa/"
    )
    assert client.get("/accounts/2fa/webauthn/").status_code == 200
    assert client.post("/accounts/logout/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_wrong_codes_of_the_second_factor_are_limited() -> None:
    user, client = make_user(Role.OFFICE), Client()
    Authenticator.objects.filter(user=user).update(data={"secret": "JBSWY3DPEHPK3PXP"})
    sign_in(client, user)
    pages = [client.post("/accounts/2fa/authenticate/", {"code": "000000"}).content.decode() for _ in range(6)]
    assert ["验证码不对" in page for page in pages] == [True] * 5 + [False]
    assert "尝试的次数太多" in pages[5]


def test_changing_the_password_ends_all_other_sessions_and_keeps_this_one() -> None:
    user, here, elsewhere = make_user(Role.APPLICANT), Client(), Client()
    sign_in(here, user)
    sign_in(elsewhere, user)
    new = {"oldpassword": PASSWORD, "password1": "bian-geng-hou-9", "password2": "bian-geng-hou-9"}
    assert here.post("/accounts/password/change/", new).status_code == 302
    assert here.get("/accounts/profile/").status_code == 200
    assert elsewhere.get("/accounts/profile/").status_code == 302
    assert Event.objects.filter(kind="password.changed").count() == 1
    assert [each.subject for each in mail.outbox] == ["〔形审〕密码已修改"]


def test_a_password_that_somebody_else_set_has_to_be_changed_first() -> None:
    user, client = make_user(Role.APPLICANT), Client()
    User.objects.filter(pk=user.pk).update(must_change_password=True)
    sign_in(client, user)
    assert client.get("/accounts/profile/").headers["Location"] == "/accounts/password/change/"
    new = {"oldpassword": PASSWORD, "password1": "bian-geng-hou-9", "password2": "bian-geng-hou-9"}
    client.post("/accounts/password/change/", new)
    assert client.get("/accounts/profile/").status_code == 200


def test_the_link_for_a_new_password_works_once_and_ends_all_sessions() -> None:
    user, client, elsewhere = make_user(Role.APPLICANT), Client(), Client()
    sign_in(elsewhere, user)
    client.post("/accounts/password/reset/", {"email": user.email})
    link = re.findall(r"http://testserver(/\S+)", str(mail.outbox[0].body))[0]
    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    new = {"password1": "bian-geng-hou-9", "password2": "bian-geng-hou-9"}
    assert client.post(address, new).headers["Location"] == "/accounts/password/reset/key/done/"
    assert elsewhere.get("/accounts/profile/").status_code == 302
    assert sign_in(Client(), user, "bian-geng-hou-9").status_code == 302
    assert "这个链接已经用过或已过期" in Client().get(link, follow=True).content.decode()


def test_asking_for_a_new_password_tells_nobody_whether_an_account_exists() -> None:
    user = make_user(Role.APPLICANT)
    answers = [
        Client().post("/accounts/password/reset/", {"email": each}) for each in (user.email, "nobody@example.cn")
    ]
    assert [answer.headers["Location"] for answer in answers] == ["/accounts/password/reset/done/"] * 2


def test_a_session_is_written_once_a_minute_and_not_with_every_request(django_assert_num_queries: Any) -> None:
    client = signed_in(make_user(Role.APPLICANT))
    client.get("/accounts/profile/")
    before = Session.objects.get().expire_date
    with django_assert_num_queries(7):
        client.get("/accounts/profile/")
    assert Session.objects.get().expire_date == before
    session = client.session
    session["xs_seen"] -= 61
    session.save()
    Session.objects.update(expire_date=timezone.now() + timedelta(seconds=5))
    client.get("/accounts/profile/")
    left = Session.objects.get().expire_date - timezone.now()
    assert timedelta(minutes=29) < left <= timedelta(minutes=30)


def test_who_does_nothing_for_too_long_is_signed_out() -> None:
    client = signed_in(make_user(Role.APPLICANT))
    client.get("/accounts/profile/")
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    answer = client.get("/accounts/profile/")
    assert answer.headers["Location"] == "/accounts/login/?next=%2Faccounts%2Fprofile%2F"


def test_a_person_sees_their_sessions_and_ends_the_others() -> None:
    user, here, elsewhere = make_user(Role.APPLICANT), Client(headers={"User-Agent": "Windows Firefox"}), Client()
    sign_in(here, user)
    sign_in(elsewhere, user)
    assert "Firefox · Windows" in here.get("/accounts/sessions/").content.decode()
    here.post("/accounts/sessions/")
    assert elsewhere.get("/accounts/profile/").status_code == 302
    assert UserSession.objects.filter(user=user).count() == 1


def test_a_deactivated_account_cannot_sign_in_and_is_told_whom_to_ask() -> None:
    user = make_user(Role.APPLICANT)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert sign_in(Client(), user).headers["Location"] == "/accounts/inactive/"
    assert "申报人请联系本单位管理员" in Client().get("/accounts/inactive/").content.decode()


@pytest.mark.parametrize("path", ["signup/", "email/", "confirm-email/", "confirm-email/x/", "password/set/"])
def test_pages_that_are_not_offered_lead_on(path: str) -> None:
    answer = Client().get(f"/accounts/{path}")
    assert answer.headers["Location"] == ("/accounts/register/" if path == "signup/" else "/accounts/profile/")
