"""Applications with their answers, every saved change, the people who edit them, and the results of checks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from xingshen.store.models.calls import Call
from xingshen.store.models.people import Unit, User
from xingshen.store.sealing import SealedField


class Application(models.Model):
    """One application in one call.

    ``answers`` is the tree of ``application.json`` without attachments and without private values, which are in
    ``private`` (encrypted, flat: path → value). ``version`` counts saved changes. ``stage`` is a word of
    ``review.filing.Stage``. ``title``, ``category``, ``leader`` repeat answers for lists and search.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="applications")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="applications")
    owner = models.ForeignKey(User, models.PROTECT, related_name="applications")
    stage = models.CharField(max_length=20, default="draft", db_index=True)
    number = models.CharField("受理编号", max_length=40, blank=True, default="", db_index=True)
    answers = models.JSONField(default=dict, blank=True)
    private = SealedField(blank=True, default="")
    version = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=200, blank=True, default="")
    category = models.CharField(max_length=40, blank=True, default="")
    leader = models.CharField(max_length=60, blank=True, default="")
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-changed_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["call", "stage"]),
            models.Index(fields=["unit", "stage"]),
        ]

    def __str__(self) -> str:
        return self.title or f"未命名的申报 {self.pk}"


class Collaborator(models.Model):
    """A person who may edit or read an application besides its owner."""

    class Right(models.TextChoices):
        EDIT = "edit", "可编辑"
        READ = "read", "仅查看"

    application = models.ForeignKey(Application, models.CASCADE, related_name="collaborators")
    user = models.ForeignKey(User, models.CASCADE, related_name="collaborations")
    right = models.CharField(max_length=6, choices=Right.choices, default=Right.EDIT)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["application", "user"], name="one_collaboration")]


class Revision(models.Model):
    """One saved change: who changed which paths from what to what; of private values only the paths.

    ``changes``: list of {path, was, now}; ``version`` is that of the application after the change.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    changes = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["application", "version"], name="one_revision")]


class Check(models.Model):
    """The result of one check as exchange JSON (``reports.json_report``), with what it was made from.

    The latest self-check of a draft is replaced; checks of submissions are kept for ever. ``touches``: by fingerprint,
    the fields and papers that a finding rests on or asks for, and a digest of what stands there
    (``store.examination_touches``). ``outcomes``: rule → letter (``store.check_outcomes``), for counting.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="checks")
    submission = models.ForeignKey("store.Submission", models.CASCADE, null=True, blank=True, related_name="checks")
    version = models.PositiveIntegerField()
    input_digest = models.CharField(max_length=80)
    engine = models.CharField(max_length=60)
    guide_digest = models.CharField(max_length=80)
    verdict = models.CharField(max_length=10)
    result = models.JSONField()
    touches = models.JSONField(default=dict, blank=True)
    outcomes = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
