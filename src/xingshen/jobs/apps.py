"""The Django application of the jobs."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Handlers are registered in ``jobs.registry``; the ledger's table belongs to ``store``."""

    name = "xingshen.jobs"
    label = "jobs"
