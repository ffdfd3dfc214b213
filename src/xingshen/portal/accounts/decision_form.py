"""The decision on a registration: approve, or send back with phrases to choose from and words of one's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PHRASES = (
    "统一社会信用代码与所附证照不一致。",
    "单位名称与所附证照不一致。",
    "法定代表人与所附证照不一致。",
    "证照扫描件不清楚或不完整，请重新上传。",
    "所附证照已过期，请上传有效证照。",
    "本单位不由我部门归口，请改选归口管理部门。",
    "联系人或联系电话不准确，请核对。",
)


class DecisionForm(forms.Form):
    """``decision`` comes from the button that was pressed."""

    decision = forms.ChoiceField(choices=[("approve", ""), ("reject", "")], widget=forms.HiddenInput)
    phrases = forms.MultipleChoiceField(
        label=gettext_lazy("退回的原因"),
        choices=[(phrase, gettext_lazy(phrase)) for phrase in PHRASES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    words = forms.CharField(
        label=gettext_lazy("补充说明"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("对方会原样看到。请写明改哪里、怎样改。"),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("decision") == "reject" and not (values.get("phrases") or values.get("words")):
            self.add_error("phrases", _("退回时请至少选一个原因，或写明说明，让对方知道改什么。"))
        return values

    @property
    def approves(self) -> bool:
        """True where the registration is approved."""
        return bool(self.cleaned_data["decision"] == "approve")

    @property
    def reason(self) -> str:
        """Phrases and words as one text; of an approval only the words."""
        phrases = [] if self.approves else self.cleaned_data["phrases"]
        return "\n".join([*phrases, *filter(None, [self.cleaned_data["words"].strip()])])
