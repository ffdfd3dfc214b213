"""The scene of these tests, and limits that do not stand in their way."""

from __future__ import annotations

from typing import Any

import pytest

from tests.portal.api.scene import Programs


@pytest.fixture(autouse=True)
def _many_requests(settings: Any) -> None:
    settings.XS = settings.XS.model_copy(update={"api_per_minute": 100_000})


@pytest.fixture
def programs(db: None) -> Programs:
    """Two dossiers and everybody with a role."""
    return Programs()
