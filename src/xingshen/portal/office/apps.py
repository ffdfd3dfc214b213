"""The Django application of this audience."""

from __future__ import annotations

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Templates and views under the label ``office``."""

    name = "xingshen.portal.office"
    label = "portal_office"
