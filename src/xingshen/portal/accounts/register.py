"""The public page on which a unit registers, with its first administrator."""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from xingshen.portal.access import open_to_all
from xingshen.portal.accounts.entering import enter
from xingshen.portal.accounts.unit_forms import RegistrationForm, taken_code
from xingshen.portal.origin import origin_of
from xingshen.store.people import units

_UNIT = ("uscc", "name", "kind", "place", "address", "legal_representative", "registered_on", "contact", "phone")
_REVIEW = ("department", "papers")
_PERSON = ("admin_name", "email", "password")


@sensitive_post_parameters("password")
@open_to_all
def register(request: HttpRequest) -> HttpResponseBase:
    """Empty form, mistakes, or the state page of the new registration."""
    if request.user.is_authenticated:
        own = units.registration_of(request.user.pk or 0)
        return redirect("accounts:registration_state" if own else "home")
    form = RegistrationForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if not ratelimit.consume(request, action="signup"):
            return render(request, "429.html", status=429)
        if form.is_valid() and (answer := _register(request, form)):
            return answer
    sections = {name: [form[each] for each in fields] for name, fields in _sections()}
    return render(request, "accounts/register.html", {"form": form, "sections": sections})


def _sections() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (("unit", _UNIT), ("review", _REVIEW), ("person", _PERSON))


def _register(request: HttpRequest, form: RegistrationForm) -> HttpResponseBase | None:
    try:
        _, user = units.register(
            form.cleaned_data["uscc"],
            form.unit_data(),
            form.store_papers(),
            form.administrator(),
            lambda unit_id: reverse("accounts:registration_review", args=[unit_id]),
            origin_of(request),
        )
    except units.AlreadyRegisteredError:
        form.add_error("uscc", taken_code())
        return None
    return enter(request, user, reverse("accounts:registration_state"))
