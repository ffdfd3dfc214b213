"""Every address of the portal is in the list of pages that are looked at, or below with the reason why it is not."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from urllib.parse import urlsplit

from django.urls import resolve
from tests.e2e.page_list import visits
from tests.portal.test_access import OURS

_SOMETHING = ("list", "withdrawn", "forwarding_department")
_POSTED = {
    "accounts:programme_invitation", "accounts:unit_invitation", "accounts:unlock", "applicant:check",
    "applicant:paper_change", "applicant:paper_kind", "applicant:paper_move", "applicant:paper_offer",
    "applicant:paper_remove", "applicant:paper_restore", "applicant:paper_upload", "applicant:paste",
    "applicant:restore", "applicant:save", "applicant:undo", "applicant:upload", "applicant:uploads",
    "desk:change_view", "desk:decide", "desk:keep_view", "desk:remark",
    "filing:department_batch", "filing:read_all", "filing:unit_batch", "office:batch_new", "office:batch_stop",
    "office:call_publish", "office:letter_builtin", "office:list_publish", "office:list_withdraw", "set_language",
    "ui:stay",
}  # fmt: skip
_FILES = {
    "accounts:own_data", "accounts:unit_paper", "api:description", "applicant:export", "applicant:paper_crop",
    "applicant:paper_file", "applicant:paper_image", "desk:paper_crop", "desk:paper_file", "desk:paper_image",
    "desk:queue_export", "filing:department_table", "filing:letter", "filing:package", "filing:print",
    "filing:print_at", "filing:receipt_json", "filing:receipt_pdf", "office:audit_export", "office:batch_file",
    "office:bundle", "office:letter_file", "office:letter_preview", "office:letter_sample",
    "office:letter_template_file", "office:likeness_image", "office:statistics_export",
}  # fmt: skip
_PIECES = {"applicant:papers_poll", "office:batch_progress"}
_THE_SAME_PAGE = {
    "applicant:application", "filing:receipt_at", "office:across", "office:conclusions_newest", "office:statistics",
}  # fmt: skip
_ON_THE_WAY = {"accounts:accept", "accounts:correct", "filing:message"}
"""Steps that need somebody in the middle of them; the journeys go through them."""
_WITHOUT_PAGES = ("accounts:closed_", "api:", "healthz", "readyz")
"""Shut doors of the library, what programs call, and monitoring. Pages of ``api:`` are listed all the same."""


class _Anything(dict[str, Any]):
    """Numbers for whatever the list of pages asks for; addresses are resolved, not opened."""

    def __missing__(self, key: str) -> Any:
        if key in _SOMETHING:
            return "something"
        if key == "sections":
            return ["project"]
        if key == "papers":
            return defaultdict(lambda: [1])
        return defaultdict(lambda: 1) if key in ("applications", "people", "memberships") else 1


def _listed() -> set[str]:
    pages = [page for visit in visits(_Anything()) for page in visit.pages if page.status != 404]
    return {resolve(urlsplit(page.path).path).view_name for page in pages}


def test_every_page_is_looked_at() -> None:
    excepted = _POSTED | _FILES | _PIECES | _THE_SAME_PAGE | _ON_THE_WAY
    left = {route.name for route in OURS} - _listed() - excepted
    assert sorted(name for name in left if not name.startswith(_WITHOUT_PAGES)) == []


def test_no_exception_speaks_of_a_page_that_is_listed_or_gone() -> None:
    excepted = _POSTED | _FILES | _PIECES | _THE_SAME_PAGE | _ON_THE_WAY
    assert sorted(excepted & _listed()) == []
    assert sorted(excepted - {route.name for route in OURS}) == []


def test_pages_for_people_who_make_programs_are_listed() -> None:
    by_token = {route.name for route in OURS if route.view.__module__ == "ninja.operation"}
    pages = {route.name for route in OURS if route.name.startswith("api:")} - by_token
    assert pages - _listed() == {"api:description", "api:unknown", "api:unknown_root"}
