"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from xingshen.portal.desk import dossier_page, queue_page

app_name = "desk"
urlpatterns = [
    path("", queue_page.queue, name="queue"),
    path("<int:application_id>/", dossier_page.dossier, name="dossier"),
]
