"""Which SQLite is sound, and how connections are opened."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Timer

import pytest
from django.db import connection

from xingshen.store.running.sqlite import connection_options, sqlite_version, wal_is_sound


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 53, 4), (4, 0, 0), (3, 50, 7), (3, 50, 9), (3, 44, 6)])
def test_versions_with_the_fix_are_sound(version: tuple[int, ...]) -> None:
    assert wal_is_sound(version)


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2), (3, 50, 6), (3, 44, 5), (3, 45, 0)])
def test_versions_without_the_fix_are_not(version: tuple[int, ...]) -> None:
    assert not wal_is_sound(version)


def test_an_unsound_version_keeps_the_old_journal() -> None:
    assert "journal_mode=TRUNCATE" in connection_options((3, 40, 1))["init_command"]
    assert "journal_mode=WAL" in connection_options((3, 53, 4))["init_command"]


def test_the_version_in_use_is_sound() -> None:
    assert wal_is_sound(sqlite_version())


@pytest.mark.django_db
def test_commits_are_flushed_and_transactions_take_the_write_lock_when_they_begin() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite only")
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_writer_waits_for_the_other_one(tmp_path: Path) -> None:
    options = {**connection_options(sqlite_version()), "database": tmp_path / "x", "isolation_level": None}
    for name in ("transaction_mode", "init_command"):  # Django's own
        del options[name]
    library = sys.modules["sqlite3"]
    one, other = (library.connect(check_same_thread=False, **options) for _ in range(2))
    one.execute("CREATE TABLE t (n)")
    one.execute("BEGIN IMMEDIATE")
    end = Timer(0.2, lambda: one.execute("COMMIT"))
    end.start()
    other.execute("INSERT INTO t VALUES (1)")
    end.join()
    assert one.execute("SELECT n FROM t").fetchall() == [(1,)]
    one.close()
    other.close()
