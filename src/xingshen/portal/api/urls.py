"""Addresses for programs, and the pages where people make tokens and register addresses."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, path

from xingshen.portal.access import by_token
from xingshen.portal.api import docs_page, token_pages, webhook_pages
from xingshen.portal.api.description import load_operations
from xingshen.portal.api.envelope import enveloped
from xingshen.portal.api.operations import api
from xingshen.portal.api.unknown import unknown

app_name = "api"


def _operations() -> Iterator[URLPattern]:
    """The routes of the library but its own pages, each in the envelope and declared as one for tokens."""
    load_operations()
    for route in api.urls[0]:
        assert isinstance(route, URLPattern)
        if route.name != "api-root":
            yield path(f"v1/{route.pattern}", by_token(enveloped(route.callback)), name=route.name)
    yield path("v1/", by_token(enveloped(unknown)), name="unknown_root")
    yield path("v1/<path:rest>", by_token(enveloped(unknown)), name="unknown")


urlpatterns = [
    path("docs/", docs_page.docs, name="docs"),
    path("v1/openapi.json", docs_page.description_json, name="description"),
    path("tokens/", token_pages.tokens, name="tokens"),
    path("tokens/new/", token_pages.token_new, name="token_new"),
    path("tokens/all/", token_pages.all_tokens, name="all_tokens"),
    path("tokens/<int:token_id>/revoke/", token_pages.token_revoke, name="token_revoke"),
    path("webhooks/", webhook_pages.webhooks_page, name="webhooks"),
    path("webhooks/new/", webhook_pages.webhook_new, name="webhook_new"),
    path("webhooks/<int:webhook_id>/", webhook_pages.webhook, name="webhook"),
    *_operations(),
]
