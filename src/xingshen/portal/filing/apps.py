"""The Django application of this audience."""

from __future__ import annotations

from django.apps import AppConfig


class FilingConfig(AppConfig):
    """Templates and views under the label ``filing``."""

    name = "xingshen.portal.filing"
    label = "portal_filing"
