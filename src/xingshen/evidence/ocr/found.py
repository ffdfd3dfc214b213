"""A line of text found on a picture, before and after it is read."""

from __future__ import annotations

from dataclasses import dataclass

from xingshen.evidence.ocr.engine import Quad, StripText


@dataclass(frozen=True, slots=True)
class Found:
    """Where a line lies, and what it says (None: not read yet). ``stacked``: its characters stand below each other."""

    quad: Quad
    said: StripText | None = None
    stacked: bool = False
