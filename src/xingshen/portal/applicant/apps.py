"""The Django application of this audience."""

from __future__ import annotations

from django.apps import AppConfig


class ApplicantConfig(AppConfig):
    """Templates and views under the label ``applicant``."""

    name = "xingshen.portal.applicant"
    label = "portal_applicant"
