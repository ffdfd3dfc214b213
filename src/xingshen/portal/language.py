"""The language of a page: the person's own choice, kept with the account or in a cookie; otherwise Chinese.

What the browser prefers does not count: this is a Chinese public service, and English is one click away.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class ChosenLanguage:
    """Middleware that activates the chosen language for the time of a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = chosen_language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self._get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def chosen_language(request: HttpRequest) -> str:
    """The language code for this request, one of ``settings.LANGUAGES``."""
    known = dict(settings.LANGUAGES)
    kept = getattr(request.user, "language", "") if request.user.is_authenticated else ""
    for code in (request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""), kept):
        if code in known:
            return code
    return settings.LANGUAGE_CODE
