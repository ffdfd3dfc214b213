"""The lists that somebody keeps under a name: keep, rename, remove, make one the first."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xingshen.portal.access import actor_of, only
from xingshen.review.policy import Role
from xingshen.store.examination import saved_views

_OFFICERS = (Role.REVIEWER, Role.PANEL, Role.OFFICE)


@only(*_OFFICERS)
def views(request: HttpRequest) -> HttpResponse:
    """All views of this person."""
    return render(request, "desk/views.html", {"views": saved_views.of(_user_id(request))})


@only(*_OFFICERS)
@require_POST
def keep_view(request: HttpRequest) -> HttpResponse:
    """Keep the list as it is filtered now."""
    name, query = request.POST.get("name", "").strip(), _cleaned(request.POST.get("query", ""))
    if not name:
        messages.error(request, _("请给这组条件起一个名称，再保存。"))
    elif len(query) > saved_views.LONGEST_QUERY:
        messages.error(request, _("条件太长，不能保存；请把查找的文字缩短一些。"))
    else:
        view = saved_views.keep(_user_id(request), name, query)
        messages.success(request, _("已保存为“%(name)s”。") % {"name": view.name})
    return redirect(f"{reverse('desk:queue')}?{query}")


@only(*_OFFICERS)
@require_POST
def change_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """Rename, remove, or make it the first one or no longer."""
    person = _user_id(request)
    try:
        match request.POST.get("do"):
            case "rename":
                _rename(request, person, view_id)
            case "remove":
                saved_views.remove(person, view_id)
                messages.success(request, _("已删除。材料本身不受影响。"))
            case "default" | "no_default" as wish:
                saved_views.make_default(person, view_id, wish == "default")
                messages.success(request, _("已保存。"))
    except saved_views.NOT_THERE:
        raise Http404 from None
    return redirect("desk:views")


def _rename(request: HttpRequest, person: int, view_id: int) -> None:
    name = request.POST.get("name", "").strip()
    if not name:
        messages.error(request, _("名称不能为空；原来的名称没有改。"))
    elif saved_views.rename(person, view_id, name):
        messages.success(request, _("已改名。"))
    else:
        messages.error(request, _("您已有一个同名的视图；原来的名称没有改。"))


def _cleaned(query: str) -> str:
    """The query as an address may bear it, whatever was sent."""
    return urlencode([(name, value) for name, value in parse_qsl(query) if name != "page"])


def _user_id(request: HttpRequest) -> int:
    user_id = actor_of(request).user_id
    assert user_id is not None
    return user_id
