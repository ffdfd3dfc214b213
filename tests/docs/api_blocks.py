"""The examples of docs/api.md as a test can run them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

MANUAL = Path(__file__).parents[2] / "docs" / "api.md"


def blocks(language: str) -> list[str]:
    """The code blocks of a language, in order."""
    return re.findall(rf"```{language}\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL)


def documented_verify() -> Callable[[str, str, bytes], bool]:
    """The function by which a receiver verifies a signature, as it is printed."""
    found: dict[str, Any] = {}
    exec(blocks("python")[0], found)
    verify: Callable[[str, str, bytes], bool] = found["verify"]
    return verify


verify = documented_verify()
