"""The correction that is awaited of an application: what it opens, until when, and what was answered so far."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from xingshen.store.models.applications import Application


class AwaitedCorrection(models.Model):
    """There as long as a correction is awaited. Repeats what the event says that asked for it, for whoever saves.

    ``fields`` and ``papers``: what may be changed (``review.correction``). ``replies``: what the applicant wrote so far
    to what was asked, by fingerprint. ``reminded_at``: when the applicant was reminded of the end.
    """

    application = models.OneToOneField(Application, models.CASCADE, related_name="awaited_correction")
    round = models.PositiveIntegerField()
    requested_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    fields = models.JSONField(default=list, blank=True)
    papers = models.JSONField(default=list, blank=True)
    replies = models.JSONField(default=dict, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due_at", "pk"]
