"""The Django application of this audience."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Templates and views under the label ``api``."""

    name = "xingshen.portal.api"
    label = "portal_api"
