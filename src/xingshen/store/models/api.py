"""Access of programs: tokens with scopes, and webhooks with what was delivered to them."""

from __future__ import annotations

from typing import ClassVar

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
    """One event sent to one webhook: attempts, and what the receiver answered last."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event_seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=60)
    status = models.PositiveIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True, default="")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-event_seq"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["webhook", "event_seq"], name="one_delivery")]
