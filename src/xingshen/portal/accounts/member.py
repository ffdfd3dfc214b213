"""One member of one's own unit: role, deactivation, reactivation."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xingshen.portal.access import actor_of, demand, only
from xingshen.portal.accounts.member_forms import role_choices
from xingshen.portal.accounts.unit import own_unit
from xingshen.portal.origin import origin_of
from xingshen.review.policy import Role
from xingshen.review.unit_policy import INVITED_BY_UNITS, may_change_role, may_deactivate, may_reactivate
from xingshen.store.people import accounts, people


@only(Role.UNIT_ADMIN)
def member(request: HttpRequest, user_id: int) -> HttpResponse:
    """What may be done with this member, each with its button, or the reason why not."""
    found = people.find_member(own_unit(request).pk, user_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        _act(request, found)
        return redirect("accounts:unit" if found.user_id != request.user.pk else "home")
    actor, facts = actor_of(request), people.member_facts(found)
    other = Role.APPLICANT if found.role == Role.UNIT_ADMIN else Role.UNIT_ADMIN
    shown = {
        "member": found,
        "other_role": role_choices(frozenset({other}))[0],
        "change": may_change_role(actor, facts, other),
        "deactivate": may_deactivate(actor, facts),
        "reactivate": may_reactivate(actor, facts),
    }
    return render(request, "accounts/member.html", shown)


def _act(request: HttpRequest, found: people.Membership) -> None:
    actor, facts = actor_of(request), people.member_facts(found)
    origin = origin_of(request, role=Role.UNIT_ADMIN, organisation=str(found.unit))
    action = request.POST.get("action")
    if action == "deactivate":
        demand(may_deactivate(actor, facts))
        accounts.switch(found.user, False, actor, "", origin)
        messages.success(request, _("已停用%(name)s的账号，其登录已全部退出。") % {"name": found.user.name})
    elif action == "reactivate":
        demand(may_reactivate(actor, facts))
        accounts.switch(found.user, True, actor, "", origin)
        messages.success(request, _("已启用%(name)s的账号。") % {"name": found.user.name})
    elif action in {role.value for role in INVITED_BY_UNITS}:
        role = Role(action)
        demand(may_change_role(actor, facts, role))
        people.change_member_role(found, role, actor, origin)
        messages.success(request, _("已更改%(name)s的角色。") % {"name": found.user.name})
