"""One's own unit: its data, its members, its invitations; for unit administrators."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xingshen.portal.access import actor_of, demand, only
from xingshen.portal.accounts.inviting import send_invitation
from xingshen.portal.accounts.member_forms import UnitInvitationForm
from xingshen.portal.origin import origin_of
from xingshen.review.policy import Role
from xingshen.review.unit_policy import MANAGE_UNIT, may_invite_to_unit
from xingshen.store.people import invitations, people, units


@only(Role.UNIT_ADMIN)
def unit(request: HttpRequest) -> HttpResponse:
    """Everything on one page; inviting is a form on it."""
    own = own_unit(request)
    form = UnitInvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _invite(request, own, form)
    shown = {
        "unit": own,
        "form": form,
        "members": people.members_of(own.pk),
        "invitations": invitations.of_unit(own.pk),
        "papers": units.papers_of(own.pk),
    }
    return render(request, "accounts/unit.html", shown)


@only(Role.UNIT_ADMIN)
@require_POST
def unit_invitation(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Send an invitation again, or withdraw it."""
    invitation = invitations.find(invitation_id)
    if invitation is None or invitation.unit is None:
        raise Http404
    actor = actor_of(request)
    demand(MANAGE_UNIT(actor, units.facts(invitation.unit)))
    change_invitation(request, invitation)
    return redirect("accounts:unit")


def change_invitation(request: HttpRequest, invitation: invitations.Invitation) -> None:
    """POST ``action``: resend or withdraw; nothing where it was accepted meanwhile."""
    unit, actor = invitation.unit, actor_of(request)
    role = Role.UNIT_ADMIN if unit else Role.SYSTEM_ADMIN
    origin = origin_of(request, role=role, organisation=unit.name if unit else "")
    if invitation.accepted_at is not None:
        messages.info(request, _("这份邀请已经被接受了。"))
    elif request.POST.get("action") == "withdraw":
        invitations.withdraw(invitation, actor, origin)
        messages.success(request, _("邀请已撤回，发出的链接不再有效。"))
    else:
        send_invitation(request, invitation, invitations.renew(invitation, actor, origin))


def own_unit(request: HttpRequest) -> units.Unit:
    """The unit that the person administers."""
    found = units.find(actor_of(request).unit_id or 0)
    if found is None:
        raise Http404
    return found


def _invite(request: HttpRequest, own: units.Unit, form: UnitInvitationForm) -> HttpResponse:
    value = form.cleaned_data
    actor, role = actor_of(request), Role(value["role"])
    demand(may_invite_to_unit(actor, units.facts(own), role))
    origin = origin_of(request, role=Role.UNIT_ADMIN, organisation=own.name)
    invitation, token = invitations.create(
        value["email"], role, actor, name=value["name"], unit_id=own.pk, origin=origin
    )
    send_invitation(request, invitation, token)
    return redirect("accounts:unit")
