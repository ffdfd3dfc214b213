"""The limits of one call's review, seen and changed; what is under way is counted anew in the background."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from xingshen.kernel.outcome import REASON_WORDS
from xingshen.portal.access import actor_of, only
from xingshen.portal.office.procedure.days import UnreadableDayError, read_days, write_days
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import tell
from xingshen.review.national_days import known_years
from xingshen.review.policy import Role
from xingshen.review.procedure import FEWEST_ON_A_PANEL, Procedure
from xingshen.store.examination import call_settings
from xingshen.store.procedure import examination_log

_NUMBERS = ("examination_days", "correction_rounds", "correction_days", "reexamination_days", "panel_size")
_MOST_DAYS, _MOST_ROUNDS, _MOST_MEMBERS = 250, 5, 9
_LIST_HINT = gettext_lazy("每行一天，或“2026-10-01 至 2026-10-07”；可以直接粘贴。")


def _days_field(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_LIST_HINT,
    )  # fmt: skip


def _number(label: Any, lowest: int, highest: int, hint: Any = "") -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=lowest, max_value=highest, help_text=hint, widget=widget)


class ProcedureForm(forms.Form):
    """The limits; days are working days."""

    examination_days = _number(
        gettext_lazy("审查期限（工作日）"), 1, _MOST_DAYS, gettext_lazy("从受理的第二天起算；等待补正时停。")
    )
    correction_rounds = _number(gettext_lazy("最多补正几次"), 0, _MOST_ROUNDS, gettext_lazy("填 0 就是不退回补正。"))
    correction_days = _number(gettext_lazy("每次补正的期限（工作日）"), 1, _MOST_DAYS)
    reexamination_days = _number(
        gettext_lazy("申请复审的期限（工作日）"), 1, _MOST_DAYS, gettext_lazy("从通知书发出的第二天起算。")
    )
    panel_size = _number(gettext_lazy("综合研判至少几人"), FEWEST_ON_A_PANEL, _MOST_MEMBERS)
    panel_reasons = forms.MultipleChoiceField(
        label=gettext_lazy("交综合研判的情形"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("自动审查因这些原因转人工的要点，不由一人决定。"),
    )  # fmt: skip
    panel_clauses = forms.CharField(
        label=gettext_lazy("交综合研判的条款"), required=False,
        help_text=gettext_lazy("条款号用空格隔开；写 3.5 就包括 3.5.a。"),
    )  # fmt: skip
    holidays = _days_field(gettext_lazy("节假日（不上班的工作日）"))
    make_up_days = _days_field(gettext_lazy("调休上班日"))
    reason = forms.CharField(label=gettext_lazy("原因"), max_length=200, help_text=gettext_lazy("写入审计记录。"))

    def __init__(self, *args: Any, clauses: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._clauses = clauses
        self.fields["panel_reasons"].choices = [(str(r), tell(word)) for r, word in REASON_WORDS.items()]  # type: ignore[attr-defined]  # a choice field

    def clean_panel_clauses(self) -> list[str]:
        """The clauses as a list, each known to the guide itself or by what is below it."""
        named = list(dict.fromkeys(self.cleaned_data["panel_clauses"].replace("、", " ").replace(",", " ").split()))
        lost = [each for each in named if not self._known(each)]
        if self._clauses and lost:
            raise forms.ValidationError(_("指南里没有条款 %(names)s，请核对。") % {"names": "、".join(lost)})
        return named

    def _known(self, name: str) -> bool:
        return any(clause == name or clause.startswith(f"{name}.") for clause in self._clauses)

    def clean_holidays(self) -> list[date]:
        """The days off."""
        return self._days("holidays")

    def clean_make_up_days(self) -> list[date]:
        """The days worked in exchange."""
        return self._days("make_up_days")

    def _days(self, name: str) -> list[date]:
        try:
            return read_days(self.cleaned_data[name])
        except UnreadableDayError as error:
            raise forms.ValidationError(_("“%(text)s”不是日期，请写成 2026-10-01。") % {"text": str(error)}) from None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        both = sorted(set(data.get("holidays", ())) & set(data.get("make_up_days", ())))
        if both:
            self.add_error("make_up_days", _("%(day)s 同时在节假日里，请只保留一处。") % {"day": both[0].isoformat()})
        return data

    def settings(self) -> dict[str, Any]:
        """What is kept of the call."""
        data = self.cleaned_data
        return {
            **{name: data[name] for name in _NUMBERS},
            "panel_reasons": sorted(data["panel_reasons"]),
            "panel_clauses": data["panel_clauses"],
            "holidays": [day.isoformat() for day in data["holidays"]],
            "make_up_days": [day.isoformat() for day in data["make_up_days"]],
        }


@only(Role.OFFICE)
@require_http_methods(["GET", "POST"])
def procedure(request: HttpRequest, call_id: int) -> HttpResponse:
    """See and change the limits."""
    try:
        call = call_settings.get(call_id)
    except call_settings.NOT_THERE:
        raise Http404 from None
    now = examination_log.procedure_of(call)
    clauses = frozenset(call_settings.clauses_of(call))
    form = ProcedureForm(request.POST if request.method == "POST" else None, initial=_initial(now), clauses=clauses)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        call_settings.change_review(call.pk, form.settings(), reason, actor_of(request), origin_of(request))
        messages.success(request, _("审查设置已保存。正在办理的材料的期限会在几分钟内按新的设置重新计算。"))
        return redirect("office:procedure", call.pk)
    context = {"call": call, "form": form, "years": "、".join(map(str, known_years()))}
    return render(request, "office/procedure/procedure.html", context)


def _initial(now: Procedure) -> dict[str, Any]:
    return {
        **{name: getattr(now, name) for name in _NUMBERS},
        "panel_reasons": sorted(now.panel.reasons),
        "panel_clauses": " ".join(now.panel.clauses),
        "holidays": write_days(now.calendar.holidays),
        "make_up_days": write_days(now.calendar.make_up_days),
    }
