"""The portal as it is served: several processes made of one, each with connections of its own to the database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.e2e.running import RunningPortal, answers

PATHS = ("/readyz", "/", "/accounts/login/", "/help/")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    """An empty database of the kind that this run is about."""
    server = os.environ.get("XS_TEST_DATABASE_URL", "")
    if not server:
        yield ""
        return
    name = f"serving_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_every_process_answers_many_people_at_once(database: str, tmp_path: Path) -> None:
    portal = RunningPortal(tmp_path, extra={"XS_DATABASE_URL": database})
    portal.start(worker=False)
    try:
        with ThreadPoolExecutor(32) as pool:
            told = list(pool.map(answers, [portal.address + path for path in PATHS * 100]))
    finally:
        portal.stop()
    assert told == [True] * 400
