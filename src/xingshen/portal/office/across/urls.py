"""Addresses of what dossiers have in common."""

from __future__ import annotations

from django.urls import path

from xingshen.portal.office.across import list_page, pair_page

urlpatterns = [
    path("", list_page.across, name="across"),
    path("<int:call_id>/", list_page.across, name="across_of"),
    path("pair/<int:likeness_id>/", pair_page.pair, name="likeness"),
    path("pair/<int:likeness_id>/<slug:side>/<int:page>.png", pair_page.image, name="likeness_image"),
]
