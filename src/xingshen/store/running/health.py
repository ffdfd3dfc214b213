"""Numbers for those who watch the service: waiting, oldest and dead jobs; accounts."""

from __future__ import annotations

from django.utils import timezone

from xingshen.store.models import Job, User


def jobs() -> tuple[int, int, int]:
    """How many jobs wait, for how many minutes the oldest of them, and how many failed for good."""
    waiting = Job.objects.filter(state=Job.State.READY, not_before__lte=timezone.now())
    oldest = waiting.order_by("created_at").values_list("created_at", flat=True).first()
    minutes = int((timezone.now() - oldest).total_seconds() // 60) if oldest else 0
    return waiting.count(), minutes, Job.objects.filter(state=Job.State.DEAD).count()


def accounts() -> int:
    """How many accounts there are."""
    return User.objects.count()
