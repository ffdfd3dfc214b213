"""Who writes in an application besides its owner: invited, changed, taken back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, override
from django.views.decorators.http import require_http_methods

from xingshen.portal.access import actor_of, demand, only
from xingshen.portal.applicant.own import open_own
from xingshen.portal.origin import origin_of
from xingshen.review.application_policy import may_share
from xingshen.review.policy import Role
from xingshen.store.applying import applications
from xingshen.store.messages import inbox

RIGHTS = ("edit", "read")


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, application_id: int) -> HttpResponse:
    """GET: the people. POST ``user`` with ``right``, or ``remove``."""
    own = open_own(request, application_id)
    sharing = may_share(actor_of(request), own.facts)
    if request.method == "POST":
        demand(sharing)
        return _change(request, own.application)
    page = {
        **own.frame(),
        "sharing": sharing,
        "collaborators": list(own.application.collaborators.all()),
        "colleagues": list(applications.colleagues(own.application)) if sharing else [],
    }
    return render(request, "applicant/people.html", page)


def _change(request: HttpRequest, application: Any) -> HttpResponse:
    actor, origin = actor_of(request), origin_of(request)
    if request.POST.get("remove", "").isdecimal():
        applications.uninvite(application, int(request.POST["remove"]), actor, origin)
        messages.success(request, gettext("已取消。"))
        return redirect("applicant:people", application.pk)
    right, chosen = request.POST.get("right", ""), request.POST.get("user", "")
    user = applications.colleague(application, int(chosen)) if chosen.isdecimal() else None
    if user is None or right not in RIGHTS:
        messages.error(request, gettext("请选择一位本单位的同事和权限。"))
        return redirect("applicant:people", application.pk)
    applications.invite(application, user, right, actor, origin)
    with override(user.language or settings.LANGUAGE_CODE):
        subject = gettext("%(who)s 邀请您参与填报“%(title)s”") % {"who": actor.name, "title": application}
    inbox.send([user.pk], subject, link=reverse("applicant:application", args=[application.pk]))
    messages.success(request, gettext("已邀请 %s。") % user.name)
    return redirect("applicant:people", application.pk)
