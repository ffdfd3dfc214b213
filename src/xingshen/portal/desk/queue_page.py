"""The queue: dossiers before the office, by whose turn it is, filtered, found and sorted.

What somebody sees who asks for nothing is the view kept as the first one, else the part where work waits.
"""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xingshen.portal.access import actor_of, only
from xingshen.portal.desk import came_from
from xingshen.portal.desk.queue_form import QueueForm
from xingshen.portal.desk.queue_rows import lines_of
from xingshen.review.policy import Role
from xingshen.store.examination import saved_views
from xingshen.store.examination.examination_lists import Tab
from xingshen.store.examination.examination_queue import Listed
from xingshen.store.people import officer_profiles

PER_PAGE = 25
_REMEMBERED = 200
"""So many from the first of the page are one step away from each other on their pages."""
TAB_WORDS = {
    Tab.REVIEW: _("待我审查"),
    Tab.COUNTERSIGN: _("待我复核"),
    Tab.PANEL: _("待我研判"),
    Tab.ASSIGN: _("待分派"),
    Tab.CORRECTION: _("补正中"),
    Tab.ALL: _("全部"),
}
_EMPTY = {
    Tab.REVIEW: _("分派给您审查的材料会出现在这里；分派时您会收到消息。"),
    Tab.COUNTERSIGN: _("别的审查员提出不通过后，材料会在这里等第二个人复核。"),
    Tab.PANEL: _("请您参加综合研判的材料会出现在这里。"),
    Tab.ASSIGN: _("归口推荐并受理的材料、申请复审的材料会在这里等待分派。"),
    Tab.CORRECTION: _("退回补正的材料会在这里等申报单位交回，期间时钟停。"),
    Tab.ALL: _("归口推荐并分派之后，材料会出现在这里。"),
}


@only(Role.REVIEWER, Role.PANEL, Role.OFFICE)
def queue(request: HttpRequest) -> HttpResponse:
    """What this person may see, as asked for."""
    actor = actor_of(request)
    views = saved_views.of(actor.user_id or 0)
    first = next((view for view in views if view.is_default), None)
    if first is not None and first.query and not request.GET:
        return redirect(f"{reverse('desk:queue')}?{first.query}")
    form, now = QueueForm(request.GET, actor=actor), timezone.now()
    wanted = form.wanted()
    listed = Listed(wanted, actor, now)
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    counts, query = listed.counts(), _kept(request)
    around = slice(max(page.start_index() - 1 - PER_PAGE, 0), page.start_index() - 1 + _REMEMBERED)
    came_from.remember(request, query, listed.applications(around) if page.object_list else ())
    context = {
        "form": form,
        "tab": wanted.tab,
        "tabs": [(tab, TAB_WORDS[tab], number) for tab, number in counts.items()],
        "page": page,
        "lines": lines_of(page.object_list, now),
        "views": views,
        "query": query,
        "empty": _EMPTY[wanted.tab],
        "filtered": bool(wanted.text or form.in_force()),
        "may_assign": actor.has(Role.OFFICE),
        "declared": officer_profiles.has_declared(actor.user_id),
        "cleared": f"{reverse('desk:queue')}?tab={wanted.tab.value}",
    }
    return render(request, "desk/queue.html", context)


def _kept(request: HttpRequest) -> str:
    """The address of the list without its page and without what is empty."""
    asked = request.GET.copy()
    for name in list(asked):
        if name == "page" or not asked[name]:
            del asked[name]
    return asked.urlencode()
