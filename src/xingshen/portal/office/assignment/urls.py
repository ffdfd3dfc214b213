"""Addresses of assignment."""

from __future__ import annotations

from django.urls import path

from xingshen.portal.office.assignment import again_page, plan_page, rules_page, run_page

urlpatterns = [
    path("", plan_page.assignment, name="assignment"),
    path("of/<int:application_id>/", plan_page.assign_one, name="assign_one"),
    path("again/", again_page.reassignment, name="reassignment"),
    path("rules/<int:call_id>/", rules_page.rules, name="assignment_rules"),
    path("runs/<int:batch_id>/", run_page.run, name="assignment_run"),
]
