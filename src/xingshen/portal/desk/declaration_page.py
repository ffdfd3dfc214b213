"""What an officer declares: units and people that one is tied to, or that there are none; before that nothing comes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from xingshen.kernel.identifiers import uscc
from xingshen.kernel.identifiers.spelling import bare_code
from xingshen.portal.access import actor_of, only
from xingshen.portal.origin import origin_of
from xingshen.review.policy import Role
from xingshen.store.people import officer_profiles, officers
from xingshen.store.people.officers import Declaration, Kind

_MOST, _LONGEST, _CODE = 100, 120, 18
_UNIT_HINT = gettext_lazy("每行一个单位，写全称或18位统一社会信用代码。")


def _lines(label: Any, hint: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3, "spellcheck": "false"})
    return forms.CharField(label=label, help_text=hint, widget=widget, required=False)


class DeclarationForm(forms.Form):
    """One line per unit or person; nothing at all only together with the statement that there is nothing."""

    own_unit = _lines(gettext_lazy("所在单位"), _UNIT_HINT)
    related_unit = _lines(gettext_lazy("有利益关系的单位"), _UNIT_HINT)
    related_person = _lines(
        gettext_lazy("有利益关系的人员"), gettext_lazy("每行一个姓名，如近亲属、导师、学生、近三年的合作者。")
    )
    nothing = forms.BooleanField(label=gettext_lazy("我没有需要登记的关系"), required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        ties = [tie for kind in Kind for tie in self._ties(kind)]
        if ties and data.get("nothing"):
            self.add_error("nothing", _("上面已登记了关系，请不要再勾选这一项；或者清空上面的内容。"))
        if not ties and not data.get("nothing"):
            self.add_error("nothing", _("没有关系也要说明：请勾选“我没有需要登记的关系”，或在上面填写。"))
        if len(ties) > _MOST:
            self.add_error(None, _("最多登记 %(number)d 项，请合并重复的内容。") % {"number": _MOST})
        for kind in Kind:
            self._check(kind)
        return data

    def _ties(self, kind: Kind) -> list[tuple[str, str]]:
        lines = self.cleaned_data.get(kind.value, "").splitlines()
        return [(kind.value, line.strip()) for line in lines if line.strip()]

    def _check(self, kind: Kind) -> None:
        for _kind, written in self._ties(kind):
            code = bare_code(written)
            if len(written) > _LONGEST:
                self.add_error(kind.value, _("“%(text)s…”太长，每行只写一个。") % {"text": written[:20]})
            elif kind is not Kind.RELATED_PERSON and _looks_like_code(code) and not uscc.is_valid(code):
                self.add_error(kind.value, _("“%(text)s”不是正确的统一社会信用代码，请核对。") % {"text": written})

    def declaration(self) -> Declaration:
        """What was declared."""
        return Declaration(tuple(tie for kind in Kind for tie in self._ties(kind)))


@only(Role.REVIEWER, Role.PANEL, Role.OFFICE)
@require_http_methods(["GET", "POST"])
def declaration(request: HttpRequest) -> HttpResponse:
    """One's own ties: see, change."""
    actor = actor_of(request)
    assert actor.user_id is not None
    declared_at, ties = officer_profiles.declared_ties(actor.user_id)
    initial: dict[str, Any] = {kind: "\n".join(keys) for kind, keys in ties.items()}
    initial["nothing"] = declared_at is not None and not any(ties.values())
    form = DeclarationForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        officers.declare(actor.user_id, form.declaration(), actor, origin_of(request))
        messages.success(request, _("已登记。与您有关系的材料不会分派给您，也不能由您审查。"))
        return redirect("desk:declaration")
    return render(request, "desk/declaration.html", {"form": form, "declared_at": declared_at})


def _looks_like_code(code: str) -> bool:
    return len(code) == _CODE and code.isascii() and code.isalnum() and any(each.isdigit() for each in code)
