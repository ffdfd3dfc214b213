"""A shell whose store of read papers is shared by all tests of a run."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from tests.cli.running import Shell
from xingshen.reports import progress


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], cache: Path) -> Shell:
    """A shell on a machine so quick that no run takes long enough to be told of."""
    monkeypatch.setattr(progress, "SECONDS_BETWEEN_LINES", math.inf)
    return Shell(monkeypatch, capsys, cache)
