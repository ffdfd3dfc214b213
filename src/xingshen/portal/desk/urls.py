"""Addresses of the desk."""

from __future__ import annotations

from django.urls import include, path

from xingshen.portal.desk import (
    correction_page,
    countersign_page,
    declaration_page,
    dossier_urls,
    panel_open_page,
    panel_page,
    queue_export,
    queue_page,
    reexamination_page,
    views_page,
)

app_name = "desk"
urlpatterns = [
    path("", queue_page.queue, name="queue"),
    path("export/", queue_export.queue_export, name="queue_export"),
    path("views/", views_page.views, name="views"),
    path("views/keep/", views_page.keep_view, name="keep_view"),
    path("views/<int:view_id>/", views_page.change_view, name="change_view"),
    path("declaration/", declaration_page.declaration, name="declaration"),
    path("panel/", panel_page.panels, name="panels"),
    path("<int:application_id>/", include(dossier_urls)),
    path("<int:application_id>/correction/", correction_page.correction, name="correction"),
    path("<int:application_id>/countersign/", countersign_page.countersign, name="countersign"),
    path("<int:application_id>/reexamination/", reexamination_page.reexamination, name="reexamination"),
    path("<int:application_id>/panel/", panel_page.panel, name="panel"),
    path("<int:application_id>/panel/open/", panel_open_page.open_panel, name="panel_open"),
]
