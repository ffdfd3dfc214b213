"""Addresses of letters; included under ``office/``; below the page of conclusions."""

from __future__ import annotations

from django.urls import path

from xingshen.portal.office.letters import dossier_page, list_page, template_pages

urlpatterns = [
    path("conclusions/letters/<int:call_id>/", list_page.letter_list, name="letters"),
    path("conclusions/letters/<int:call_id>/templates/", template_pages.template_list, name="letter_templates"),
    path("conclusions/letters/<int:call_id>/templates/<str:kind>.docx", template_pages.template_file, name="letter_template_file"),
    path(
        "letters/<int:call_id>/templates/<str:kind>/sample.docx", template_pages.template_sample, name="letter_sample"
    ),
    path("conclusions/letters/<int:call_id>/templates/<str:kind>/", template_pages.template_page, name="letter_template"),
    path("conclusions/letters/<int:call_id>/templates/<str:kind>/builtin/", template_pages.use_builtin, name="letter_builtin"),
    path("conclusions/letters/of/<int:application_id>/", dossier_page.dossier_letters, name="dossier_letters"),
    path("conclusions/letters/of/<int:application_id>/preview.<str:suffix>", dossier_page.preview, name="letter_preview"),
    path("conclusions/letters/of/<int:application_id>/<int:letter_id>.<str:suffix>", dossier_page.letter_file, name="letter_file"),
]
