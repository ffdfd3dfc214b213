"""One's own account: name, phone, language, mail; and what the portal holds about oneself."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingshen.portal.access import actor_of, signed_in
from xingshen.portal.accounts.fields import PlainForm
from xingshen.portal.origin import origin_of
from xingshen.review.policy import ROLE_WORDS, Role
from xingshen.store.people import people


class ProfileForm(PlainForm):
    """What a person may change about themselves; the phone number is shown in full only here."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60)
    phone = forms.RegexField(
        r"^[0-9+\-\s]{5,30}$",
        label=gettext_lazy("手机号"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        help_text=gettext_lazy("加密保存，只有您本人能看到全部数字。"),
        error_messages={"invalid": gettext_lazy("请填写手机号，例如 13800000000。")},
    )
    language = forms.ChoiceField(label=gettext_lazy("语言"), choices=settings.LANGUAGES)
    mail_digest = forms.BooleanField(
        label=gettext_lazy("每天一封汇总邮件"),
        required=False,
        help_text=gettext_lazy("不选时，每条消息单独发一封邮件。紧急的消息总是立即发送。"),
    )


@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    """Everything about one's own account, with the ways to password, second factor and sessions."""
    user = _self(request)
    roles = [(ROLE_WORDS[Role(each.role)], each.unit or each.department) for each in user.memberships.all()]
    shown = {"person": user, "roles": roles, "has_factor": people.has_second_factor(user.pk)}
    return render(request, "accounts/profile.html", shown)


@signed_in
def edit_profile(request: HttpRequest) -> HttpResponse:
    """The form, with the phone number in full."""
    user = _self(request)
    initial = {name: getattr(user, name) for name in ProfileForm.base_fields}
    initial["language"] = user.language or settings.LANGUAGE_CODE
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        people.change_profile(user, form.cleaned_data, actor_of(request), origin_of(request))
        messages.success(request, _("已保存。"))
        response = redirect("accounts:profile")
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"], samesite="Lax", secure=settings.XS.https
        )
        return response
    return render(request, "accounts/edit_profile.html", {"form": form})


@signed_in
def own_data(request: HttpRequest) -> HttpResponse:
    """What the portal holds about the person, as JSON to take away."""
    response = JsonResponse(
        people.personal_data(_self(request)), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response.headers["Content-Disposition"] = 'attachment; filename="personal-data.json"'
    return response


def _self(request: HttpRequest) -> people.User:
    user = people.find(request.user.pk or 0)
    assert user is not None
    return user
