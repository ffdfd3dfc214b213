"""Signs people out who did nothing for ``XS_IDLE_MINUTES``: each request keeps the session, written once a minute."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from xingshen.portal.origin import client_address
from xingshen.store.people import accounts

_AT_MOST_SECONDS = 60
_KEY = "xs_seen"


class SlidingSession:
    """Middleware after authentication; visitors cost nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and self._is_due(request):
            request.session[_KEY] = int(time.time())
            accounts.seen(request.session.session_key or "", client_address(request))
        return self._get_response(request)

    def _is_due(self, request: HttpRequest) -> bool:
        pause = min(_AT_MOST_SECONDS, settings.SESSION_COOKIE_AGE // 4)
        return bool(time.time() - request.session.get(_KEY, 0) >= pause)
