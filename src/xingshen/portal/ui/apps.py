"""The look of the portal as a Django application: templates, tags, style sheets and scripts."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Has no models."""

    name = "xingshen.portal.ui"
    label = "ui"
    verbose_name = "界面"
