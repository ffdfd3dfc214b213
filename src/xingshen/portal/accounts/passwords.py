"""Rules for passwords, said in our words."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """At least ``min_length`` characters."""

    def get_error_message(self) -> str:
        return self.get_help_text()

    def get_help_text(self) -> str:
        return _("密码至少 %(n)d 个字符。") % {"n": self.min_length}


class TwoKindsOfCharacters:
    """Letters together with digits or signs."""

    def validate(self, password: str, user: Any = None) -> None:
        kinds = {"letter" if char.isalpha() else "digit" if char.isdigit() else "sign" for char in password}
        if len(kinds) < 2:
            raise ValidationError(self.get_help_text(), code="password_one_kind")

    def get_help_text(self) -> str:
        return _("密码须同时含有字母和数字（或符号）。")
