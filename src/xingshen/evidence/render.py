"""Pages as pictures for reports, drawn in the bounded reading process."""

from __future__ import annotations

from pathlib import Path

from xingshen.evidence.intake import PaperReader


def render_page(path: Path, page_number: int, dpi: float = 110.0) -> bytes | None:
    """Page ``page_number`` (from 1) of a PDF or picture as PNG bytes; None for docx, damaged files, no such page.

    Starts a reading process of its own; for many pages use :meth:`PaperReader.render`.
    """
    with PaperReader(workers=1) as reader:
        return reader.render(path, page_number, dpi)
