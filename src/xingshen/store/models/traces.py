"""What is kept of each submission to look across dossiers, without its texts and without private values."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from xingshen.store.models.applications import Application
from xingshen.store.models.calls import Call
from xingshen.store.models.submissions import Submission


class Trace(models.Model):
    """One submission as others are compared with it (``store.traces``).

    ``leader_key`` is a keyed digest of the leader's number. ``papers``: [file, digest, kind]. ``keys``: what near
    copies share, by digest of a paper and under "" for the contents. ``looked_at`` None: nobody has compared it yet.
    """

    submission = models.OneToOneField(Submission, models.CASCADE, primary_key=True, related_name="trace")
    application = models.ForeignKey(Application, models.CASCADE, related_name="traces")
    call = models.ForeignKey(Call, models.CASCADE, related_name="+")
    number = models.CharField(max_length=40)
    title = models.CharField(max_length=300, blank=True, default="")
    uscc = models.CharField(max_length=40, blank=True, default="")
    unit_name = models.CharField(max_length=300, blank=True, default="")
    category = models.CharField(max_length=200, blank=True, default="")
    leader_name = models.CharField(max_length=100, blank=True, default="")
    leader_key = models.CharField(max_length=40, blank=True, default="")
    papers = models.JSONField(default=list)
    keys = models.JSONField(default=dict)
    looked_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["call", "looked_at"])]
