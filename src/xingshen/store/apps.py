"""The Django application of the store."""

from __future__ import annotations

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Models under the label ``store``."""

    name = "xingshen.store"
    label = "store"
    verbose_name = "形审数据"
