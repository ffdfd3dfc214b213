"""Addresses of this audience."""

from __future__ import annotations

from django.urls import include, path

from xingshen.portal.applicant import (
    advisor_page,
    clauses_page,
    correction_page,
    exchange_page,
    form_page,
    list_page,
    new_page,
    pasting_page,
    people_page,
    review_page,
    saving_api,
    show_page,
)

app_name = "applicant"
urlpatterns = [
    path("", list_page.applications_list, name="list"),
    path("new/", new_page.new, name="new"),
    path("which/<slug:slug>/", advisor_page.advisor, name="advisor"),
    path("import/<slug:slug>/", exchange_page.import_zip, name="import"),
    path("<int:application_id>/", show_page.application, name="application"),
    path("<int:application_id>/", show_page.application, name="form"),
    path("<int:application_id>/papers/", include("xingshen.portal.applicant.papers.urls")),
    path("<int:application_id>/show/", show_page.show, name="show"),
    path("<int:application_id>/review/", review_page.review, name="review"),
    path("<int:application_id>/correction/", correction_page.correction, name="correction"),
    path("<int:application_id>/clauses/", clauses_page.clauses, name="clauses"),
    path("<int:application_id>/print/", clauses_page.print_check, name="print"),
    path("<int:application_id>/people/", people_page.people, name="people"),
    path("<int:application_id>/export/", exchange_page.export, name="export"),
    path("<int:application_id>/delete/", list_page.delete, name="delete"),
    path("<int:application_id>/restore/", list_page.restore, name="restore"),
    path("<int:application_id>/undo/", show_page.undo, name="undo"),
    path("<int:application_id>/save/", saving_api.save, name="save"),
    path("<int:application_id>/check/", saving_api.check, name="check"),
    path("<int:application_id>/form/<slug:section_id>/paste/", pasting_page.paste, name="paste"),
    path("<int:application_id>/form/<slug:section_id>/", form_page.form, name="form"),
]
