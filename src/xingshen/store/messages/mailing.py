"""Which messages of the inbox mail should repeat, and that it did. The inbox stays the place of a message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from xingshen.store.models import Message, User
from xingshen.store.running import jobs

MAIL = "send_mail_digest"
"""The kind of job that sends one mail with all that is new to one person."""
_DIGEST_AT = time(7, 30)


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail to be written: to whom, in which language, and the messages, oldest first."""

    address: str
    name: str
    language: str
    messages: Sequence[Message]


def enqueue_due(now: datetime | None = None) -> None:
    """Put in a mail for everybody with something urgent, and after half past seven one a day for the rest."""
    waiting = Message.objects.filter(mailed_at=None, read_at=None, user__is_active=True)
    urgent = waiting.filter(urgent=True).order_by().values_list("user_id").distinct()
    due = {user_id: f"urgent {_latest(user_id)}" for (user_id,) in urgent}
    now = timezone.localtime(now)
    if now.time() >= _DIGEST_AT:
        daily = waiting.filter(user__mail_digest=True, created_at__lt=_start_of_digest(now))
        for (user_id,) in daily.order_by().values_list("user_id").distinct():
            due.setdefault(user_id, f"day {now.date().isoformat()}")
    if due:
        with transaction.atomic():
            for user_id, what in due.items():
                jobs.enqueue(MAIL, f"user {user_id}", input_digest=what, payload={"user": user_id})


def letter_for(user_id: int) -> Letter | None:
    """The mail of this person; None where nothing is left to say."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    messages = list(Message.objects.filter(user_id=user_id, mailed_at=None, read_at=None).order_by("pk")[:50])
    if user is None or not messages:
        return None
    return Letter(user.email, user.name, user.language or "zh-hans", messages)


def mark_mailed(messages: Sequence[Message]) -> None:
    """These messages were repeated by mail."""
    Message.objects.filter(pk__in=[each.pk for each in messages]).update(mailed_at=timezone.now())


def _latest(user_id: int) -> int:
    rows = Message.objects.filter(user_id=user_id, urgent=True, mailed_at=None, read_at=None)
    return max(rows.order_by().values_list("pk", flat=True), default=0)


def _start_of_digest(now: datetime) -> datetime:
    return datetime.combine(now.date(), _DIGEST_AT, tzinfo=now.tzinfo)
