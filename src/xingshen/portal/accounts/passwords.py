"""A rule for passwords beyond those of Django."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class TwoKindsOfCharacters:
    """Letters together with digits or signs."""

    def validate(self, password: str, user: Any = None) -> None:
        kinds = {"letter" if char.isalpha() else "digit" if char.isdigit() else "sign" for char in password}
        if len(kinds) < 2:
            raise ValidationError(_("密码须同时含有字母和数字（或符号）。"), code="password_one_kind")

    def get_help_text(self) -> str:
        return _("密码须同时含有字母和数字（或符号）。")
