"""Typesetting: a template of this package and its values become an archival PDF (PDF/A-2b) with all fonts embedded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import typst

from xingshen.reports.print.fonts import font_folders

_HERE = Path(__file__).parent
_STANDARD: Final = "a-2b"


def set_pdf(template: str, values: Mapping[str, Any], at: datetime) -> bytes:
    """The PDF of ``template`` (a file beside this module). ``at`` is the time it bears. Raises FontsMissing."""
    pdf = typst.compile(
        _HERE / template,
        root=_HERE,
        format="pdf",
        sys_inputs={"values": json.dumps(values, ensure_ascii=False)},
        font_paths=list(font_folders()),
        ignore_system_fonts=True,
        pdf_standards=_STANDARD,
        timestamp=int(at.timestamp()),
    )
    if not isinstance(pdf, bytes):
        raise TypeError("a PDF is one file")
    return pdf
