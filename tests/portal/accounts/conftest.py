"""Every test starts without the attempts that other tests counted."""

from __future__ import annotations

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_limits_of_other_tests() -> None:
    cache.clear()
