"""Access of programs: tokens with scopes, what counts against their limits, posted checks, webhooks and deliveries."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils import timezone

from xingshen.store.models.people import User
from xingshen.store.sealing import SealedField


class ApiToken(models.Model):
    """A token that acts for one person within ``scopes``; only its digest is kept, ``hint`` is its beginning."""

    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    name = models.CharField("名称", max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at"]


class Webhook(models.Model):
    """Where events are sent to, signed with ``secret``. ``kinds``: kinds of events ([]: all that may be sent)."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="webhooks")
    url = models.URLField(max_length=300)
    secret = SealedField()
    kinds = models.JSONField(default=list, blank=True)
    active = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=timezone.now)
    last_seq = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-made_at"]


class Delivery(models.Model):
    """One event sent to one webhook: attempts, and what the receiver answered last. ``event_seq`` 0: a test.

    ``sent_at``: the receiver took it; ``dead_at``: given up.
    """

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event_seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=60)
    status = models.PositiveIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True, default="")
    sent_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-event_seq"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["webhook", "event_seq"], name="one_delivery")]


class KeptAnswer(models.Model):
    """The answer to a request that a program may repeat with the same key, so that it is done once."""

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    request_digest = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["token", "key"], name="one_answer_for_a_key")]


class RequestCount(models.Model):
    """How many requests one token or one address made in the minute ``minute`` (minutes since 1970)."""

    who = models.CharField(max_length=60)
    minute = models.PositiveBigIntegerField(db_index=True)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["who", "minute"], name="one_count_a_minute")]


class PostedCheck(models.Model):
    """A check of a dossier that a program posted. File and result are gone after ``expires_at``.

    ``guide_folder``: the guide as it was when it was posted; ``problems``: why the dossier could not be read.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "等待"
        DONE = "done", "完成"
        REFUSED = "refused", "无法读取"
        FAILED = "failed", "没有完成"

    id = models.UUIDField(primary_key=True, default=uuid4)
    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    guide_id = models.CharField(max_length=80)
    guide_folder = models.CharField(max_length=400)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    result = SealedField(blank=True, default="")
    problems = models.JSONField(default=list, blank=True)
    posted_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering: ClassVar = ["-posted_at"]
        indexes: ClassVar = [models.Index(fields=["token", "posted_at"])]
