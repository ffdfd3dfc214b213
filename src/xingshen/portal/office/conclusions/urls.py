"""Addresses of conclusions; included under ``office/``."""

from __future__ import annotations

from django.urls import path

from xingshen.portal.office.conclusions import batch_pages, bundle_page, hub_page, list_pages

urlpatterns = [
    path("conclusions/", hub_page.hub, name="conclusions_newest"),
    path("conclusions/<int:call_id>/", hub_page.hub, name="conclusions"),
    path("conclusions/<int:call_id>/start/", batch_pages.batch_new, name="batch_new"),
    path("conclusions/<int:call_id>/lists/new/", list_pages.list_new, name="list_new"),
    path("conclusions/batches/<int:batch_id>/", batch_pages.batch, name="batch"),
    path("conclusions/batches/<int:batch_id>/progress/", batch_pages.progress, name="batch_progress"),
    path("conclusions/batches/<int:batch_id>/stop/", batch_pages.stop, name="batch_stop"),
    path("conclusions/batches/<int:batch_id>/file/", batch_pages.download, name="batch_file"),
    path("conclusions/lists/<int:list_id>/", list_pages.list_page, name="list"),
    path("conclusions/lists/<int:list_id>/publish/", list_pages.publish, name="list_publish"),
    path("conclusions/lists/<int:list_id>/withdraw/", list_pages.withdraw, name="list_withdraw"),
    path("conclusions/bundles/<int:application_id>.zip", bundle_page.bundle, name="bundle"),
]
