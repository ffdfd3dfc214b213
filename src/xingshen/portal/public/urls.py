"""Addresses that anybody may open."""

from __future__ import annotations

from django.urls import path

from xingshen.portal.public import call_page, guide_page, help_page, letter_page, list_page

app_name = "public"
urlpatterns = [
    path("calls/<slug:slug>/", call_page.call_page, name="call"),
    path("calls/<slug:slug>/guide/", guide_page.guide_page, name="guide"),
    path("lists/<slug:slug>/", list_page.list_page, name="list"),
    path("letters/", letter_page.letter_page, name="letter"),
    path("help/", help_page.help_page, name="help"),
]
