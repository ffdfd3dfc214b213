"""The Django application of this audience."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Templates and views under the label ``accounts``."""

    name = "xingshen.portal.accounts"
    label = "portal_accounts"

    def ready(self) -> None:
        from xingshen.portal.accounts import recording  # noqa: PLC0415  # needs the models

        recording.connect()
