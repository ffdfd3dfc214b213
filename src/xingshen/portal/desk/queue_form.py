"""What somebody asks of the queue: the filters as a form, and as the store takes them. What is senseless counts not."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from xingshen.portal.telling import call_title, tell
from xingshen.review.examination import STAGE_WORDS, Stage
from xingshen.review.policy import Actor, Role
from xingshen.store.examination import examination_lists, examination_queue
from xingshen.store.examination.examination_lists import Tab
from xingshen.store.examination.examination_queue import NO_REVIEWER, Order, Wanted
from xingshen.store.people import officers

ORDER_WORDS = {
    Order.AGE: _("受理早的在前"),
    Order.NEWEST: _("受理晚的在前"),
    Order.DEADLINE: _("期限近的在前"),
    Order.POINTS: _("待判断多的在前"),
}
_ROUNDS = (("0", _("没有补正过")), ("1", _("补正第1次")), ("2", _("补正第2次")), ("3", _("补正第3次")))
_ANY = ("", _("全部"))


class QueueForm(forms.Form):
    """The filters of the queue. ``reviewer`` is for the office only."""

    tab = forms.ChoiceField(required=False, choices=[(tab.value, "") for tab in Tab], widget=forms.HiddenInput)
    q = forms.CharField(
        label=_("编号、项目、单位或人员"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    call = forms.TypedChoiceField(label=_("批次"), required=False, coerce=int, empty_value=None)
    category = forms.ChoiceField(label=_("类别"), required=False)
    stage = forms.ChoiceField(label=_("环节"), required=False)
    department = forms.TypedChoiceField(label=_("归口管理部门"), required=False, coerce=int, empty_value=None)
    reviewer = forms.TypedChoiceField(label=_("审查员"), required=False, coerce=int, empty_value=None)
    round = forms.TypedChoiceField(
        label=_("补正次数"), required=False, coerce=int, empty_value=None, choices=[_ANY, *_ROUNDS]
    )
    sort = forms.ChoiceField(label=_("排列"), required=False, choices=[(o.value, w) for o, w in ORDER_WORDS.items()])
    overdue = forms.BooleanField(label=_("已超期限"), required=False)
    open = forms.BooleanField(label=_("有待判断"), required=False)
    SHOWN = ("q", "sort")
    MORE = ("call", "category", "stage", "department", "reviewer", "round")

    def __init__(self, data: QueryDict, *, actor: Actor) -> None:
        super().__init__(data, auto_id="queue-%s")
        self._actor = actor
        calls = examination_queue.calls()
        self._offer("call", [(str(call.pk), call_title(call)) for call in calls])
        self._offer("category", [(each, tell(each)) for each in examination_queue.categories(calls)])
        self._offer("stage", [(s.value, tell(w)) for s, w in STAGE_WORDS.items() if s is not Stage.UNOPENED])
        self._offer("department", [(str(pk), name) for pk, name in examination_queue.departments()])
        if actor.has(Role.OFFICE):
            people = {str(each.user_id): each.user.name for each in officers.holders(Role.REVIEWER)}
            self._offer("reviewer", [(str(NO_REVIEWER), _("没有分派")), *people.items()])
        else:
            del self.fields["reviewer"]

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = [_ANY, *choices]  # type: ignore[attr-defined]  # a choice field

    def shown(self) -> list[forms.BoundField]:
        """The fields that always stand there."""
        return [self[name] for name in self.SHOWN]

    def more(self) -> list[forms.BoundField]:
        """The fields behind a fold."""
        return [self[name] for name in self.MORE if name in self.fields]

    def in_force(self) -> int:
        """How many of the filters behind the fold are set."""
        wanted = self.wanted()
        named = (wanted.call, wanted.category, wanted.stage, wanted.department, wanted.reviewer, wanted.rounds)
        return sum(each not in (None, "") for each in named) + wanted.overdue + wanted.open_points

    def wanted(self) -> Wanted:
        """The same for the store."""
        self.is_valid()
        data = self.cleaned_data
        tab = Tab(data["tab"]) if data.get("tab") else examination_lists.first_tab(self._actor)
        return Wanted(
            tab=tab if tab in examination_lists.tabs_of(self._actor) else Tab.ALL,
            text=data.get("q", ""),
            call=data.get("call"),
            category=data.get("category", ""),
            stage=data.get("stage", ""),
            department=data.get("department"),
            reviewer=data.get("reviewer"),
            rounds=data.get("round"),
            overdue=data.get("overdue", False),
            open_points=data.get("open", False),
            order=Order(data.get("sort") or Order.AGE),
        )
