"""The Django application of this audience."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Templates and views under the label ``desk``."""

    name = "xingshen.portal.desk"
    label = "portal_desk"
