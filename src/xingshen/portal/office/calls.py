"""Pages of the office: the calls, making and changing one, publishing it, moving and extending its windows."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from xingshen.portal.access import actor_of, demand, only
from xingshen.portal.office.forms import WHO, CallForm, ExtensionForm, ReasonedWindowsForm
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import reads_english, tell
from xingshen.portal.ui.showing import bracketed
from xingshen.review import call_policy
from xingshen.review.policy import Role
from xingshen.store.calls import call_editing, guides
from xingshen.store.figures import overview


@only(Role.OFFICE)
def call_list(request: HttpRequest) -> HttpResponse:
    """All calls with their windows and numbers."""
    return render(request, "office/calls.html", {"calls": overview.calls(), "at": timezone.now()})


@only(Role.OFFICE)
@require_http_methods(["GET", "POST"])
def call_new(request: HttpRequest) -> HttpResponse:
    """A new call."""
    form = CallForm(request.POST or None, guides=_guides())
    if request.method == "POST" and form.is_valid():
        try:
            call = call_editing.create(form.call_data(), actor_of(request), origin_of(request))
        except IntegrityError:
            form.add_error("slug", _("这个网址短名已被使用，请换一个。"))
        else:
            messages.success(request, _("批次已建立，尚未发布；核对无误后再发布。"))
            return redirect("office:call", call.pk)
    return render(request, "office/call_form.html", {"form": form})


@only(Role.OFFICE)
@require_http_methods(["GET", "POST"])
def call_detail(request: HttpRequest, call_id: int) -> HttpResponse:
    """One call: change it before publishing, move its windows afterwards."""
    call = _call(call_id)
    facts, actor = call_editing.facts(call), actor_of(request)
    form = _form_for(request, call, facts.published)
    if request.method == "POST" and form.is_valid():
        if isinstance(form, CallForm):
            demand(call_policy.may_edit_call(actor, facts))
            call_editing.change(call, form.call_data(), actor, origin_of(request))
        else:
            demand(call_policy.may_edit_windows(actor, facts))
            reason = form.cleaned_data["reason"]
            call_editing.move_windows(call, form.windows(), reason, actor, origin_of(request))
        messages.success(request, _("已保存。"))
        return redirect("office:call", call.pk)
    context = {"call": call, "form": form, "facts": facts, "extensions": call_editing.extensions(call)}
    return render(request, "office/call_detail.html", context)


@only(Role.OFFICE)
@require_POST
def call_publish(request: HttpRequest, call_id: int) -> HttpResponse:
    """Publish: from now on the call is public and its guide is pinned."""
    call, actor = _call(call_id), actor_of(request)
    demand(call_policy.may_publish(actor, call_editing.facts(call)))
    pin = guides.pin(call.guide_id)
    call_editing.publish(call, pin, actor, origin_of(request))
    messages.success(request, _("批次已发布，指南锁定为版本 %(version)s。") % {"version": pin.version})
    return redirect("office:call", call.pk)


@only(Role.OFFICE)
@require_http_methods(["GET", "POST"])
def call_extend(request: HttpRequest, call_id: int) -> HttpResponse:
    """A later end of one window for one unit, with its reason, shown publicly."""
    call, actor = _call(call_id), actor_of(request)
    demand(call_policy.may_extend(actor, call_editing.facts(call)))
    form = ExtensionForm(request.POST or None, units=call_editing.units_to_extend())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            call_editing.extend(
                call, data["who"], int(data["unit"]), data["closes_at"], data["reason"], actor, origin_of(request)
            )
        except ValueError as error:
            form.add_error("closes_at", tell(error))
        else:
            messages.success(request, _("已延长，并在批次页公开显示。"))
            return redirect("office:call", call.pk)
    return render(request, "office/call_extend.html", {"call": call, "form": form})


def _form_for(request: HttpRequest, call: Any, published: bool) -> CallForm | ReasonedWindowsForm:
    data = request.POST if request.method == "POST" else None
    windows = {window.who: window for window in call.windows.all()}
    initial = {f"{who}_opens": windows[who].opens_at for who, _word in WHO if who in windows}
    initial |= {f"{who}_closes": windows[who].closes_at for who, _word in WHO if who in windows}
    if published:
        return ReasonedWindowsForm(data, initial=initial)
    names = ("title", "title_en", "slug", "number_prefix", "guide_id")
    initial |= {name: getattr(call, name) for name in names}
    initial["contact"] = call.settings.get("contact", "")
    return CallForm(data, initial=initial, guides=_guides())


def _call(call_id: int) -> Any:
    try:
        return overview.call(call_id)
    except ObjectDoesNotExist:
        raise Http404 from None


def _guides() -> list[tuple[str, str]]:
    compiled = guides.compiled_in_english if reads_english() else guides.compiled
    return [(each, bracketed(compiled(each).guide.pack.title, each)) for each in guides.available()]
