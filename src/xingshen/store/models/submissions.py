"""What was handed in: frozen packages with their receipts, and returns with their items."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from xingshen.store.models.applications import Application
from xingshen.store.models.people import User
from xingshen.store.sealing import SealedField


class Submission(models.Model):
    """One handed-in package: replaced by later ones, the last counts; never changed.

    ``manifest`` is the canonical package without private values: guide, answers' digest, papers with digests.
    ``package`` is the full tree as handed in (encrypted). ``event_seq`` is its place in the chain of events.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="submissions")
    sequence = models.PositiveIntegerField()
    number = models.CharField(max_length=40)
    idempotency_key = models.CharField(max_length=64, unique=True)
    version = models.PositiveIntegerField()
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    submitted_by_name = models.CharField(max_length=60)
    manifest = models.JSONField()
    package = SealedField()
    sha256 = models.CharField(max_length=64)
    sm3 = models.CharField(max_length=64)
    event_seq = models.PositiveBigIntegerField()
    event_hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["-sequence"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["application", "sequence"], name="one_sequence")]


class Return(models.Model):
    """A return by unit or department: to whom, why, and the items to mend ({path or rule or paper, clause, text})."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="returns")
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="returns")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=60)
    by_role = models.CharField(max_length=20)
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField()
    items = models.JSONField(default=list)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-at"]
