"""Which SQLite is used: a library newer than the one of the system, and settings under which no commit is lost.

SQLite from 3.7.0 to 3.51.2 can lose pages in WAL mode where two connections write and checkpoint at once
(fixed in 3.51.3, and in 3.50.7 and 3.44.6 of the older lines); without a sound library the old journal is used.
"""

from __future__ import annotations

import sqlite3
import sys
from typing import Any

_SOUND_SINCE = (3, 51, 3)
_SOUND_LINES = {(3, 50): 7, (3, 44): 6}


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
    return tuple(sys.modules.get("sqlite3", sqlite3).sqlite_version_info)


def connection_options(version: tuple[int, ...]) -> dict[str, Any]:
    """Options of a Django connection: power-safe writes, and transactions that take the write lock when they begin."""
    journal = "WAL" if wal_is_sound(version) else "TRUNCATE"
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode={journal};PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
    }
