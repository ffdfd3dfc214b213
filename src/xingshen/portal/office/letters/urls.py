"""Addresses of letters; included under ``office/``, below the page of conclusions."""

from __future__ import annotations

from django.urls import include, path

from xingshen.portal.office.letters import dossier_page, list_page, template_pages

_of_dossier = [
    path("", dossier_page.dossier_letters, name="dossier_letters"),
    path("preview.<str:suffix>", dossier_page.preview, name="letter_preview"),
    path("<int:letter_id>.<str:suffix>", dossier_page.letter_file, name="letter_file"),
]
_templates = [
    path("", template_pages.template_list, name="letter_templates"),
    path("<str:kind>.docx", template_pages.template_file, name="letter_template_file"),
    path("<str:kind>/", template_pages.template_page, name="letter_template"),
    path("<str:kind>/sample.docx", template_pages.template_sample, name="letter_sample"),
    path("<str:kind>/builtin/", template_pages.use_builtin, name="letter_builtin"),
]
urlpatterns = [
    path("conclusions/letters/of/<int:application_id>/", include(_of_dossier)),
    path("conclusions/letters/<int:call_id>/", list_page.letter_list, name="letters"),
    path("conclusions/letters/<int:call_id>/templates/", include(_templates)),
]
