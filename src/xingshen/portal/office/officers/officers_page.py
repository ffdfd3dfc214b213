"""All officers with what is on their hands, and the settings of one of them. Which ties were declared is not shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from xingshen.portal.access import actor_of, only
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import tell
from xingshen.review.policy import ROLE_WORDS, Role
from xingshen.store.examination import assignments, call_settings
from xingshen.store.people import officer_profiles
from xingshen.store.people.officer_profiles import Known, Settings

_MOST = 9999


class OfficerForm(forms.Form):
    """Capacity, leave and what the officer knows."""

    capacity = forms.IntegerField(
        label=gettext_lazy("同时办理的份数上限"), required=False, min_value=1, max_value=_MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}), help_text=gettext_lazy("空着就是不限。"),
    )  # fmt: skip
    away_from = forms.DateField(
        label=gettext_lazy("请假 从"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    away_until = forms.DateField(
        label=gettext_lazy("请假 到（含）"), required=False, help_text=gettext_lazy("空着就是直到另行通知。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    skills = forms.MultipleChoiceField(
        label=gettext_lazy("熟悉的类别"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("份数相同时优先分派给熟悉的人；谁承担哪些类别在分派规则里定。"),
    )  # fmt: skip

    def __init__(self, *args: Any, categories: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skills"].choices = [(word, tell(word)) for word in categories]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        begins, ends = data.get("away_from"), data.get("away_until")
        if ends and not begins:
            self.add_error("away_from", _("请写明从哪一天起请假。"))
        elif begins and ends and ends < begins:
            self.add_error("away_until", _("请假的最后一天应不早于第一天。"))
        return data

    def settings(self) -> Settings:
        """The same for the store."""
        data = self.cleaned_data
        return Settings(
            capacity=data["capacity"], skills=tuple(data["skills"]), away_from=data["away_from"],
            away_until=data["away_until"],
        )  # fmt: skip


@only(Role.OFFICE)
def officer_list(request: HttpRequest) -> HttpResponse:
    """Everybody with a role in the review."""
    people = [(known, _roles(known)) for known in officer_profiles.everybody()]
    return render(request, "office/officers/list.html", {"people": people})


@only(Role.OFFICE)
@require_http_methods(["GET", "POST"])
def officer(request: HttpRequest, user_id: int) -> HttpResponse:
    """One officer: change the settings; see which dossiers they have to keep away from."""
    try:
        known = officer_profiles.one(user_id)
    except officer_profiles.NOT_THERE:
        raise Http404 from None
    settings = known.settings
    words = [word for call in call_settings.all_calls() for word in call_settings.categories_of(call)]
    initial = {
        "capacity": settings.capacity, "skills": settings.skills, "away_from": settings.away_from,
        "away_until": settings.away_until,
    }  # fmt: skip
    form = OfficerForm(
        request.POST if request.method == "POST" else None, initial=initial,
        categories=list(dict.fromkeys([*words, *settings.skills])),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        officer_profiles.change(user_id, form.settings(), actor_of(request), origin_of(request))
        messages.success(request, _("已保存，从下一次分派起生效；已分派的不变。"))
        return redirect("office:officer", user_id)
    conflicts = assignments.conflicts_of(user_id)
    context = {"known": known, "roles": _roles(known), "form": form, "conflicts": conflicts}
    return render(request, "office/officers/officer.html", context)


def _roles(known: Known) -> str:
    return _("、").join(tell(ROLE_WORDS[role]) for role in Role if role in known.roles)
