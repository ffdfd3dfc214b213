"""The office's rules of one call: who reviews which categories, and which units go to whom."""

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
from xingshen.portal.telling import word_of
from xingshen.review.assignment import OfficeRules
from xingshen.review.policy import Role
from xingshen.store.examination import assignments, call_settings
from xingshen.store.people import officers, units

_UNIT_LINES = 12
Choices = list[tuple[str, str]]


class RulesForm(forms.Form):
    """One field a category; units line by line: code or full name, and after a colon the reviewers' names."""

    units = forms.CharField(
        label=gettext_lazy("指定单位的审查员"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "每行一个单位：统一社会信用代码或全称，冒号后写审查员姓名，多人用顿号隔开。例：某某大学：沈细行、明察之"
        ),
    )
    reason = forms.CharField(label=gettext_lazy("原因"), required=False, help_text=gettext_lazy("写入审计记录。"))

    def __init__(self, *args: Any, categories: Choices, people: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people, self._categories = people, [word for word, _label in categories]
        for at, (_word, label) in enumerate(categories):
            self.fields[f"category_{at}"] = forms.MultipleChoiceField(
                label=label, required=False, choices=[(str(pk), name) for pk, name in people.items()],
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
        self.order_fields([*(f"category_{at}" for at in range(len(categories))), "units", "reason"])

    def clean_units(self) -> dict[str, frozenset[int]]:
        """Key of the unit → reviewers."""
        found, mistakes = {}, []
        for line in self.cleaned_data["units"].splitlines():
            if not line.strip():
                continue
            written, _colon, named = line.replace(":", "：").partition("：")
            people = {name.strip() for name in named.replace(",", "、").replace("，", "、").split("、") if name.strip()}
            ids = {pk for pk, name in self._people.items() if name in people}
            code = units.code_of(written.strip())
            unknown = people - {self._people[pk] for pk in ids}
            if code is None:
                mistakes.append(_("没有登记名为“%(unit)s”的单位，请写登记时的全称或代码。") % {"unit": written.strip()})
            elif unknown or not ids:
                names = "、".join(sorted(unknown)) or "—"
                mistakes.append(_("“%(unit)s”的审查员“%(names)s”不在审查员中。") % {"unit": written, "names": names})
            else:
                found[officers.unit_key(code)] = frozenset(ids)
        if mistakes:
            raise forms.ValidationError(mistakes)
        return found

    def rules(self) -> OfficeRules:
        """What was settled; a category with nobody named is open to everybody."""
        data = self.cleaned_data
        named = {word: frozenset(map(int, data[f"category_{at}"])) for at, word in enumerate(self._categories)}
        return OfficeRules(by_category={word: each for word, each in named.items() if each}, by_unit=data["units"])


@only(Role.OFFICE)
@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest, call_id: int) -> HttpResponse:
    """See and change the rules of the call."""
    try:
        call = call_settings.get(call_id)
    except call_settings.NOT_THERE:
        raise Http404 from None
    words, people, kept = call_settings.categories_of(call), assignments.reviewers(), call_settings.rules_of(call)
    initial: dict[str, Any] = {
        f"category_{at}": [str(pk) for pk in kept.by_category.get(word, ())] for at, word in enumerate(words)
    }
    initial["units"] = "\n".join(_line(code, named, people) for code, named in sorted(kept.by_unit.items()))
    form = RulesForm(
        request.POST if request.method == "POST" else None, initial=initial, people=people,
        categories=[(word, word_of(call, word)) for word in words],
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        call_settings.change_rules(call.pk, form.rules(), reason, actor_of(request), origin_of(request))
        messages.success(request, _("分派规则已保存，从下一次分派起生效；已分派的不变。"))
        return redirect("office:assignment_rules", call.pk)
    return render(request, "office/assignment/rules.html", {"call": call, "form": form, "people": people})


def _line(code: str, named: frozenset[int], people: dict[int, str]) -> str:
    return f"{units.name_of(code) or code}：{'、'.join(people[pk] for pk in sorted(named) if pk in people)}"
