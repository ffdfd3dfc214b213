"""Files by digest, the papers of applications, and uploads under way."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from xingshen.store.models.applications import Application
from xingshen.store.models.people import User


class Blob(models.Model):
    """Bytes in the file store, named by their SHA-256 (hex); ``sm3`` is the same bytes' SM3."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    sm3 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120, blank=True, default="")
    stored_at = models.DateTimeField(default=timezone.now)


class Paper(models.Model):
    """One attachment of an application under its original name.

    Deleting and replacing set ``removed_at``; the row stays, so that it can be taken back and history is complete.
    ``replaces`` is the paper in whose place this one came. ``summary`` is what was read, for display: kind guessed,
    page ranges, facts offered, problems. ``settled``: offers that were taken or dismissed, key → the value offered.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "等待识读"
        READING = "reading", "正在识读"
        READ = "read", "已识读"
        PARTLY = "partly", "部分识读"
        FAILED = "failed", "无法识读"

    application = models.ForeignKey(Application, models.CASCADE, related_name="papers")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    name = models.CharField("文件名", max_length=255)
    kind = models.CharField("种类", max_length=60, blank=True, default="")
    title = models.CharField("标题", max_length=200, blank=True, default="")
    translation_of = models.CharField("译自", max_length=255, blank=True, default="")
    fiscal_year = models.CharField("会计年度", max_length=10, blank=True, default="")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    pages = models.PositiveIntegerField(default=0)
    pages_done = models.PositiveIntegerField(default=0)
    summary = models.JSONField(default=dict, blank=True)
    settled = models.JSONField(default=dict, blank=True)
    replaces = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    position = models.PositiveIntegerField(default=0)
    uploaded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "pk"]


class Upload(models.Model):
    """A resumable upload (tus 1.0): how much of how much has arrived. The bytes lie in the data folder until done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    application = models.ForeignKey(Application, models.CASCADE, related_name="uploads")
    by = models.ForeignKey(User, models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=60, blank=True, default="")
    replaces = models.ForeignKey(Paper, models.SET_NULL, null=True, blank=True, related_name="+")
    length = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    expires_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    paper = models.ForeignKey(Paper, models.SET_NULL, null=True, blank=True, related_name="+")
