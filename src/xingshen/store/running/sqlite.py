"""Which SQLite is used: a library newer than the one of the system, and settings under which no commit is lost.

SQLite from 3.7.0 to 3.51.2 can lose pages in WAL mode where two connections write and checkpoint at once
(fixed in 3.51.3, and in 3.50.7 and 3.44.6 of the older lines); without a sound library the old journal is used.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from typing import Any

_SOUND_SINCE = (3, 51, 3)
_SOUND_LINES = {(3, 50): 7, (3, 44): 6}
_PATIENCE, _PAUSE = 20, 0.001
"""Seconds until a writer gives up, and between two looks whether another one has finished."""


def use_bundled_sqlite() -> None:
    """Put ``pysqlite3`` in the place of the standard module; before Django is imported. Without it nothing changes."""
    try:
        import pysqlite3  # noqa: PLC0415  # has to stand in before anything else asks for sqlite3
        from pysqlite3 import dbapi2  # noqa: PLC0415
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = dbapi2


def wal_is_sound(version: tuple[int, ...]) -> bool:
    """True where this version of SQLite keeps what it wrote in WAL mode."""
    fixed_in = _SOUND_LINES.get((version[0], version[1]))
    return version >= _SOUND_SINCE or (fixed_in is not None and version[2] >= fixed_in)


def sqlite_version() -> tuple[int, ...]:
    """The version that is in use now."""
    return tuple(_library().sqlite_version_info)


def _library() -> Any:
    return sys.modules.get("sqlite3", sqlite3)


def connection_options(version: tuple[int, ...]) -> dict[str, Any]:
    """Options of a Django connection: power-safe writes, and transactions that take the write lock when they begin."""
    journal = "WAL" if wal_is_sound(version) else "TRUNCATE"
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": _PATIENCE,
        "factory": _patient(_library().Connection),
        "init_command": f"PRAGMA journal_mode={journal};PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
    }


def _patient(connection: Any) -> Any:
    """A class of connections that wait for a writer in short steps; SQLite's own grow to 100 ms, which is idle time."""
    if not hasattr(connection, "set_busy_handler"):  # only the bundled library has it
        return connection

    class Patient(connection):  # type: ignore[misc]  # a class that is known at run time only
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self.set_busy_handler(_wait)

    return Patient


def _wait(times: int) -> bool:
    """Called by SQLite while another one writes; False gives up."""
    time.sleep(_PAUSE)
    return times * _PAUSE < _PATIENCE
