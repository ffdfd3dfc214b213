"""Figures of a call that are too dear to count for every page: by clause, by rule, machine against people."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from xingshen.store.models.calls import Call


class Figures(models.Model):
    """What was counted last (``store.figures``), and up to which check and which event."""

    call = models.OneToOneField(Call, models.CASCADE, related_name="figures")
    made_at = models.DateTimeField()
    last_check = models.PositiveBigIntegerField(default=0)
    last_event = models.PositiveBigIntegerField(default=0)
    data = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["pk"]
