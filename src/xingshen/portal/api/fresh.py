"""Asking who signed in a while ago to prove again who they are, before a page shows a secret."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from allauth.account.decorators import reauthentication_required

View = TypeVar("View", bound=Callable[..., Any])


def recently_proved(view: View) -> View:
    """The page only for those who gave a password or a second factor within the last minutes."""
    guarded: View = reauthentication_required(view)
    return guarded
