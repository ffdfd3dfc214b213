"""Which call a page of the office is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404


def call_of(calls: Iterable[Any], call_id: int | None) -> Any | None:
    """The call of this number; without a number the newest (``calls``: newest first), None where there is no call.

    Raises Http404 for a number that no call has.
    """
    found = next((each for each in calls if call_id in (None, each.pk)), None)
    if found is None and call_id is not None:
        raise Http404
    return found
