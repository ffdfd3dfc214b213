"""Every operation for every role on an own and on a foreign object: who gets an answer, and nobody else does.

The tokens have every scope, so that it is the roles and the objects that refuse.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.portal.api.scene import EVERY_SCOPE, Program, Programs
from xingshen.portal.api.description import describe, operations
from xingshen.review.api_policy import Scope
from xingshen.review.policy import Role
from xingshen.store.models import Application, Batch, Letter

APPLICANT, ADMIN, DEPARTMENT = Role.APPLICANT, Role.UNIT_ADMIN, Role.DEPARTMENT
REVIEWER, PANEL, OFFICE, AUDIT = Role.REVIEWER, Role.PANEL, Role.OFFICE, Role.AUDIT_ADMIN
EVERYBODY = frozenset(Role)
SIX = {APPLICANT, ADMIN, DEPARTMENT, REVIEWER, PANEL, OFFICE}
PARTIES = {APPLICANT, ADMIN, DEPARTMENT, REVIEWER, OFFICE}
ALLOWED: dict[str, tuple[set[Role] | frozenset[Role], set[Role] | frozenset[Role]]] = {
    "show_token": (EVERYBODY, EVERYBODY),
    "list_calls": (EVERYBODY, EVERYBODY),
    "show_call": (EVERYBODY, EVERYBODY),
    "list_clauses": (EVERYBODY, EVERYBODY),
    "list_dossiers": (SIX, SIX),
    "show_dossier": (PARTIES, {OFFICE}),
    "show_submission": (PARTIES, {OFFICE}),
    "download_paper": (PARTIES, {OFFICE}),
    "download_package": ({APPLICANT, ADMIN}, set()),
    "show_findings": (PARTIES, {OFFICE}),
    "list_points": ({REVIEWER, OFFICE}, {OFFICE}),
    "list_decisions": ({REVIEWER, OFFICE}, {OFFICE}),
    "decide_point": ({REVIEWER}, set()),
    "show_conclusion": ({APPLICANT, ADMIN, REVIEWER, OFFICE}, {OFFICE}),
    "download_letter": ({APPLICANT, ADMIN, REVIEWER, OFFICE}, {OFFICE}),
    "list_events": ({OFFICE, AUDIT}, {OFFICE, AUDIT}),
    "post_check": (SIX - {DEPARTMENT}, SIX - {DEPARTMENT}),
    "show_check": (set(), set()),
    "download_bundle": ({OFFICE}, {OFFICE}),
    "begin_export": ({OFFICE}, {OFFICE}),
    "show_export": ({OFFICE}, {OFFICE}),
    "download_export": ({OFFICE}, {OFFICE}),
}
"""Who gets a 2xx of the own and of the foreign dossier, by operation. Checks of others are in ``test_checks``."""
OF_OBJECTS = {name for name, (own, other) in ALLOWED.items() if own != other}


def asked(name: str, path: str, draft: Application, programs: Programs) -> tuple[str, Any, dict[str, str]]:
    """Address, body and headers that work for whoever may."""
    letter = Letter.objects.get(application=draft)
    export, _ = Batch.objects.get_or_create(
        kind="bundles", defaults={"call": draft.call, "state": "done", "file": letter.docx, "file_name": "全卷.zip"}
    )
    values = {
        "slug": "intl-2026", "dossier": draft.pk, "sequence": 1, "position": 1, "letter": letter.pk, "form": "pdf",
        "export": export.pk,
        "check": "00000000-0000-4000-8000-000000000000",
    }  # fmt: skip
    address = path.removeprefix("/api/v1").format(**values)
    if name == "post_check":
        return f"{address}?guide=hebei-intl-2026&wait=0", b"PK", {}
    if name == "begin_export":
        return address, json.dumps({"kind": "tables", "format": "csv"}), {}
    if name == "decide_point":
        point = next(each for each in programs.review.case(draft).points() if each.waits and not each.for_panel)
        body = {
            "point": point.finding.fingerprint, "seen": point.basis.digest, "decision": "ask", "reason": "请说明。",
        }  # fmt: skip
        return address, json.dumps(body), {"Idempotency_Key": f"key-of-{draft.pk}"}
    return address, None, {}


def answered(program: Program, name: str, method: str, given: tuple[str, Any, dict[str, str]]) -> int:
    """The status of the answer."""
    address, body, headers = given
    if method == "get":
        answer = program.get(address)
    else:
        media = "application/zip" if name == "post_check" else "application/json"
        answer = program.post(address, body, media, **headers)
    if answer.streaming:
        answer.getvalue()
    return int(answer.status_code)


def test_every_operation_stands_in_the_table() -> None:
    assert {each["operationId"] for _path, _method, each in operations(describe())} == set(ALLOWED)


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_a_role_gets_what_is_its_own_and_nothing_else(role: Role, programs: Programs) -> None:
    program = programs.program(role)
    wrong = []
    for path, method, each in operations(describe()):
        name = each["operationId"]
        for draft, allowed in zip((programs.own, programs.other), ALLOWED[name], strict=True):
            if name == "download_paper" and draft is programs.other:
                continue
            status = answered(program, name, method, asked(name, path, draft, programs))
            if (status < 300) is not (role in allowed) or status >= 500:
                wrong.append((name, "own" if draft is programs.own else "other", status))
    assert wrong == []


@pytest.mark.django_db
def test_a_foreign_dossier_is_not_there_for_whoever_may_not_see_it(programs: Programs) -> None:
    program = programs.program(APPLICANT)
    assert program.get(f"/dossiers/{programs.other.pk}").status_code == 404
    assert program.get("/dossiers/987654321").json() == program.get(f"/dossiers/{programs.other.pk}").json()


@pytest.mark.django_db
@pytest.mark.parametrize("scope", EVERY_SCOPE)
def test_a_token_without_the_scope_is_refused_everything_of_that_scope(scope: str, programs: Programs) -> None:
    given = [each for each in EVERY_SCOPE if each != scope]
    opened = []
    for role in (APPLICANT, REVIEWER, OFFICE, AUDIT):
        program = programs.program(role, given)
        for path, method, each in operations(describe()):
            if each["x-scope"] == scope:
                name = each["operationId"]
                status = answered(program, name, method, asked(name, path, programs.own, programs))
                if status != 403:
                    opened.append((role, name, status))
    assert opened == []


def test_every_scope_is_asked_for_by_an_operation() -> None:
    described = {each["x-scope"] for _path, _method, each in operations(describe())}
    assert described - {""} == {scope.value for scope in Scope}


@pytest.mark.django_db
def test_sessions_open_nothing(programs: Programs) -> None:
    program = programs.program(OFFICE)
    program.client.force_login(programs.people[OFFICE], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert program.client.get("/api/v1/dossiers").status_code == 401
