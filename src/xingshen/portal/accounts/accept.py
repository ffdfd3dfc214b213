"""The page behind an invitation's link: choose name and password, or accept with the account one has."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from xingshen.portal.access import open_to_all
from xingshen.portal.accounts.entering import enter
from xingshen.portal.accounts.member_forms import AcceptForm
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import tell
from xingshen.store.people import invitations, people


@sensitive_post_parameters("password")
@open_to_all
def accept(request: HttpRequest, token: str) -> HttpResponseBase:
    """Works once; a link that no longer works says what to do."""
    invitation = invitations.by_token(token)
    if invitation is None:
        return render(request, "accounts/invitation_over.html", status=404)
    if request.user.is_authenticated:
        return _with_account(request, invitation)
    if people.find_by_email(invitation.email):
        return render(request, "accounts/invitation_login.html", {"invitation": invitation})
    form = AcceptForm(request.POST or None, email=invitation.email, initial={"name": invitation.name})
    if request.method == "POST" and form.is_valid():
        try:
            value = form.cleaned_data
            user = invitations.accept_as_new(invitation, value["name"], value["password"], origin_of(request))
            return enter(request, user, reverse("home"))
        except invitations.CannotAcceptError as error:
            form.add_error(None, tell(error))
    return _private(render(request, "accounts/invitation.html", {"invitation": invitation, "form": form}))


def _with_account(request: HttpRequest, invitation: invitations.Invitation) -> HttpResponse:
    refusal = ""
    if request.method == "POST":
        try:
            user = people.find(request.user.pk or 0)
            assert user is not None
            invitations.accept_as(user, invitation, origin_of(request))
            messages.success(request, _("已接受邀请。"))
            return redirect("home")
        except invitations.CannotAcceptError as error:
            refusal = tell(error)
    shown = {"invitation": invitation, "refusal": refusal}
    return _private(render(request, "accounts/invitation_account.html", shown))


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
