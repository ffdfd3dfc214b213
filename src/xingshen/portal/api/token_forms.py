"""The form of a new token."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xingshen.review.api_policy import SCOPE_WORDS, scopes_for
from xingshen.review.policy import Actor


class TokenForm(forms.Form):
    """Name, what it is good for, and until when. Only scopes that the person's roles allow are offered."""

    name = forms.CharField(
        label=_("名称"), max_length=60, help_text=_("写明给什么程序用，例如“单位内部审核系统”，日后好辨认。")
    )
    scopes = forms.MultipleChoiceField(
        label=_("权限"), widget=forms.CheckboxSelectMultiple, help_text=_("只选程序用得到的。权限不会超过您本人。")
    )
    days = forms.TypedChoiceField(
        label=_("有效期"),
        choices=[(30, _("30 天")), (90, _("90 天")), (365, _("一年"))],
        coerce=int,
        initial=90,
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scopes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(scope.value, f"{_(SCOPE_WORDS[scope])}（{scope.value}）") for scope in scopes_for(actor)]

    @property
    def expires_at(self) -> Any:
        """When the token ends."""
        return timezone.now() + timedelta(days=self.cleaned_data["days"])


class RevokeForm(forms.Form):
    """Why; a system administrator has to say so."""

    reason = forms.CharField(label=_("原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
