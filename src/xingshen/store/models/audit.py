"""The record of everything that was done: append-only, chained by digests; survives what it speaks of."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Event(models.Model):
    """One thing that happened. Names and labels are kept as text, so that the row outlives people and objects.

    ``hash`` is the digest over this row and ``prev_hash``; triggers of the database refuse UPDATE and DELETE.
    """

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=60, db_index=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=60, blank=True, default="")
    actor_role = models.CharField(max_length=20, blank=True, default="")
    organisation = models.CharField(max_length=120, blank=True, default="")
    subject_type = models.CharField(max_length=30, blank=True, default="")
    subject_id = models.CharField(max_length=60, blank=True, default="")
    subject_label = models.CharField(max_length=200, blank=True, default="")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField(blank=True, default="")
    address = models.CharField(max_length=45, blank=True, default="")
    request_id = models.CharField(max_length=40, blank=True, default="")
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["-seq"]
        indexes: ClassVar = [models.Index(fields=["subject_type", "subject_id"])]
