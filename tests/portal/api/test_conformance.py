"""Generated requests, valid and not, to every operation with tokens of several roles: no fault of the server, and every
answer is as the description says.

``XS_FUZZ_EXAMPLES`` says how many requests an operation gets from each role (``make fuzz-api`` gives many).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.portal.api.scene import Programs
from xingshen.portal.api.description import describe
from xingshen.review.policy import Role
from xingshen.store.models import Letter

EXAMPLES = int(os.environ.get("XS_FUZZ_EXAMPLES", "4"))
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    response_headers_conformance,
]  # fmt: skip
MODES = list(schemathesis.GenerationMode)
load_all_checks()


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The transaction of the test is not ended with each request."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@schemathesis.serializer("application/zip")
def _as_it_is(_context: Any, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


def read_whole(application: Any) -> Any:
    """The application with bodies read and closed, as a web server does."""

    def call(environ: Any, start_response: Any) -> list[bytes]:
        body = application(environ, start_response)
        try:
            return [b"".join(body)]
        finally:
            body.close()

    return call


def generated(operation: Any) -> st.SearchStrategy[Any]:
    """Requests that follow the description, and such that do not."""
    return st.one_of([operation.as_strategy(generation_mode=mode) for mode in MODES])


def pointed(case: Any, programs: Programs, at_real: bool) -> Any:
    """The request about something that is there, in half of the cases; waiting for nothing."""
    known = {"dossier": programs.own.pk, "sequence": 1, "position": 1, "slug": programs.review.call.slug, "form": "pdf"}
    known["letter"] = Letter.objects.get(application=programs.own).pk
    if at_real:
        for name in case.path_parameters:
            case.path_parameters[name] = known.get(name, case.path_parameters[name])
    if case.operation.path.endswith("/checks") and isinstance(case.query, dict):
        case.query["wait"] = 0
    return case


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.APPLICANT, Role.REVIEWER, Role.OFFICE, Role.AUDIT_ADMIN])
def test_no_request_breaks_the_server_or_is_answered_otherwise_than_described(role: Role, programs: Programs) -> None:
    secret = programs.program(role).secret
    schema = schemathesis.openapi.from_dict(describe())
    schema.app = read_whole(get_wsgi_application())
    tried = []
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES, deadline=None, database=None, derandomize=EXAMPLES < 20,
            phases=[Phase.explicit, Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=generated(operation), at_real=st.booleans())
        def send(case: Any, at_real: bool) -> None:
            asked = pointed(case, programs, at_real)
            answer = asked.call(headers={"Authorization": f"Bearer {secret}"})
            asked.validate_response(answer, checks=CHECKS)

        send()
        tried.append(operation.label)
    assert len(tried) == 22


@pytest.mark.django_db
def test_what_has_no_token_is_answered_as_described() -> None:
    schema = schemathesis.openapi.from_dict(describe())
    schema.app = read_whole(get_wsgi_application())
    statuses = set()
    for found in schema.get_all_operations():
        case = found.ok().Case()
        case.path_parameters = {
            "dossier": 1, "sequence": 1, "position": 1, "slug": "x", "letter": 1, "form": "pdf", "export": 1,
            "check": "00000000-0000-4000-8000-000000000000",
        }  # fmt: skip
        answer = case.call()
        statuses.add(answer.status_code)
    assert statuses == {401}
