"""Addresses of the limits of a call's review."""

from __future__ import annotations

from django.urls import path

from xingshen.portal.office.procedure import procedure_page

urlpatterns = [path("", procedure_page.procedure, name="procedure")]
