"""Text for cells of spreadsheets: nothing that a person typed may be run as a formula."""

from __future__ import annotations

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(text: str) -> str:
    """``text``, with an apostrophe before a first character that a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(_STARTS) else text
