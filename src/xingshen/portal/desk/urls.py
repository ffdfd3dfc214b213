"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from xingshen.portal.desk import countersign_page, dossier_page, panel_open_page, panel_page, queue_page

app_name = "desk"
urlpatterns = [
    path("", queue_page.queue, name="queue"),
    path("panel/", panel_page.panels, name="panels"),
    path("<int:application_id>/", dossier_page.dossier, name="dossier"),
    path("<int:application_id>/countersign/", countersign_page.countersign, name="countersign"),
    path("<int:application_id>/panel/", panel_page.panel, name="panel"),
    path("<int:application_id>/panel/open/", panel_open_page.open_panel, name="panel_open"),
]
