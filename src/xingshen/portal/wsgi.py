"""The portal as a WSGI application, for gunicorn and for tests with a real server."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingshen.portal.settings")
application = get_wsgi_application()
