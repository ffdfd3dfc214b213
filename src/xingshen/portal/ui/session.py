"""Keeps a session alive for somebody who says that they are still there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from xingshen.portal.access import signed_in


@signed_in
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Starts the idle time anew. The answer is empty; who is no longer signed in is sent to the login instead."""
    request.session.modified = True
    return HttpResponse(status=204)
