"""Filters of the applicants' pages."""

from __future__ import annotations

from django.template import Library

from xingshen.portal.applicant.fields import html_id
from xingshen.portal.applicant.reading import text_of

register = Library()
register.filter("html_id", html_id)
register.filter("as_read", text_of)
