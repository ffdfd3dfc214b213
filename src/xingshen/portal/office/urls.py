"""Addresses of the programme office and the audit."""

from __future__ import annotations

from django.urls import include, path

from xingshen.portal.office import audit_page, calls, overview_page

app_name = "office"
urlpatterns = [
    path("", overview_page.overview_page, name="overview"),
    path("overview/<int:call_id>/", overview_page.overview_page, name="overview_of"),
    path("calls/", calls.call_list, name="calls"),
    path("calls/new/", calls.call_new, name="call_new"),
    path("calls/<int:call_id>/", calls.call_detail, name="call"),
    path("calls/<int:call_id>/publish/", calls.call_publish, name="call_publish"),
    path("calls/<int:call_id>/extend/", calls.call_extend, name="call_extend"),
    path("across/", include("xingshen.portal.office.across.urls")),
    path("assignment/", include("xingshen.portal.office.assignment.urls")),
    path("assignment/officers/", include("xingshen.portal.office.officers.urls")),
    path("calls/<int:call_id>/procedure/", include("xingshen.portal.office.procedure.urls")),
    path("statistics/", include("xingshen.portal.office.statistics.urls")),
    path("", include("xingshen.portal.office.conclusions.urls")),
    path("", include("xingshen.portal.office.letters.urls")),
    path("audit/", audit_page.audit_page, name="audit"),
    path("audit/verify/", audit_page.audit_verify, name="audit_verify"),
    path("audit/export/", audit_page.audit_export, name="audit_export"),
]
