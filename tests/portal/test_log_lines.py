"""A refusal is one line in the log; a fault of the program keeps its traceback."""

from __future__ import annotations

import logging

import pytest
from django.test import Client

from tests.portal.conftest import make_user, signed_in
from xingshen.review.policy import Role

pytestmark = pytest.mark.django_db


def told(caplog: pytest.LogCaptureFixture) -> list[tuple[str, bool]]:
    """What was logged of requests, and whether with a traceback."""
    return [(each.getMessage(), bool(each.exc_info)) for each in caplog.records if each.name == "django.request"]


def test_a_refusal_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    assert signed_in(make_user(Role.APPLICANT)).get("/office/").status_code == 403
    assert Client().get("/nothing-here/").status_code == 404
    assert told(caplog) == [
        ("Forbidden (Permission denied): /office/", False),
        ("Not Found: /nothing-here/", False),
    ]


def test_a_fault_of_the_program_keeps_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise ZeroDivisionError
    except ZeroDivisionError as fault:
        logging.getLogger("django.request").error("Internal Server Error", exc_info=fault, extra={"status_code": 500})
    assert told(caplog) == [("Internal Server Error", True)]
