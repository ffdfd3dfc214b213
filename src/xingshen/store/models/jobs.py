"""The job ledger: every piece of background work as one row with lease, fence and attempts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Job(models.Model):
    """One piece of work. Unique on kind, subject and input, so that the same work is never queued twice.

    ``fence`` grows with every claim; a worker may finish only with the fence it claimed. ``state`` dead is an alarm.
    """

    class State(models.TextChoices):
        READY = "ready", "等待"
        RUNNING = "running", "进行中"
        DONE = "done", "完成"
        DEAD = "dead", "多次失败"

    kind = models.CharField(max_length=30)
    subject = models.CharField(max_length=80)
    input_digest = models.CharField(max_length=80, default="")
    payload = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.READY)
    priority = models.IntegerField(default=0)
    fence = models.PositiveIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "subject", "input_digest"], name="one_job_for_one_input")
        ]
        indexes: ClassVar = [models.Index(fields=["state", "not_before"])]
