"""Turns papers into files: PDF by typst, scans of it, docx by python-docx, OFD; suffix and ``scan`` decide.

The same paper always gives the same bytes.
"""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import typst
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from examples.generate.blocks import Block, Paper
from examples.generate.marks import draw_code, draw_pen, draw_seal, draw_signature
from examples.generate.ofd import write_ofd
from examples.generate.scanning import scan_pages

HERE = Path(__file__).parent
PRINTED = datetime(2026, 6, 20, 9, 0, tzinfo=UTC)
"""The moment that every file says it was made."""
_DRAWERS = {"seal": draw_seal, "sign": draw_signature, "pen": draw_pen, "code": draw_code}
_ALIGNMENTS = {"subtitle": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}


def render(paper: Paper) -> bytes:
    """The bytes of the paper's file, cut short where the paper is damaged."""
    whole = _whole(paper)
    return whole if paper.damage is None else whole[: int(len(whole) * paper.damage)]


def _whole(paper: Paper) -> bytes:
    if paper.file.endswith(".docx"):
        return _docx(paper)
    if paper.file.endswith(".ofd"):
        return write_ofd(paper)
    if paper.scan is None:
        return _typeset(paper, {"format": "pdf", "timestamp": PRINTED, "pdf_tags": False})[0]
    pictures = [page for part in paper.bound or (paper,) for page in _pictures(part, paper.scan.dots)]
    return scan_pages(pictures, paper.scan, seed=paper.title)


def _pictures(paper: Paper, dots: int) -> list[bytes]:
    return _typeset(paper, {"format": "png", "ppi": dots})


def _typeset(paper: Paper, output: dict[str, Any]) -> list[bytes]:
    marks = {key: _draw(reference) for key, reference in {**paper.marks, **_references(paper)}.items()}
    made = typst.compile(
        HERE / "papers" / f"{paper.layout}.typ",
        sys_inputs={"paper": json.dumps(paper.content, ensure_ascii=False), "marks": json.dumps(marks)},
        font_paths=[HERE / "fonts"],
        ignore_system_fonts=True,
        **output,
    )
    return [made] if isinstance(made, bytes) else list(made)


def _references(paper: Paper) -> dict[str, str]:
    """The pictures that signature fields ask for, each under its own reference as key."""
    blocks = [block for block in paper.content.get("blocks", ()) if block["kind"] == "signatures"]
    fields = [one for block in blocks for one in block["parties"]]
    return {key: key for one in fields for key in (one["sign"], one["seal"]) if key}


def _draw(reference: str) -> str:
    kind, _, name = reference.partition(":")
    return _DRAWERS[kind](name)


def _docx(paper: Paper) -> bytes:
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.size = Pt(10.5)
    style.font.name = "SimSun"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "SimSun")
    document.core_properties.created = document.core_properties.modified = PRINTED.replace(tzinfo=None)
    document.core_properties.title = paper.content["name"]
    for block in paper.blocks:
        _add(document, block)
    stream = io.BytesIO()
    document.save(stream)
    return _settled(stream)


def _add(document: Document, block: Block) -> None:
    kind: str = block["kind"]
    if kind == "table":
        _add_table(document, block)
    elif kind == "signatures":
        for one in block["parties"]:
            _add_lines(document, [*one["lines"], f"{one['sign-label']}{one['typed']}", one["date"]])
    elif kind in {"title", "letterhead"}:
        _add_title(document, block)
    elif kind == "break":
        document.add_page_break()  # type: ignore[no-untyped-call]  # python-docx has no types here
    elif "text" in block:
        paragraph = document.add_paragraph(block["text"])
        if kind in _ALIGNMENTS:
            paragraph.alignment = _ALIGNMENTS[kind]
        paragraph.runs[0].bold = kind == "heading"


def _add_title(document: Document, block: dict[str, Any]) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(block["text"])
    run.bold, run.font.size = True, Pt(16)


def _add_table(document: Document, block: dict[str, Any]) -> None:
    table = document.add_table(rows=0, cols=len(block["widths"]), style="Table Grid")
    for row in block["rows"]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _add_lines(document: Document, lines: list[str]) -> None:
    for line in lines:
        document.add_paragraph(line)


def _settled(stream: io.BytesIO) -> bytes:
    """The same zip with fixed times, so that it does not depend on when it was written."""
    target = io.BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(target, "w") as result:
        for name in source.namelist():
            result.writestr(zipfile.ZipInfo(name, (2026, 6, 20, 9, 0, 0)), source.read(name), zipfile.ZIP_DEFLATED, 9)
    return target.getvalue()
