"""Addresses of the officers."""

from __future__ import annotations

from django.urls import path

from xingshen.portal.office.officers import officers_page

urlpatterns = [
    path("", officers_page.officer_list, name="officers"),
    path("<int:user_id>/", officers_page.officer, name="officer"),
]
