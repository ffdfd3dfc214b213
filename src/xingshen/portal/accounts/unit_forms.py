"""The forms of a unit's registration and of the person who registers it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingshen.portal.accounts.fields import PapersField, PlainForm, UsccField, day_input, media_type_of
from xingshen.portal.accounts.signing import PASSWORD_HINT
from xingshen.store.people import people, units
from xingshen.store.record import files

KINDS = ("企业", "高校", "科研院所", "医院", "事业单位", "民办非企业单位", "社会团体", "机关", "其他")
_PHONE = r"^[0-9+\-\s()（）转#*]{5,30}$"


class UnitForm(PlainForm):
    """What a unit says of itself, and its papers."""

    name = forms.CharField(
        label=gettext_lazy("单位名称"), max_length=120, help_text=gettext_lazy("与营业执照或法人证书上的全称一致。")
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("单位类型"),
        choices=[("", gettext_lazy("请选择")), *((kind, gettext_lazy(kind)) for kind in KINDS)],
    )
    place = forms.CharField(
        label=gettext_lazy("登记地"), max_length=120, help_text=gettext_lazy("省、市、县（区），例如：河北省石家庄市。")
    )
    address = forms.CharField(label=gettext_lazy("通信地址"), max_length=200)
    legal_representative = forms.CharField(label=gettext_lazy("法定代表人"), max_length=60)
    registered_on = forms.DateField(label=gettext_lazy("注册（成立）日期"), widget=day_input())
    contact = forms.CharField(label=gettext_lazy("联系人"), max_length=60)
    phone = forms.RegexField(
        _PHONE,
        label=gettext_lazy("联系电话"),
        error_messages={"invalid": gettext_lazy("请填写电话号码，例如 0311-12345678 或手机号。")},
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    department: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None,
        label=gettext_lazy("归口管理部门"),
        empty_label=gettext_lazy("请选择"),
        help_text=gettext_lazy("由它审核本次登记，并推荐本单位今后的申报。"),
    )
    papers = PapersField(
        label=gettext_lazy("证照"),
        help_text=gettext_lazy("营业执照或法人证书，PDF、PNG 或 JPG，每份不超过 20 MB，可一次选几份。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = units.departments()  # type: ignore[attr-defined]

    def clean_registered_on(self) -> Any:
        day = self.cleaned_data["registered_on"]
        if day > timezone.localdate():
            raise ValidationError(_("注册日期晚于今天，请核对。"))
        return day

    def unit_data(self) -> units.UnitData:
        """What was filled in, for the store."""
        value = self.cleaned_data
        return units.UnitData(
            name=value["name"],
            kind=value["kind"],
            place=value["place"],
            address=value["address"],
            legal_representative=value["legal_representative"],
            registered_on=value["registered_on"],
            contact=value["contact"],
            phone=value["phone"],
            department_id=value["department"].pk,
        )

    def store_papers(self) -> list[units.NewPaper]:
        """Put the uploaded files into the file store. OSError where the disk refuses."""
        return [
            units.NewPaper(upload.name[-255:], files.put(upload.chunks()), media_type_of(upload))
            for upload in self.cleaned_data["papers"]
        ]


class RegistrationForm(UnitForm):
    """A new registration: the unit's code, its data, and its first administrator."""

    uscc = UsccField(
        label=gettext_lazy("统一社会信用代码"),
        max_length=40,
        help_text=gettext_lazy("18 位；字母大小写、中间的空格都不要紧。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )
    admin_name = forms.CharField(
        label=gettext_lazy("姓名"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=gettext_lazy("邮箱"),
        help_text=gettext_lazy("今后用它登录，审核结果也发到这里。"),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=gettext_lazy("密码"),
        help_text=PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    field_order = ("uscc", "name")

    def clean_uscc(self) -> str:
        code = str(self.cleaned_data["uscc"])
        if units.is_registered(code):
            raise ValidationError(taken_code())
        return code

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if people.find_by_email(email):
            raise ValidationError(_("这个邮箱不能用来登记新单位。如果您已有账号，请先登录；否则请换一个邮箱。"))
        return email

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("password"):
            person = people.unsaved(values.get("email", ""), values.get("admin_name", ""))
            try:
                password_validation.validate_password(values["password"], person)
            except ValidationError as error:
                self.add_error("password", error)
        return values

    def administrator(self) -> units.NewAdministrator:
        """The person who registers."""
        value = self.cleaned_data
        return units.NewAdministrator(value["email"], value["admin_name"], value["password"])


class CorrectionForm(UnitForm):
    """The data of a registration that was sent back; further papers may be added."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        papers = self.fields["papers"]
        papers.required = False
        papers.label = gettext_lazy("补充证照")


def taken_code() -> str:
    """What is said of a code that is registered already: whom to turn to, and nothing about who it was."""
    return _("这个代码已经登记过。请向本单位的管理员索取邀请；若不清楚谁是管理员，请联系贵单位的归口管理部门。")
