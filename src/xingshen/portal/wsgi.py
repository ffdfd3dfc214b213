"""The portal as a WSGI application, for gunicorn: loaded once, with the guides of all calls, before it is divided."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingshen.portal.settings")
application = get_wsgi_application()


def _warm_up() -> None:
    """No connection is kept: each process that is made of this one opens its own."""
    from xingshen.store.self_check import warm_up  # noqa: PLC0415  # models are there only now

    warm_up()
    connections.close_all()


_warm_up()
