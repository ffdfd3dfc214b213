"""Repository of messages inside the portal."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from xingshen.store.models import Message


def unread_count(user_id: int) -> int:
    """How many messages the person has not read."""
    return Message.objects.filter(user_id=user_id, read_at=None).count()


def messages_of(user_id: int) -> QuerySet[Message]:
    """All messages of the person, newest first."""
    return Message.objects.filter(user_id=user_id)


def send(user_ids: Iterable[int], subject: str, *, body: str = "", link: str = "", urgent: bool = False) -> None:
    """Put a message into the inboxes; mail repeats it later (``jobs``). Call inside the transaction it tells about."""
    Message.objects.bulk_create(
        Message(user_id=user_id, subject=subject, body=body, link=link, urgent=urgent)
        for user_id in dict.fromkeys(user_ids)
    )


def mark_read(user_id: int, message_id: int | None = None) -> None:
    """One message, or all of them, as read."""
    rows = Message.objects.filter(user_id=user_id, read_at=None)
    (rows if message_id is None else rows.filter(pk=message_id)).update(read_at=timezone.now())
