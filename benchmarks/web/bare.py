"""The baseline: the smallest Django application, one view without database, middleware or template."""

from __future__ import annotations

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="bare", LOGGING_CONFIG=None)


def bare(_: HttpRequest) -> HttpResponse:
    """A few bytes."""
    return HttpResponse("ok")


urlpatterns = [path("", bare)]
application = get_wsgi_application()
