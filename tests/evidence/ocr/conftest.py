"""One engine for all tests of reading: loading the models takes about a second."""

from __future__ import annotations

import pytest

from xingshen.evidence.ocr.engine import Engine, start_engine


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine of this process."""
    return start_engine()
