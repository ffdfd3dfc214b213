"""The portal as a WSGI application, for gunicorn: loaded once, with all pages and guides, before it is divided."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingshen.portal.settings")
application = get_wsgi_application()


def _warm_up() -> None:
    """Load what the first visitor would wait for. No connection is kept: each process that is made opens its own.

    A pool lives by its threads, and no thread outlives the division of a process.
    """
    from xingshen.store.applying.self_check import warm_up  # noqa: PLC0415  # models are there only now

    reverse("home")  # every page is loaded to know their addresses
    warm_up()
    for connection in connections.all(initialized_only=True):
        connection.close()
        close_pool = getattr(connection, "close_pool", None)  # only PostgreSQL's has one
        if close_pool is not None:
            close_pool()


_warm_up()
