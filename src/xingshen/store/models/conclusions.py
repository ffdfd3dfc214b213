"""What conclusions leave behind: letters with their templates, public lists, and long work on many dossiers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from xingshen.store.models.applications import Application
from xingshen.store.models.calls import Call
from xingshen.store.models.papers import Blob
from xingshen.store.models.people import User


class LetterTemplate(models.Model):
    """The office's own docx template of a kind of letter in a call; without a row the built-in one is used."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="letter_templates")
    letter = models.CharField(max_length=20)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "letter"], name="one_template")]


class Letter(models.Model):
    """A letter as it went out: number, the two files, and until when the applicant may answer it.

    ``record`` is the letter for machines, whose digest stands in the event ``event_seq``; ``code`` is printed on it;
    ``serial`` counts the letters of the call in a year.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="letters")
    letter = models.CharField(max_length=20)
    number = models.CharField("文号", max_length=60)
    docx = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    pdf = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="+")
    call = models.ForeignKey(Call, models.PROTECT, related_name="letters")
    year = models.PositiveIntegerField()
    serial = models.PositiveIntegerField()
    record = models.JSONField()
    code = models.CharField("核验码", max_length=40, db_index=True)
    sequence = models.PositiveIntegerField(default=0)
    round = models.PositiveIntegerField(default=0)
    event_seq = models.PositiveBigIntegerField()
    issued_at = models.DateTimeField()
    issued_by_name = models.CharField(max_length=60, blank=True, default="")
    answer_until = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["issued_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "year", "serial"], name="one_letter_of_a_serial"),
        ]


class PublicList(models.Model):
    """A list of conclusions shown to everybody from ``opens_at`` until ``closes_at``.

    ``published_at`` None: it is being prepared, nobody outside the office sees it. ``entries``: as shown, fixed when it
    is published. ``refused``: whether refusals are on it too, with the numbers of their clauses only.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="public_lists")
    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField("名称", max_length=200)
    note = models.TextField("说明", blank=True, default="")
    entries = models.JSONField(default=list)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    refused = models.BooleanField("也公布不通过的", default=False)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ["-opens_at"]


class Batch(models.Model):
    """Long work on many dossiers that somebody asked for (letters, bundles, tables), with its progress and its file.

    ``payload``: the dossiers in order and what else the kind needs; ``done`` of ``total`` are worked off, so that a new
    worker goes on there. ``stopped_at``: somebody called it off.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "等待"
        RUNNING = "running", "进行中"
        DONE = "done", "完成"
        FAILED = "failed", "失败"
        STOPPED = "stopped", "已取消"

    call = models.ForeignKey(Call, models.CASCADE, related_name="batches")
    kind = models.CharField(max_length=30)
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    payload = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list, blank=True)
    file = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True, default="")
    stopped_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
