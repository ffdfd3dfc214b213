"""Changes the language of the pages: kept with the account, and in a cookie for visitors."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from xingshen.portal.access import open_to_all
from xingshen.store.people import people

_YEAR = 365 * 24 * 3600


@open_to_all
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """POST ``language`` and ``next``; an unknown language changes nothing."""
    code, target = request.POST.get("language", ""), request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(target if safe else "/")
    if code in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, code, max_age=_YEAR, samesite="Lax", secure=settings.XS.https
        )
        if request.user.is_authenticated and request.user.pk is not None:
            people.set_language(request.user.pk, code)
    return response
