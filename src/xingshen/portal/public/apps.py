"""The Django application of this audience."""

from __future__ import annotations

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Templates and views under the label ``public``."""

    name = "xingshen.portal.public"
    label = "portal_public"
