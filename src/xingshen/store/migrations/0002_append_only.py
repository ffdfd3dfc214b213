"""Triggers: events and submissions are only ever appended (promise 17), on SQLite and on PostgreSQL."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("store_event", "store_submission")
_REFUSAL = "rows of this table are only ever appended"


def forbid_changes(_: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the database refuse UPDATE and DELETE (and TRUNCATE)."""
    for statement in _statements(editor.connection.vendor):
        editor.execute(statement)


def allow_changes(_: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """The way back."""
    for table in TABLES:
        for what in ("update", "delete", "truncate"):
            on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{what}{on}")


def _statements(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{what} BEFORE {what.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            for table in TABLES
            for what in ("update", "delete")
        ]
    function = (
        "CREATE OR REPLACE FUNCTION store_refuse_change() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$ LANGUAGE plpgsql"
    )
    rows = [
        f"CREATE TRIGGER {table}_no_{what} BEFORE {what.upper()} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION store_refuse_change()"
        for table in TABLES
        for what in ("update", "delete")
    ]
    whole = [
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION store_refuse_change()"
        for table in TABLES
    ]
    return [function, *rows, *whole]


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = [("store", "0001_initial")]
    operations = [migrations.RunPython(forbid_changes, allow_changes)]
