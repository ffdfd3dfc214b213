"""Requests that a program may repeat: the same key gives the same answer, and what was asked is done once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from xingshen.store.models import KeptAnswer

_KEEP = timedelta(days=7)


class KeyUsedOtherwise(Exception):  # noqa: N818  # an answer to a program, not an error of ours
    """The key was used before for another request."""


def once(token_id: int, key: str, request: Any, do: Callable[[], dict[str, Any] | None]) -> dict[str, Any] | None:
    """What ``do`` answers, or answered when it was first asked with this key. None is refused and not kept.

    Two at once wait for each other. Raises KeyUsedOtherwise.
    """
    digest = hashlib.sha256(json.dumps(request, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    with transaction.atomic():
        row, fresh = KeptAnswer.objects.get_or_create(token_id=token_id, key=key, defaults={"request_digest": digest})
        if not fresh:
            if row.request_digest != digest:
                raise KeyUsedOtherwise
            kept: dict[str, Any] | None = row.answer
            return kept
        answer = do()
        if answer is None:
            row.delete()
            return None
        row.answer = answer
        row.save(update_fields=["answer"])
    return answer


def forget_old() -> int:
    """Remove answers that are older than a program repeats a request; how many."""
    return KeptAnswer.objects.filter(made_at__lt=timezone.now() - _KEEP).delete()[0]
