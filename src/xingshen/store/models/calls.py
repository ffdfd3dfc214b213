"""A call: a published version of a guide, windows per role, settings; extensions of windows with their reasons."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from xingshen.store.models.people import Unit, User


class Call(models.Model):
    """A call for applications. The guide is pinned by id, version and digest when the call is published.

    ``settings``: ``contact``, and what the review of filings is to keep to (``review.procedure``).
    """

    class State(models.TextChoices):
        DRAFT = "draft", "未发布"
        PUBLISHED = "published", "已发布"
        ARCHIVED = "archived", "已归档"

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField("名称", max_length=200)
    title_en = models.CharField("英文名称", max_length=200, blank=True, default="")
    number_prefix = models.CharField("编号前缀", max_length=20)
    guide_id = models.CharField(max_length=80)
    guide_version = models.CharField(max_length=40, blank=True, default="")
    guide_digest = models.CharField(max_length=80, blank=True, default="")
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    settings = models.JSONField(default=dict, blank=True)
    last_number = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return self.title


class Window(models.Model):
    """From when to when a role may act on filings: ``opens_at`` ≤ now < ``closes_at``, aware instants."""

    class Who(models.TextChoices):
        APPLICANT = "applicant", "申报人提交"
        UNIT = "unit", "单位审核"
        DEPARTMENT = "department", "归口推荐"

    call = models.ForeignKey(Call, models.CASCADE, related_name="windows")
    who = models.CharField(max_length=12, choices=Who.choices)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["closes_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "who"], name="one_window_per_role"),
            models.CheckConstraint(condition=models.Q(closes_at__gt=models.F("opens_at")), name="window_has_length"),
        ]


class Extension(models.Model):
    """A later end of one window for one unit, with the reason; shown publicly."""

    window = models.ForeignKey(Window, models.CASCADE, related_name="extensions")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="extensions")
    closes_at = models.DateTimeField()
    reason = models.TextField()
    granted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-granted_at"]
