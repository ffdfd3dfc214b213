"""Filters of the applicants' pages."""

from __future__ import annotations

from django.template import Library

from xingshen.portal.applicant.fields import html_id

register = Library()
register.filter("html_id", html_id)
