"""The chain of events: numbered without gaps, verified, and closed to changes."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from xingshen.review.policy import Actor, Role
from xingshen.store.models import Event
from xingshen.store.record import audit
from xingshen.store.record.audit import GENESIS, Origin, Subject

pytestmark = pytest.mark.django_db
ACTOR = Actor(5, "孙归口", frozenset({Role.DEPARTMENT}))


def add(n: int = 1) -> None:
    with transaction.atomic():
        for k in range(n):
            audit.append("unit.approved", Subject("unit", str(k), "某公司"), ACTOR, before={"a": 1}, reason="可以")


def unlock_and(statement: str, *values: Any) -> None:
    """Change a row as somebody could who has the database file: without its triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for (name,) in cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("ALTER TABLE store_event DISABLE TRIGGER USER")
        cursor.execute(statement, values)


def test_events_are_numbered_and_chained_from_the_first() -> None:
    add(3)
    rows = list(Event.objects.order_by("seq"))
    assert [row.seq for row in rows] == [1, 2, 3]
    assert [row.prev_hash for row in rows] == [GENESIS, rows[0].hash, rows[1].hash]
    assert audit.head() == (3, rows[2].hash)
    assert list(audit.verify_chain()) == []


def test_an_event_names_who_did_it_as_what_and_from_where() -> None:
    with transaction.atomic():
        origin = Origin("10.0.0.1", "r-1", "", "某部门")
        event = audit.append("x.y", Subject("unit", "1", "某" * 300), ACTOR, origin=origin)
    event.refresh_from_db()
    assert (event.actor_id, event.actor_name, event.actor_role) == (5, "孙归口", "department")
    assert (event.address, event.request_id, event.organisation, len(event.subject_label)) == (
        "10.0.0.1",
        "r-1",
        "某部门",
        200,
    )
    assert list(audit.verify_chain()) == []


def test_what_was_undone_leaves_no_gap() -> None:
    add()
    with transaction.atomic():
        add()
        transaction.set_rollback(True)
    add()
    assert list(Event.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2]
    assert list(audit.verify_chain()) == []


@pytest.mark.parametrize("statement", ["UPDATE store_event SET reason = 'x'", "DELETE FROM store_event"])
def test_the_database_refuses_to_change_or_delete_events(statement: str) -> None:
    add()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Event.objects.get().reason == "可以"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "unit.rejected"),
        ("actor_name", "别人"),
        ("subject_id", "99"),
        ("reason", "不可以"),
        ("before", "{}"),
        ("at", "2020-01-01 00:00:00"),
        ("address", "10.0.0.9"),
    ],
)
def test_a_changed_row_is_named(column: str, value: str) -> None:
    add(3)
    unlock_and(f'UPDATE store_event SET "{column}" = %s WHERE seq = 2', value)
    assert [(flaw.seq, flaw.message) for flaw in audit.verify_chain()] == [(2, "内容与其摘要不符")]


def test_a_row_that_was_taken_out_is_missed() -> None:
    add(3)
    unlock_and("DELETE FROM store_event WHERE seq = %s", 2)
    assert [(flaw.seq, flaw.message) for flaw in audit.verify_chain()] == [
        (3, "第 2 条至第 2 条缺失"),
        (3, "与前一条不相连"),
    ]


def test_a_row_whose_digest_was_made_anew_breaks_the_chain_after_it() -> None:
    add(3)
    event = Event.objects.get(seq=2)
    event.reason = "不可以"
    unlock_and("UPDATE store_event SET reason = %s, hash = %s WHERE seq = 2", event.reason, audit.digest_of(event))
    assert [(flaw.seq, flaw.message) for flaw in audit.verify_chain()] == [(3, "与前一条不相连")]
