"""People and their roles; for the system administrator."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xingshen.portal.access import actor_of, demand, only
from xingshen.portal.accounts.inviting import send_invitation
from xingshen.portal.accounts.member_forms import (
    DepartmentForm,
    GrantForm,
    PersonInvitationForm,
    ReasonForm,
    role_choices,
)
from xingshen.portal.accounts.unit import change_invitation
from xingshen.portal.origin import origin_of
from xingshen.review.account_policy import AccountFacts, may_grant, may_withdraw
from xingshen.review.policy import Role
from xingshen.store.people import invitations, units
from xingshen.store.people import people as store

_PER_PAGE = 25


@only(Role.SYSTEM_ADMIN)
def people(request: HttpRequest) -> HttpResponse:
    """All accounts with their roles, searched and filtered; open invitations."""
    text, role = request.GET.get("q", "").strip(), request.GET.get("role", "")
    page = Paginator(store.search(text, role), _PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "search": text,
        "role": role,
        "roles": role_choices(frozenset(Role)),
        "invitations": invitations.of_the_programme(),
    }
    return render(request, "accounts/people.html", shown)


@only(Role.SYSTEM_ADMIN)
def invite_person(request: HttpRequest) -> HttpResponse:
    """Invite a department's officer, an officer or an administrator."""
    form = PersonInvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        value, actor, role = form.cleaned_data, actor_of(request), Role(form.cleaned_data["role"])
        known = store.find_by_email(value["email"])
        demand(may_grant(actor, store.account_facts(known, role) if known else AccountFacts(None), role))
        department = value["department"]
        invitation, token = invitations.create(
            value["email"],
            role,
            actor,
            name=value["name"],
            department_id=department.pk if department else None,
            origin=origin_of(request, role=Role.SYSTEM_ADMIN),
        )
        send_invitation(request, invitation, token)
        return redirect("accounts:people")
    return render(request, "accounts/invite_person.html", {"form": form})


@only(Role.SYSTEM_ADMIN)
@require_POST
def programme_invitation(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Send an invitation again, or withdraw it; those of units are the units' own."""
    invitation = invitations.find(invitation_id)
    if invitation is None or invitation.unit is not None:
        raise Http404
    change_invitation(request, invitation)
    return redirect("accounts:people")


@only(Role.SYSTEM_ADMIN)
def person(request: HttpRequest, user_id: int) -> HttpResponse:
    """One account: its roles, one more role."""
    user = store.find(user_id)
    if user is None:
        raise Http404
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        role = Role(form.cleaned_data["role"])
        demand(may_grant(actor_of(request), store.account_facts(user, role), role))
        department = form.cleaned_data["department"]
        made = store.grant(
            user, role, actor_of(request), department=department, origin=origin_of(request, role=Role.SYSTEM_ADMIN)
        )
        messages.success(request, _("已增加角色。") if made else _("此人已有这个角色。"))
        return redirect("accounts:person", user.pk)
    return render(request, "accounts/person.html", {"person": user, "form": form})


@only(Role.SYSTEM_ADMIN)
def withdraw_role(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Ask for the reason, then take the role away."""
    membership = store.find_membership(membership_id)
    if membership is None:
        raise Http404
    role = Role(membership.role)
    demand(may_withdraw(actor_of(request), store.account_facts(membership.user, role), role))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        store.withdraw(
            membership, actor_of(request), form.cleaned_data["reason"], origin_of(request, role=Role.SYSTEM_ADMIN)
        )
        messages.success(request, _("已撤销角色。"))
        return redirect("accounts:person", membership.user_id)
    return render(request, "accounts/withdraw_role.html", {"membership": membership, "form": form})


@only(Role.SYSTEM_ADMIN)
def departments(request: HttpRequest) -> HttpResponse:
    """The recommending departments; add one."""
    form = DepartmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        value = form.cleaned_data
        try:
            units.add_department(
                value["code"], value["name"], actor_of(request), origin_of(request, role=Role.SYSTEM_ADMIN)
            )
            messages.success(request, _("已增加归口管理部门。"))
            return redirect("accounts:departments")
        except units.AlreadyRegisteredError:
            form.add_error("name", _("已有同名或同代码的部门。"))
    return render(request, "accounts/departments.html", {"form": form, "departments": units.departments()})
