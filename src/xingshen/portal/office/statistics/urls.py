"""Addresses of the statistics."""

from __future__ import annotations

from django.urls import path

from xingshen.portal.office.statistics import pages

urlpatterns = [
    path("", pages.statistics, name="statistics"),
    path("<int:call_id>/<slug:topic>/", pages.statistics, name="statistics_of"),
    path("<int:call_id>/<slug:topic>/export/", pages.export, name="statistics_export"),
]
