"""Addresses of the papers of one application; included under ``<int:application_id>/papers/``."""

from __future__ import annotations

from django.urls import path

from xingshen.portal.applicant.papers.changing import change, move, remove, restore, set_kind
from xingshen.portal.applicant.papers.list_page import papers, poll
from xingshen.portal.applicant.papers.offer_page import offer
from xingshen.portal.applicant.papers.plain_upload import upload_plain
from xingshen.portal.applicant.papers.serving import crop, file, image
from xingshen.portal.applicant.papers.tus import upload, uploads
from xingshen.portal.applicant.papers.viewer_page import page

urlpatterns = [
    path("", papers, name="papers"),
    path("poll/", poll, name="papers_poll"),
    path("upload/", upload_plain, name="paper_upload"),
    path("uploads/", uploads, name="uploads"),
    path("uploads/<uuid:upload_id>/", upload, name="upload"),
    path("<int:paper_id>/file/", file, name="paper_file"),
    path("<int:paper_id>/pages/<int:page>/", page, name="paper_page"),
    path("<int:paper_id>/pages/<int:page>/image/", image, name="paper_image"),
    path("<int:paper_id>/pages/<int:page>/crop/", crop, name="paper_crop"),
    path("<int:paper_id>/change/", change, name="paper_change"),
    path("<int:paper_id>/kind/", set_kind, name="paper_kind"),
    path("<int:paper_id>/move/", move, name="paper_move"),
    path("<int:paper_id>/remove/", remove, name="paper_remove"),
    path("<int:paper_id>/restore/", restore, name="paper_restore"),
    path("<int:paper_id>/offers/", offer, name="paper_offer"),
]
