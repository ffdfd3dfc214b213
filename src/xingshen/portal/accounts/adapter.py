"""How allauth treats accounts here: nobody signs up without registering a unit or being invited; words in Chinese."""

from __future__ import annotations

import time
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingshen.portal.access import actor_of
from xingshen.store.people import units

_TOO_MANY = _("尝试的次数太多，请几分钟后再试。")
_WRONG_CODE = _("验证码不对。请输入最新的 6 位数字；若总是不对，请检查手机的时间是否准确。")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closed sign-up. Failed passwords are counted by axes, per account and address; codes by allauth."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("这个账号已停用。"),
        "email_password_mismatch": _("邮箱或密码不对。连续 5 次不对，登录会暂停 15 分钟。"),
        "enter_current_password": _("当前密码不对。"),
        "incorrect_code": _WRONG_CODE,
        "incorrect_password": _("密码不对。"),
        "invalid_password_reset": _("这个链接已经用过或已过期。"),
        "too_many_login_attempts": _TOO_MANY,
        "rate_limited": _TOO_MANY,
    }

    def format_email_subject(self, subject: str) -> str:
        """With the name of the system before it."""
        return f"{gettext('〔形审〕')}{subject}"

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Who has no role yet, because the unit waits for approval, sees how the registration stands."""
        if not actor_of(request).roles and units.registration_of(request.user.pk or 0):
            return reverse("accounts:registration_state")
        return str(super().get_login_redirect_url(request))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not for somebody who has just signed in: their password is as fresh as it would be if asked again."""
        request = context.request
        records = get_authentication_records(request, request.user)
        if records and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: axes decides, so that there is one rule and one page for too many failures."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second factor with its words in Chinese."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _WRONG_CODE,
        "cannot_delete_authenticator": _("这个验证方式不能停用。"),
        "cannot_generate_recovery_codes": _("先设置验证器或安全密钥，才能生成备用码。"),
    }
