"""The record of events: read, filtered, exported and verified by the audit administrator alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.urls import reverse

from tests.portal.conftest import make_user, signed_in
from xingshen.review.policy import Actor, Role
from xingshen.store.record import audit
from xingshen.store.record.audit import Subject

pytestmark = pytest.mark.django_db


def happened(number: int, name: str = "王一") -> None:
    """So many events."""
    with transaction.atomic():
        for at in range(number):
            audit.append("call.created", Subject("call", str(at), f"=批次{at}"), Actor(user_id=7, name=name))


@pytest.mark.parametrize("number", [1, 3])
def test_the_record_asks_the_database_equally_often_for_one_and_for_three(
    number: int, django_assert_num_queries: Any
) -> None:
    happened(number)
    client = signed_in(make_user(Role.AUDIT_ADMIN))
    client.get(reverse("office:audit"))
    with django_assert_num_queries(9):
        answer = client.get(reverse("office:audit"), {"kind": "call.created"})
    assert len(answer.context["rows"]) == number


def test_the_record_is_found_by_name() -> None:
    happened(2)
    happened(1, name="李二")
    answer = signed_in(make_user(Role.AUDIT_ADMIN)).get(reverse("office:audit"), {"text": "李二"})
    assert [event.subject_label for event, _ in answer.context["rows"]] == ["=批次0"]


def test_an_export_has_no_cell_that_a_spreadsheet_would_run() -> None:
    happened(1)
    text = signed_in(make_user(Role.AUDIT_ADMIN)).get(reverse("office:audit_export")).content.decode()
    assert "'=批次0" in text
    assert ",=批次0" not in text


def test_a_changed_row_is_named() -> None:
    happened(3)
    client = signed_in(make_user(Role.AUDIT_ADMIN))
    assert "前后相连，未见改动" in client.get(reverse("office:audit_verify")).content.decode()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER store_event_no_update")
        else:
            cursor.execute("ALTER TABLE store_event DISABLE TRIGGER store_event_no_update")
        cursor.execute("UPDATE store_event SET reason = 'x' WHERE seq = 2")
    page = client.get(reverse("office:audit_verify")).content.decode()
    assert "第 2 条：内容与其摘要不符" in page


@pytest.mark.parametrize("role", [Role.OFFICE, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.REVIEWER])
def test_no_other_role_reads_the_record(role: Role) -> None:
    assert signed_in(make_user(role)).get(reverse("office:audit")).status_code == 403
