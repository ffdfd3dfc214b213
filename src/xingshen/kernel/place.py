"""Where on a paper something stands, and the pointer that a finding shows."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One pointer from a value to the place where it was read.

    ``file`` is the path inside the dossier folder; ``page`` counts from 1 (None: the file has no pages, or the form);
    ``box`` is left, top, right, bottom in points (1/72 inch) from the page's top left corner, after rotation;
    ``method`` is how it was read: form, text-layer, docx, file; ``confidence`` 0 to 1.
    """

    file: str
    quote: str
    method: str
    confidence: float = 1.0
    page: int | None = None
    box: Box | None = None
