"""Public lists for the office: prepared with a preview, published, withdrawn with a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from xingshen.portal.access import actor_of, only
from xingshen.portal.office.conclusions.words import LIST_WORDS
from xingshen.portal.office.forms import instant_field
from xingshen.portal.office.opening import office_call
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import tell
from xingshen.review.policy import Role
from xingshen.store.conclusions import batches, public_lists
from xingshen.store.conclusions.public_lists import ListData, Standing

PER_PAGE = 50
_USUAL_DAYS = 5


class ListForm(forms.Form):
    """Title, note, period, and whether refusals stand on it too."""

    title = forms.CharField(label=gettext_lazy("名单名称"), max_length=200)
    note = forms.CharField(
        label=gettext_lazy("说明"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("显示在名单上方，如公示依据、反映情况的方式。"),
    )
    opens_at = instant_field(gettext_lazy("公示开始"))
    closes_at = instant_field(gettext_lazy("公示截止"))
    refused = forms.BooleanField(
        label=gettext_lazy("也公布不通过的"),
        required=False,
        help_text=gettext_lazy("只公布所依据的条款号，不公布理由。"),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("截止时间应晚于开始时间。"))
        if closes and closes <= timezone.now():
            self.add_error("closes_at", _("公示的截止时间应晚于现在。"))
        return data

    def list_data(self) -> ListData:
        """What was filled in."""
        return ListData(**self.cleaned_data)


@only(Role.OFFICE)
@require_http_methods(["GET", "POST"])
def list_new(request: HttpRequest, call_id: int) -> HttpResponse:
    """A new list, with the usual period filled in."""
    call, now = office_call(call_id), timezone.localtime()
    start = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    usual = {
        "title": _("%(call)s形式审查结果公示") % {"call": call.title},
        "opens_at": start,
        "closes_at": start + timedelta(days=_USUAL_DAYS),
    }
    form = ListForm(request.POST if request.method == "POST" else None, initial=usual)
    if request.method == "POST" and form.is_valid():
        row = public_lists.prepare(call, form.list_data(), actor_of(request), origin_of(request))
        messages.success(request, _("名单已建立，尚未公布；核对预览后再发布。"))
        return redirect("office:list", row.pk)
    return render(request, "office/conclusions/list_new.html", {"call": call, "form": form})


@only(Role.OFFICE)
@require_http_methods(["GET", "POST"])
def list_page(request: HttpRequest, list_id: int) -> HttpResponse:
    """Preview and change while it is prepared; afterwards the list as it is shown."""
    row = _list(list_id)
    prepared = public_lists.standing(row) is Standing.PREPARED
    initial = {name: getattr(row, name) for name in ("title", "note", "opens_at", "closes_at", "refused")}
    form = ListForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            public_lists.change(row, form.list_data(), actor_of(request), origin_of(request))
        except ValueError as error:
            form.add_error(None, tell(error))
        else:
            messages.success(request, _("已保存。"))
            return redirect("office:list", row.pk)
    found: Any = public_lists.candidates(row.call_id, refused=row.refused) if prepared else row.entries
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "call": row.call,
        "list": row,
        "word": LIST_WORDS[public_lists.standing(row)],
        "prepared": prepared,
        "withdrawn": public_lists.standing(row) is Standing.WITHDRAWN,
        "form": form,
        "page": page,
        "entries": list(public_lists.entries_of(page)) if prepared else list(page),
        "total": page.paginator.count,
    }
    return render(request, "office/conclusions/list.html", context)


@only(Role.OFFICE)
@require_POST
def publish(request: HttpRequest, list_id: int) -> HttpResponse:
    """Publish every dossier on it, then show it."""
    row = _list(list_id)
    if public_lists.standing(row) is not Standing.PREPARED:
        messages.warning(request, _("名单已经发布或撤下。"))
        return redirect("office:list", row.pk)
    try:
        begun = batches.ask(row.call, batches.PUBLISH, actor_of(request), origin_of(request), {"list": row.pk})
    except batches.NothingToDo as error:
        messages.warning(request, tell(error))
        return redirect("office:list", row.pk)
    return redirect("office:batch", begun.pk)


@only(Role.OFFICE)
@require_POST
def withdraw(request: HttpRequest, list_id: int) -> HttpResponse:
    """Take it down."""
    row = _list(list_id)
    try:
        public_lists.withdraw(row, request.POST.get("reason", "")[:1000], actor_of(request), origin_of(request))
    except ValueError as error:
        messages.warning(request, tell(error))
    else:
        messages.success(request, _("名单已撤下，原网址说明撤下的原因。"))
    return redirect("office:list", row.pk)


def _list(list_id: int) -> Any:
    try:
        return public_lists.get(list_id)
    except public_lists.NOT_THERE:
        raise Http404 from None
