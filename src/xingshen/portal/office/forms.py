"""Forms of the office: calls with their windows, extensions, filters of lists."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xingshen.store.calls.call_editing import CallData
from xingshen.store.figures.overview import EventFilter

WHO = (("applicant", _("申报人提交")), ("unit", _("单位审核")), ("department", _("归口推荐")))
_INSTANT = "%Y-%m-%dT%H:%M"


def instant_field(label: Any) -> forms.DateTimeField:
    """A field for an instant, to the minute."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_INSTANT)
    return forms.DateTimeField(
        label=label, widget=widget, input_formats=[_INSTANT, "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]
    )


class WindowsForm(forms.Form):
    """From when to when each role may act; each window ends no earlier than the one before it."""

    applicant_opens = instant_field(_("申报人提交 开始"))
    applicant_closes = instant_field(_("申报人提交 截止"))
    unit_opens = instant_field(_("单位审核 开始"))
    unit_closes = instant_field(_("单位审核 截止"))
    department_opens = instant_field(_("归口推荐 开始"))
    department_closes = instant_field(_("归口推荐 截止"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        before: datetime | None = None
        for who, _word in WHO:
            opens, closes = data.get(f"{who}_opens"), data.get(f"{who}_closes")
            if opens and closes and closes <= opens:
                self.add_error(f"{who}_closes", _("截止时间应晚于开始时间。"))
            if before and closes and closes < before:
                self.add_error(f"{who}_closes", _("应不早于上一环节的截止时间，否则按时提交的材料来不及审核。"))
            before = closes or before
        return data

    def windows(self) -> dict[str, tuple[datetime, datetime]]:
        """who → (opens, closes)."""
        data = self.cleaned_data
        return {who: (data[f"{who}_opens"], data[f"{who}_closes"]) for who, _word in WHO}


class CallForm(WindowsForm):
    """A call that is not published yet."""

    title = forms.CharField(label=_("批次名称"), max_length=200)
    title_en = forms.CharField(label=_("英文名称"), max_length=200, required=False)
    slug = forms.SlugField(
        label=_("网址短名"), max_length=60, help_text=_("用于网址，如 intl-2026；只用小写字母、数字和连字符。")
    )
    number_prefix = forms.RegexField(
        r"^[0-9A-Za-z-]{1,20}$", label=_("编号前缀"), help_text=_("受理编号如 2026GH-0001，这里填 2026GH。")
    )
    guide_id = forms.ChoiceField(label=_("指南"), help_text=_("发布后锁定为当时的版本，以后不再改变。"))
    contact = forms.CharField(
        label=_("咨询方式"), max_length=200, required=False, help_text=_("显示在批次页，如“项目办公室 0311-…”。")
    )
    field_order = ("title", "title_en", "slug", "number_prefix", "guide_id", "contact")

    def __init__(self, *args: Any, guides: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guide_id"].choices = guides  # type: ignore[attr-defined]

    def call_data(self) -> CallData:
        """What was filled in."""
        data = self.cleaned_data
        return CallData(
            slug=data["slug"],
            title=data["title"],
            title_en=data["title_en"],
            number_prefix=data["number_prefix"],
            guide_id=data["guide_id"],
            windows=self.windows(),
            settings={"contact": data["contact"]},
        )


class ReasonedWindowsForm(WindowsForm):
    """Moving the windows of a published call needs a reason."""

    reason = forms.CharField(label=_("原因"), widget=forms.Textarea(attrs={"rows": 2}), help_text=_("写入审计记录。"))


class ExtensionForm(forms.Form):
    """A later end for one unit."""

    who = forms.ChoiceField(label=_("环节"), choices=WHO)
    unit = forms.ChoiceField(label=_("单位"))
    closes_at = instant_field(_("延长至"))
    reason = forms.CharField(
        label=_("原因"), widget=forms.Textarea(attrs={"rows": 2}), help_text=_("公开显示在批次页。")
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]


class EventFilterForm(forms.Form):
    """Which events of the record are wanted."""

    text = forms.CharField(label=_("姓名、单位或对象"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("事件"), required=False)
    first = forms.DateField(label=_("起"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("止"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("全部")), *kinds]  # type: ignore[attr-defined]

    def wanted(self) -> EventFilter:
        """The filter; what cannot be understood does not count."""
        self.is_valid()
        data = {name: value for name, value in self.cleaned_data.items() if value}
        return EventFilter(**data)
