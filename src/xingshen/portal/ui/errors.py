"""The pages of things that went wrong: what happened, what is safe, what to do.

400, 500 and 503 are made without context, because what they would need may be what failed.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request cannot be understood."""
    return HttpResponse(render_to_string("400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with the reason that the policy gave."""
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is old or missing, mostly a page that was open for too long."""
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return render(request, "404.html", status=404)


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    """405: an address that only forms send to."""
    return render(request, "405.html", status=405)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more than may be uploaded."""
    return render(request, "413.html", status=413)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: too many requests, or a login that is paused."""
    return render(request, "429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our mistake."""
    return HttpResponse(render_to_string("500.html"), status=500)


def busy(request: HttpRequest) -> HttpResponse:
    """503: reads wait so that submissions go first."""
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "60"})
