"""The ``{…}`` of a template: an expression of the rule language, or 缺 for what could not be confirmed."""

from __future__ import annotations

import re

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


def placeholders(text: str) -> frozenset[str]:
    """What stands in the braces of ``text``."""
    return frozenset(found.strip() for found in PLACEHOLDER.findall(text))
