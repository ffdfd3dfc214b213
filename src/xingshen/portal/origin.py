"""Where a request came from, as events record it: network address, request id, role and organisation."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest

from xingshen.store.audit import Origin


def origin_of(request: HttpRequest) -> Origin:
    """The origin of this request; behind proxies the address that the outermost trusted one saw."""
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    proxies = settings.XS.proxies
    address = forwarded[-proxies] if proxies and len(forwarded) >= proxies else request.META.get("REMOTE_ADDR", "")
    known = getattr(request, "_xs_request_id", None) or uuid4().hex
    request._xs_request_id = known  # type: ignore[attr-defined]
    return Origin(address=address[:45], request_id=known)
