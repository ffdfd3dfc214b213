"""Examinations after acceptance as lists show them; what was done is in the chain of events and adds up to the same."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from xingshen.store.models.applications import Application, Check
from xingshen.store.models.calls import Call
from xingshen.store.models.people import Department, User


class Examination(models.Model):
    """One application before the office. ``version`` counts its events; ``stage`` is a word of ``review``'s ``Stage``.

    Everything else repeats what events, check and application say, for lists: whose turn it is, how many points fail
    or wait, when the clock ends (``due_at``, None while it stands), the unit's department, and ``search``: title,
    unit, people, number.
    ``result`` is the machine's result that people look at now.
    """

    application = models.OneToOneField(Application, models.PROTECT, related_name="examination")
    call = models.ForeignKey(Call, models.PROTECT, related_name="examinations")
    stage = models.CharField(max_length=30, default="unopened")
    version = models.PositiveIntegerField(default=0)
    sequence = models.PositiveIntegerField(default=0)
    round = models.PositiveIntegerField(default=0)
    reviewer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reexaminer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    result = models.ForeignKey(Check, models.PROTECT, null=True, related_name="+")
    checked = models.BooleanField(default=False)
    failing = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    for_panel = models.PositiveIntegerField(default=0)
    category = models.CharField(max_length=40, blank=True, default="")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    search = models.CharField(max_length=600, blank=True, default="")
    accepted_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    conclusion = models.CharField(max_length=20, blank=True, default="")
    concluded_at = models.DateTimeField(null=True)
    answer_until = models.DateTimeField(null=True)
    published_until = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["accepted_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["call", "stage", "accepted_at"]),
            models.Index(fields=["call", "accepted_at"]),
            models.Index(fields=["call", "due_at"]),
            models.Index(fields=["reviewer", "stage", "accepted_at"]),
            models.Index(fields=["reexaminer", "stage"]),
            models.Index(fields=["call", "category", "accepted_at"]),
            models.Index(fields=["stage", "accepted_at"]),
            models.Index(fields=["accepted_at"]),
            models.Index(fields=["due_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.stage}"


class PanelSeat(models.Model):
    """One person's seat on the panel that sits on an examination now; gone when the panel has concluded."""

    examination = models.ForeignKey(Examination, models.CASCADE, related_name="seats")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    opinions_left = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["examination", "user"], name="one_seat")]


class SavedView(models.Model):
    """A list with its filters under a name, of one person. ``query`` is the part of the address after the ``?``.

    ``is_default``: what the person sees who opens the list without asking for anything; at most one of each person.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_views")
    name = models.CharField("名称", max_length=40)
    query = models.CharField(max_length=400, blank=True, default="")
    is_default = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "name"], name="one_view_of_a_name"),
            models.UniqueConstraint(fields=["user"], condition=models.Q(is_default=True), name="one_default_view"),
        ]


class OfficerProfile(models.Model):
    """What assignment has to know of an officer. ``declared_at`` None: the ties are not known, nothing is given.

    ``capacity``: how many dossiers at once (None: no limit); ``away_from`` to ``away_until`` (inclusive): on leave.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="officer_profile")
    declared_at = models.DateTimeField(null=True)
    capacity = models.PositiveIntegerField("同时办理的份数", null=True, blank=True)
    skills = models.JSONField(default=list, blank=True)
    away_from = models.DateField(null=True, blank=True)
    away_until = models.DateField(null=True, blank=True)


class Tie(models.Model):
    """A tie of an officer to a unit or a person, by the key under which dossiers name it (``store.officers``)."""

    class Kind(models.TextChoices):
        OWN_UNIT = "own_unit", "所在单位"
        RELATED_UNIT = "related_unit", "有利益关系的单位"
        RELATED_PERSON = "related_person", "有利益关系的人员"

    profile = models.ForeignKey(OfficerProfile, models.CASCADE, related_name="ties")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    key = models.CharField(max_length=120)
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["kind", "key"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["profile", "kind", "key"], name="one_tie")]


class Likeness(models.Model):
    """Two dossiers of a call that have something in common: a leader, a unit's category, a paper, a text.

    ``first`` < ``second`` by id. ``score`` 0–1; ``detail``: where, for the page that shows both side by side.
    ``set_aside_at``: an officer looked and said why it is in order.
    """

    class Kind(models.TextChoices):
        UNIT = "unit", "同一单位申报多个类别"
        LEADER = "leader", "同一负责人"
        PAPER_SAME = "paper_same", "材料相同"
        PAPER_NEAR = "paper_near", "材料近似"
        TEXT_NEAR = "text_near", "正文近似"

    call = models.ForeignKey(Call, models.CASCADE, related_name="likenesses")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    first = models.ForeignKey(Application, models.CASCADE, related_name="+")
    second = models.ForeignKey(Application, models.CASCADE, related_name="+")
    what = models.CharField(max_length=200, blank=True, default="")
    score = models.FloatField(default=1.0)
    detail = models.JSONField(default=dict, blank=True)
    found_at = models.DateTimeField(default=timezone.now)
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    set_aside_reason = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ["-score", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "first", "second", "what"], name="one_likeness"),
        ]
        indexes: ClassVar = [models.Index(fields=["call", "kind"])]
