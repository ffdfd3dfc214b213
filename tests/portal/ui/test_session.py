"""Keeping a session."""

from __future__ import annotations

from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import RequestFactory

from xingshen.portal.access import Access, declared_access
from xingshen.portal.ui.session import stay


def test_a_post_starts_the_idle_time_anew() -> None:
    request = RequestFactory().post("/ui/stay/")
    request.session = SessionStore()
    assert stay(request).status_code == 204
    assert request.session.modified


def test_only_a_post_of_somebody_signed_in_does() -> None:
    assert stay(RequestFactory().get("/ui/stay/")).status_code == 405
    assert declared_access(stay) == Access()
