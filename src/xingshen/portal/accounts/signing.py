"""The forms of signing in, passwords and second factors: those of allauth with our words and input modes."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PASSWORD_HINT = _("至少 10 个字符，同时含有字母和数字（或符号）；不要与姓名、邮箱相近。")


def reword(field: forms.Field, label: str | Promise, hint: str | Promise = "", **attributes: Any) -> None:
    """Give a field our label and hint, no placeholder, and further attributes of its widget."""
    field.label, field.help_text = label, hint  # type: ignore[assignment]  # lazily translated
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


class LoginForm(account.LoginForm):  # type: ignore[misc]
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["login"], _("邮箱"), autocomplete="username", inputmode="email")
        reword(self.fields["password"], _("密码"))


class ReauthenticateForm(account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["password"], _("密码"))


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]
    """The old password and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["oldpassword"], _("当前密码"))
        _reword_new(self)


class ResetPasswordForm(account.ResetPasswordForm):  # type: ignore[misc]
    """Where to send the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["email"], _("登录邮箱"), autocomplete="username", inputmode="email")


class ResetPasswordKeyForm(account.ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword_new(self)


class AuthenticateForm(second.AuthenticateForm):  # type: ignore[misc]
    """The code at sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword_code(self, _("手机验证器上的 6 位数字；手机不在身边时，可以输入一个备用码。"))


class ReauthenticateByCodeForm(second.ReauthenticateForm):  # type: ignore[misc]
    """The code once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword_code(self, _("手机验证器上的 6 位数字，或一个备用码。"))


class ActivateForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword_code(self, _("扫码以后，验证器显示的 6 位数字。"))


class AddKeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A new security key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["name"], _("给它起个名字"), _("有几个密钥时便于分辨，例如“办公室密钥”。"))


class EditKeyForm(webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a security key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["name"], _("名字"))


def _reword_new(form: forms.Form) -> None:
    reword(form.fields["password1"], _("新密码"), PASSWORD_HINT)
    reword(form.fields["password2"], _("再输入一次新密码"))


def _reword_code(form: forms.Form, hint: str | Promise) -> None:
    reword(form.fields["code"], _("验证码"), hint, inputmode="numeric", autofocus=True)
