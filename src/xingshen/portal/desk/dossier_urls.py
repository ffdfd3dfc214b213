"""Addresses of one dossier on the desk; included under ``<int:application_id>/``."""

from __future__ import annotations

from django.urls import path

from xingshen.portal.desk import dossier_batch, dossier_conclude, dossier_more, dossier_page, dossier_papers

urlpatterns = [
    path("", dossier_page.dossier, name="dossier"),
    path("points/<slug:mark>/", dossier_page.decide, name="decide"),
    path("remark/", dossier_page.remark, name="remark"),
    path("parts/<int:part>/", dossier_batch.batch, name="batch"),
    path("conclude/", dossier_conclude.conclude, name="conclude"),
    path("history/", dossier_more.history, name="history"),
    path("form/", dossier_more.form, name="form"),
    path("papers/<slug:digest>/file/", dossier_papers.paper_file, name="paper_file"),
    path("papers/<slug:digest>/<int:page>/image/", dossier_papers.paper_image, name="paper_image"),
    path("papers/<slug:digest>/<int:page>/crop/", dossier_papers.paper_crop, name="paper_crop"),
]
