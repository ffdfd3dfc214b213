"""For all tests: what may only ever be appended can still be emptied between tests that commit."""

from __future__ import annotations

from collections.abc import Generator
from importlib import import_module

import pytest
from pytest_django.plugin import blocking_manager_key


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, object, object]:
    """Tests with real transactions leave rows that are flushed afterwards; the triggers pause meanwhile."""
    marker = item.get_closest_marker("django_db")
    if marker is None or not marker.kwargs.get("transaction"):
        return (yield)
    _guard(item, "allow_changes")
    try:
        return (yield)
    finally:
        if nextitem is not None:
            _guard(item, "forbid_changes")


def _guard(item: pytest.Item, how: str) -> None:
    from django.apps import apps  # noqa: PLC0415  # tests without a database never load Django
    from django.db import connection  # noqa: PLC0415

    change = getattr(import_module("xingshen.store.migrations.0002_append_only"), how)
    with item.config.stash[blocking_manager_key].unblock(), connection.schema_editor() as editor:
        change(apps, editor)
