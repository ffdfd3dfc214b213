"""What every page knows besides what its view says: the server's clock, unread messages, the demo, the menu."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from xingshen.portal.access import actor_of
from xingshen.portal.menu import menu_for
from xingshen.store.messages import inbox


def shared(request: HttpRequest) -> dict[str, Any]:
    """Context for all templates."""
    actor = actor_of(request)
    return {
        "now": timezone.now(),
        "demo": settings.XS.demo,
        "idle_seconds": settings.SESSION_COOKIE_AGE,
        "actor": actor,
        "menu": menu_for(actor, request.path),
        "unread": inbox.unread_count(actor.user_id) if actor.user_id else 0,
    }
