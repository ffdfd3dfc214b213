"""Where a request comes from: the network address behind as many proxies as the operator says, and a request id.

An address that the client wrote itself into ``X-Forwarded-For`` never counts.
"""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

from xingshen.store.record.audit import Origin

_ID_LENGTH = 40


def client_address(request: HttpRequest) -> str:
    """The address of the client; with ``XS_PROXIES`` = n, what the n-th proxy from here saw."""
    proxies = settings.XS.proxies
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    seen = hops[-proxies] if proxies and len(hops) >= proxies else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ip_address(seen))
    except ValueError:
        return ""


def origin_of(request: HttpRequest, *, role: str = "", organisation: str = "") -> Origin:
    """What an event says about the place an action came from."""
    request_id = request.META.get("HTTP_X_REQUEST_ID", "")[:_ID_LENGTH] if settings.XS.proxies else ""
    return Origin(client_address(request), request_id, role, organisation)
