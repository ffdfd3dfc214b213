"""Where a request comes from, with and without proxies in between."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as live
from django.test import RequestFactory

from xingshen.portal.origin import client_address, origin_of
from xingshen.store.record.audit import Origin

FORWARDED = "6.6.6.6, 10.0.0.1, 10.0.0.2"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, FORWARDED, "127.0.0.1"),
        (1, FORWARDED, "10.0.0.2"),
        (2, FORWARDED, "10.0.0.1"),
        (3, "10.0.0.2", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "not an address", ""),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_only_what_the_outermost_known_proxy_saw_counts(
    proxies: int, forwarded: str, address: str, settings: Any
) -> None:
    settings.XS = live.XS.model_copy(update={"proxies": proxies})
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})
    assert client_address(request) == address


def test_a_request_id_is_taken_from_a_proxy_only(settings: Any) -> None:
    request = RequestFactory().get("/", headers={"X-Request-ID": "r" * 50})
    assert origin_of(request) == Origin("127.0.0.1", "", "", "")
    settings.XS = live.XS.model_copy(update={"proxies": 1})
    assert origin_of(request, role="office", organisation="某办") == Origin("127.0.0.1", "r" * 40, "office", "某办")
