"""Addresses of this audience."""

from __future__ import annotations

from django.urls import URLPattern, path

from xingshen.portal.filing.department_pages import (
    department_batch,
    department_queue,
    department_review,
    department_table,
)
from xingshen.portal.filing.inbox_page import inbox, open_message, read_all
from xingshen.portal.filing.outcome_page import letter_file, outcome
from xingshen.portal.filing.print_page import print_form
from xingshen.portal.filing.receipt_page import package, receipt, receipt_json, receipt_pdf
from xingshen.portal.filing.submit_page import submit, withdraw
from xingshen.portal.filing.timeline_page import timeline
from xingshen.portal.filing.unit_pages import unit_batch, unit_queue, unit_review
from xingshen.portal.filing.verify_page import verify

app_name = "filing"
urlpatterns: list[URLPattern] = [
    path("verify/", verify, name="verify"),
    path("inbox/", inbox, name="inbox"),
    path("inbox/read/", read_all, name="read_all"),
    path("inbox/<int:message_id>/", open_message, name="message"),
    path("unit/", unit_queue, name="unit_queue"),
    path("unit/approve/", unit_batch, name="unit_batch"),
    path("unit/<int:application_id>/", unit_review, name="unit_review"),
    path("department/", department_queue, name="department_queue"),
    path("department/recommend/", department_batch, name="department_batch"),
    path("department/table.csv", department_table, name="department_table"),
    path("department/<int:application_id>/", department_review, name="department_review"),
    path("<int:application_id>/", timeline, name="timeline"),
    path("<int:application_id>/submit/", submit, name="submit"),
    path("<int:application_id>/withdraw/", withdraw, name="withdraw"),
    path("<int:application_id>/outcome/", outcome, name="outcome"),
    path("<int:application_id>/outcome/letters/<int:letter_id>.<str:suffix>", letter_file, name="letter"),
    path("<int:application_id>/receipt/", receipt, name="receipt"),
    path("<int:application_id>/receipt/<int:sequence>/", receipt, name="receipt_at"),
    path("<int:application_id>/receipt/<int:sequence>/receipt.json", receipt_json, name="receipt_json"),
    path("<int:application_id>/receipt/<int:sequence>/receipt.pdf", receipt_pdf, name="receipt_pdf"),
    path("<int:application_id>/receipt/<int:sequence>/package.zip", package, name="package"),
    path("<int:application_id>/print/<str:which>.pdf", print_form, name="print"),
    path("<int:application_id>/print/<int:sequence>/<str:which>.pdf", print_form, name="print_at"),
]
