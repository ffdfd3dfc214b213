"""Addresses to which a signed-in person lets events be sent: registered, tried, paused, removed; what was sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingshen.jobs import outgoing
from xingshen.jobs.outgoing import NotAllowed
from xingshen.jobs.webhook import what_is_allowed
from xingshen.portal.access import actor_of, signed_in
from xingshen.portal.api.fresh import recently_proved
from xingshen.portal.event_words import event_word
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import tell
from xingshen.review.api_policy import kinds_for
from xingshen.review.policy import Actor
from xingshen.store.api import webhooks

_PER_PAGE = 50


class WebhookForm(forms.Form):
    """Where to, and which kinds of events; none chosen: all that the person may get."""

    url = forms.CharField(
        label=gettext_lazy("接收地址"),
        max_length=300,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=gettext_lazy("以 https:// 开头，不能指向内部网络。"),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("事件"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("一个都不选，就发送您能得到的全部事件。"),
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kinds"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(kind, f"{event_word(kind)}（{kind}）") for kind in kinds_for(actor)]

    def clean_url(self) -> str:
        """The address, looked at as it will be looked at before each sending."""
        url = str(self.cleaned_data["url"]).strip()
        try:
            outgoing.look_at(url, what_is_allowed())
        except NotAllowed as refusal:
            raise forms.ValidationError(tell(str(refusal))) from None
        except (OSError, UnicodeError):
            raise forms.ValidationError(_("找不到这个地址，请核对域名。")) from None
        return url


@signed_in
def webhooks_page(request: HttpRequest) -> HttpResponse:
    """One's own addresses."""
    actor = actor_of(request)
    rows = webhooks.of_person(actor.user_id or 0)
    return render(request, "api/webhooks.html", {"rows": rows, "may_make": bool(kinds_for(actor))})


@signed_in
@recently_proved
def webhook_new(request: HttpRequest) -> HttpResponse:
    """The form; the secret is shown in the answer to it and never again."""
    actor = actor_of(request)
    form = WebhookForm(actor, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not kinds_for(actor):
            raise PermissionDenied(_("您的角色没有可以发送的事件。"))
        if webhooks.of_person(actor.user_id or 0).count() >= webhooks.MOST_OF_ONE:
            form.add_error(None, _("接收地址已达 %(most)d 个，请先移除不用的。") % {"most": webhooks.MOST_OF_ONE})
        else:
            made = webhooks.make(actor, form.cleaned_data["url"], form.cleaned_data["kinds"], origin_of(request))
            response = render(request, "api/webhook_made.html", {"made": made})
            response.headers["Cache-Control"] = "no-store"
            return response
    return render(request, "api/webhook_new.html", {"form": form, "may_make": bool(kinds_for(actor))})


@signed_in
def webhook(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """One address with what was sent to it; POST ``action``: test, pause, resume, remove."""
    hook = _own(request, webhook_id)
    if request.method == "POST":
        action = _ACTIONS.get(request.POST.get("action", ""))
        if action is None:
            raise Http404
        messages.success(request, action(request, hook))
        return redirect("api:webhooks") if request.POST["action"] == "remove" else redirect("api:webhook", hook.pk)
    page: Any = Paginator(webhooks.deliveries(hook), _PER_PAGE).get_page(request.GET.get("page"))
    rows = [(each, event_word(each.kind), tell(each.error)) for each in page]
    kinds = [event_word(kind) for kind in hook.kinds]
    return render(request, "api/webhook.html", {"hook": hook, "page": page, "rows": rows, "kinds": kinds})


def _own(request: HttpRequest, webhook_id: int) -> Any:
    try:
        hook = webhooks.get(webhook_id)
    except webhooks.NOT_THERE:
        raise Http404 from None
    if hook.owner_id != actor_of(request).user_id:
        raise PermissionDenied(_("这个接收地址不属于您。"))
    return hook


def _test(_request: HttpRequest, hook: Any) -> str:
    webhooks.send_test(hook)
    return _("已安排发送一条测试，结果在发送记录中，请过几秒刷新本页。")


def _pause(request: HttpRequest, hook: Any) -> str:
    webhooks.pause(hook, actor_of(request), origin_of(request))
    return _("已暂停。暂停期间的事件，恢复后照样发送。")


def _resume(request: HttpRequest, hook: Any) -> str:
    webhooks.resume(hook, actor_of(request), origin_of(request))
    return _("已恢复，从暂停处接着发送。")


def _remove(request: HttpRequest, hook: Any) -> str:
    webhooks.remove(hook, actor_of(request), origin_of(request))
    return _("已移除，不再发送。")


_ACTIONS: dict[str, Callable[[HttpRequest, Any], str]] = {
    "test": _test,
    "pause": _pause,
    "resume": _resume,
    "remove": _remove,
}
