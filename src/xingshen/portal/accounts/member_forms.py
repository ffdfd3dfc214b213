"""The forms of a unit's administrator and of those who look after accounts: invitations, roles, reasons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingshen.portal.accounts.fields import PlainForm
from xingshen.portal.accounts.signing import PASSWORD_HINT
from xingshen.review.account_policy import GRANTED_BY_SYSTEM
from xingshen.review.policy import ROLE_WORDS, Role
from xingshen.store.people import people, units

_HINTS: dict[Role, str | Promise] = {
    Role.APPLICANT: gettext_lazy("填写并提交自己的申报。"),
    Role.UNIT_ADMIN: gettext_lazy("邀请人员，审核并上报本单位的申报。"),
}


def role_choices(roles: frozenset[Role]) -> list[tuple[str, str | Promise]]:
    """Roles with their words, in the order of the procedure."""
    return [(role.value, gettext_lazy(ROLE_WORDS[role])) for role in Role if role in roles]


class UnitInvitationForm(PlainForm):
    """Whom a unit administrator invites, as what."""

    email = forms.EmailField(label=gettext_lazy("邮箱"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60, required=False)
    role = forms.ChoiceField(
        label=gettext_lazy("角色"), choices=(), widget=forms.RadioSelect, initial=Role.APPLICANT.value
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = dict(role_choices(frozenset(_HINTS)))
        choices = [
            (role.value, _("%(role)s：%(hint)s") % {"role": words[role], "hint": _HINTS[role]}) for role in _HINTS
        ]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]


class GrantForm(PlainForm):
    """A role that the system administrator gives; the department only for that role."""

    role = forms.ChoiceField(label=gettext_lazy("角色"), choices=role_choices(GRANTED_BY_SYSTEM))
    department: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label=gettext_lazy("归口管理部门"),
        empty_label=gettext_lazy("（仅角色为归口管理部门时选择）"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = units.departments()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        of_department = values.get("role") == Role.DEPARTMENT
        if of_department and not values.get("department"):
            self.add_error("department", _("请选择是哪个归口管理部门。"))
        return values if of_department else {**values, "department": None}


class PersonInvitationForm(GrantForm):
    """Whom the system administrator invites."""

    email = forms.EmailField(label=gettext_lazy("邮箱"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60, required=False)
    field_order = ("email", "name", "role", "department")


class ReasonForm(PlainForm):
    """Why somebody does something to another person's account; goes into the record."""

    reason = forms.CharField(
        label=gettext_lazy("原因"),
        max_length=300,
        help_text=gettext_lazy("会写入审计记录，例如“本人电话申请，手机遗失，已核对身份”。"),
    )


class DepartmentForm(PlainForm):
    """A new recommending department."""

    code = forms.CharField(label=gettext_lazy("代码"), max_length=20)
    name = forms.CharField(label=gettext_lazy("名称"), max_length=120)


class AcceptForm(PlainForm):
    """Name and password of the person who accepts an invitation."""

    name = forms.CharField(
        label=gettext_lazy("姓名"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=gettext_lazy("密码"),
        help_text=PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("password"):
            try:
                person = people.unsaved(self._email, values.get("name", ""))
                password_validation.validate_password(values["password"], person)
            except ValidationError as error:
                self.add_error("password", error)
        return values
