"""Addresses of the look itself: the gallery of components and the request that keeps a session."""

from __future__ import annotations

from django.urls import path

from xingshen.portal.ui.gallery import gallery
from xingshen.portal.ui.session import stay

app_name = "ui"
urlpatterns = [
    path("gallery/", gallery, name="gallery"),
    path("stay/", stay, name="stay"),
]
